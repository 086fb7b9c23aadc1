/**
 * Fields that hold an expiring link which their operation exists to give, or the form that belongs to it:
 * delivered whole, since a person who asks for a link wants one that works. The same signatures are
 * redacted anywhere else.
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
  // media
  'report_link',
  'spot_order_link',
  'file_links',
  // outputs of scripts, as Civis has them today
  'csv_path',
]);
