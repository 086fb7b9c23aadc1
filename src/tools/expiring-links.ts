/**
 * Fields that contain an expiring link which is the purpose of their operation, or the form fields for it.
 * They are returned unchanged, since a redacted link does not work. Signatures in any other field are
 * redacted.
 */
export const EXPIRING_LINKS: ReadonlySet<string> = new Set([
  // files
  'file_url',
  'download_url',
  'upload_url',
  'upload_urls',
  'upload_fields',
  // imports
  'upload_uri',
  // models
  'output_location',
  // notebooks
  'notebook_url',
  'notebook_preview_url',
  'requirements_url',
  'update_url',
  'update_preview_url',
  // contents of AI-on-Demand
  'content_link',
  // what a person opens
  'display_url',
  // apps
  'auth_code_url',
  // media
  'report_link',
  'spot_order_link',
  'file_links',
  // outputs of scripts, as Civis has them today
  'csv_path',
]);
