import type { KindName } from '../../tools/aiod/attributes/attribute.ts';

/** A file that a distribution leads to. */
export interface SeedFile {
  readonly name: string;
  readonly format: string;
  readonly text: string;
}

/** An asset of the sample catalogue. Text in the form `@name` stands for the identifier of that asset. */
export interface SeedAsset {
  readonly kind: KindName;
  readonly metadata: Readonly<Record<string, unknown>> & { readonly name: string };
  readonly files?: readonly SeedFile[];
}

const YIELDS = 'region,year,crop,tonnes_per_hectare\nGelderland,2022,wheat,8.9\nGelderland,2023,wheat,8.4\n';
const REGIONS = 'region,country,hectares\nGelderland,Netherlands,5136\nPomorskie,Poland,18323\n';

/** What connectors brought from `example`: published, and read by everybody. */
export const PLATFORM_ASSETS: readonly SeedAsset[] = [
  {
    kind: 'organisations',
    metadata: {
      name: 'Crop Yield Atlas',
      legal_name: 'Crop Yield Atlas Foundation',
      description: { plain: 'Collects harvest data of European regions.' },
      type: 'research institute',
      number_of_employees: '11-50',
      application_area: ['crop management'],
      keyword: ['agriculture'],
    },
  },
  {
    kind: 'persons',
    metadata: {
      name: 'Marta Nowak',
      given_name: 'Marta',
      surname: 'Nowak',
      expertise: ['tabular data', 'benchmarks'],
      languages: ['Polish', 'English'],
    },
  },
  {
    kind: 'publications',
    metadata: {
      name: 'Forecasting harvests from weather',
      description: { plain: 'Compares models that forecast the harvest of a region.' },
      type: 'article',
      permanent_identifier: 'https://doi.example/10.5555/harvest',
      keyword: ['agriculture', 'forecasting'],
    },
    files: [{ name: 'harvests.txt', format: 'text/plain', text: 'Forecasting harvests from weather\n' }],
  },
  {
    kind: 'datasets',
    metadata: {
      name: 'European crop yields',
      description: { plain: 'Yields by region, year and crop, from 1990 to 2024.' },
      keyword: ['agriculture', 'yields'],
      license: 'CC-BY-4.0',
      size: { unit: 'Rows', value: 2 },
      spatial_coverage: { address: { country: 'Netherlands' } },
      citation: ['@Forecasting harvests from weather'],
      funder: ['@Crop Yield Atlas'],
    },
    files: [
      { name: 'yields.csv', format: 'text/csv', text: YIELDS },
      { name: 'regions.csv', format: 'text/csv', text: REGIONS },
    ],
  },
  {
    kind: 'datasets',
    metadata: {
      name: 'City noise levels',
      description: { plain: 'Hourly noise levels at 40 street corners.' },
      keyword: ['sound', 'cities'],
      license: 'CC0-1.0',
    },
    files: [
      { name: 'noise.csv', format: 'text/csv', text: 'corner,hour,decibels\nA1,8,71\nA1,9,74\nB4,8,66\n' },
    ],
  },
  {
    kind: 'datasets',
    metadata: {
      name: 'Grid load measurements',
      description: { plain: 'Load of a regional grid. The data is available on request.' },
      keyword: ['energy'],
    },
  },
  {
    kind: 'ml_models',
    metadata: {
      name: 'Harvest forecaster',
      description: { plain: 'Gradient-boosted trees that forecast the harvest of a region.' },
      type: 'gradient boosting',
      keyword: ['forecasting'],
      license: 'Apache-2.0',
    },
    files: [
      {
        name: 'forecaster.json',
        format: 'application/json',
        text: '{"trees":200,"features":["rain","sun"]}\n',
      },
    ],
  },
  {
    kind: 'experiments',
    metadata: {
      name: 'Harvest forecast, ablation of the rain feature',
      description: { plain: 'What the forecast loses without rainfall.' },
      badge: ['reproducible'],
    },
    files: [{ name: 'results.csv', format: 'text/csv', text: 'feature,error\nall,0.41\nno rain,0.58\n' }],
  },
  {
    kind: 'case_studies',
    metadata: {
      name: 'Irrigation plans from forecasts',
      description: { plain: 'How a cooperative plans irrigation with the harvest forecast.' },
      industrial_sector: ['Agriculture'],
    },
    files: [{ name: 'irrigation.md', format: 'text/markdown', text: '# Irrigation plans from forecasts\n' }],
  },
  {
    kind: 'computational_assets',
    metadata: { name: 'Field sensor gateway', type: 'sensor network', keyword: ['agriculture'] },
  },
  {
    kind: 'educational_resources',
    metadata: {
      name: 'Forecasting for beginners',
      type: 'course',
      pace: 'self-paced',
      target_audience: ['students'],
      access_mode: ['textual'],
      prerequisite: ['statistics'],
      in_language: ['English'],
    },
  },
  {
    kind: 'events',
    metadata: {
      name: 'Open harvest data day',
      start_date: '2026-09-18T09:00:00',
      end_date: '2026-09-18T17:00:00',
      mode: 'hybrid',
      status: 'planned',
      organiser: '@Crop Yield Atlas',
    },
  },
  {
    kind: 'news',
    metadata: {
      name: 'Crop yields of 2024 are published',
      headline: 'Crop yields of 2024 are published',
      category: ['research: awards'],
      content: { plain: 'The yields of 2024 are part of the dataset now.' },
    },
  },
  {
    kind: 'projects',
    metadata: {
      name: 'Harvest 2030',
      description: { plain: 'Forecasts for every region of Europe.' },
      start_date: '2024-01-01T00:00:00',
      end_date: '2029-12-31T00:00:00',
      total_cost_euros: 2_400_000,
      coordinator: '@Crop Yield Atlas',
      produced: ['@European crop yields'],
    },
  },
  {
    kind: 'services',
    metadata: { name: 'Forecast service', slogan: 'The next harvest, today.', keyword: ['forecasting'] },
  },
  { kind: 'teams', metadata: { name: 'Harvest team', size: 6, member: ['@Marta Nowak'] } },
  {
    kind: 'resource_bundles',
    metadata: {
      name: 'All about harvests',
      includes_resource: ['@European crop yields', '@Harvest forecaster'],
      includes_external_reference: ['https://harvests.example'],
    },
  },
];

/** What the sandbox's user registered: an organisation that was accepted, and a dataset that waits as a draft. */
export const OWN_ORGANISATION: SeedAsset = {
  kind: 'organisations',
  metadata: {
    name: 'Harbor Garden Supply',
    legal_name: 'Harbor Garden Supply Ltd',
    description: { plain: 'A retailer with an analytics team.' },
    type: 'company',
    turnover: '€10M-€100M',
  },
};

export const DRAFT_DATASET: SeedAsset = {
  kind: 'datasets',
  metadata: {
    name: 'Store visits (draft)',
    description: { plain: 'Visits by store and day. Not submitted for review yet.' },
    keyword: ['retail'],
  },
  files: [{ name: 'visits.csv', format: 'text/csv', text: 'store,day,visits\n1,2026-02-01,312\n' }],
};
