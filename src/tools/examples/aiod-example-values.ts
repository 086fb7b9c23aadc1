import { KIND_FACTS, KIND_NAMES } from '../aiod/attributes/kind-facts.ts';

/** The part of an identifier that follows its kind. */
const KEYS = ['7XkQ2mTz94LwvRb1NsEyHc3d', '0GdPq8fWu5JtZa6VxMoKi2Bn'] as const;

const dataset = {
  name: 'Crop Yield Atlas',
  description: { plain: 'Yields of wheat and barley in Europe, by region and year.' },
  keyword: ['agriculture'],
  license: 'CC-BY-4.0',
  distribution: [{ content_url: 'https://cropatlas.example/yields.csv', encoding_format: 'text/csv' }],
};

function exampleIdentifiers(prefix: string | null): readonly (string | number)[] {
  return prefix === null ? [9, 12] : KEYS.map((key) => `${prefix}_${key}`);
}

/** Example values of required parameters of AI-on-Demand, by the same rules as the others. */
export const AIOD_REQUIRED_VALUES: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(
    KIND_NAMES.flatMap((kind) => {
      const identifiers = exampleIdentifiers(KIND_FACTS[kind].prefix);
      return [
        [`${kind}.identifier`, identifiers[0]],
        [`${kind}.identifiers`, identifiers],
      ];
    }),
  ),
  asset_identifier: `data_${KEYS[0]}`,
  asset_identifiers: [`data_${KEYS[0]}`],
  'assets.identifier': `data_${KEYS[0]}`,
  'assets.user': 'jdoe',
  'bookmarks.identifier': `data_${KEYS[0]}`,
  'organisations.name': 'logo',
  'projects.name': 'logo',
  platform: 'zenodo',
  platform_identifier: 'crops-2024',
  query: 'wheat yield',
  submission_identifier: 42,
  'submissions.identifier': 42,
  metadata: { name: 'Crop Yield Atlas' },
  'contacts.metadata': { name: 'Crop Yield Atlas, data desk', email: ['data@cropatlas.example'] },
  'datasets.metadata': dataset,
};

/** Values that the examples of single tools of AI-on-Demand show. */
export const AIOD_ILLUSTRATIVE_VALUES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  aiod_assets_set_permission: { permission_type: 'write' },
  aiod_contacts_counts: { per_platform: true },
  aiod_contacts_get_list: { platform: 'zenodo', limit: 5 },
  aiod_contacts_get_list_async: { limit: 200, batch_size: 50 },
  aiod_contacts_update: { metadata: { telephone: ['+31 317 555 0188'] } },
  aiod_datasets_get_list: { date_modified_after: '2026-05-31', limit: 5 },
  aiod_datasets_search: { search_fields: ['name', 'description_plain'] },
  aiod_datasets_update: { metadata: { license: 'CC-BY-4.0', version: '1.1.0' } },
  aiod_stats_top: { kind: 'datasets' },
  aiod_submissions_get_list: { mode: 'pending' },
  aiod_submissions_post: { comment: 'First version.' },
};
