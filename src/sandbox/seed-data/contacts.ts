const location = (locality: string, country: string, latitude: number, longitude: number) => ({
  address: { locality, country },
  geo: { latitude, longitude },
});

/** Contacts that connectors brought from other platforms. */
export const PLATFORM_CONTACTS = [
  {
    platform: 'huggingface',
    platform_resource_identifier: 'lumen-nlp',
    name: 'Lumen NLP group',
    email: ['hello@lumen-nlp.example'],
    telephone: [],
    location: [location('Utrecht', 'Netherlands', 52.0907, 5.1214)],
  },
  {
    platform: 'huggingface',
    platform_resource_identifier: 'soundscape-lab',
    name: 'Soundscape Lab',
    email: ['contact@soundscape.example', 'press@soundscape.example'],
    telephone: ['+33 1 55 50 10 20'],
    location: [location('Lyon', 'France', 45.764, 4.8357)],
  },
  {
    platform: 'openml',
    platform_resource_identifier: 'u-3381',
    name: 'Marta Nowak',
    email: ['marta.nowak@tabular.example'],
    telephone: [],
    location: [location('Kraków', 'Poland', 50.0647, 19.945)],
  },
  {
    platform: 'openml',
    platform_resource_identifier: 'u-4127',
    name: 'Tomás Ferreira',
    email: ['tomas@benchmarks.example'],
    telephone: ['+351 21 555 0142'],
    location: [],
  },
  {
    platform: 'zenodo',
    platform_resource_identifier: 'crops-2024',
    name: 'Crop Yield Atlas, data desk',
    email: ['data@cropatlas.example'],
    telephone: [],
    location: [location('Wageningen', 'Netherlands', 51.9692, 5.6654)],
  },
  {
    platform: 'ai4europe_cms',
    platform_resource_identifier: '77120',
    name: 'Robotics for Rehabilitation',
    email: ['office@rehab-robotics.example'],
    telephone: ['+39 050 555 0173'],
    location: [location('Pisa', 'Italy', 43.7228, 10.4017)],
  },
  {
    platform: 'ai4europe_cms',
    platform_resource_identifier: '77391',
    name: 'Northern Grid Forecasting',
    email: ['team@northgrid.example'],
    telephone: [],
    location: [location('Tampere', 'Finland', 61.4978, 23.761)],
  },
];

/** Contacts that the sandbox's user registered, and reviewers accepted. */
export const OWN_CONTACTS = [
  {
    name: 'Public Sector AI help desk',
    email: ['helpdesk@publicsector-ai.example'],
    telephone: ['+32 2 555 01 99'],
    location: [location('Brussels', 'Belgium', 50.8503, 4.3517)],
  },
  { name: 'Aisling Byrne', email: ['aisling.byrne@mail.example'], telephone: [], location: [] },
];

/** A contact that is still a draft. */
export const DRAFT_CONTACT = { name: 'Data stewards (draft)', email: ['stewards@harbor.example'] };
