import type { AssetCatalogue, Distribution } from '../aiod/asset-catalogue.ts';

/** The platforms that the catalogue knows. */
export const AIOD_PLATFORMS = [
  'aiod',
  'ai4europe_cms',
  'example',
  'huggingface',
  'openml',
  'zenodo',
] as const;

const geo = (latitude: number, longitude: number) => ({ latitude, longitude, elevation_millimeters: null });
const location = (locality: string, country: string, latitude: number, longitude: number) => ({
  address: { locality, country },
  geo: geo(latitude, longitude),
});

const CONTACTS = [
  {
    platform: 'huggingface',
    platform_resource_identifier: 'lumen-nlp',
    name: 'Lumen NLP group',
    email: ['hello@lumen-nlp.example'],
    telephone: [],
    location: [location('Utrecht', 'NLD', 52.0907, 5.1214)],
    organisation: 14,
  },
  {
    platform: 'huggingface',
    platform_resource_identifier: 'soundscape-lab',
    name: 'Soundscape Lab',
    email: ['contact@soundscape.example', 'press@soundscape.example'],
    telephone: ['+33 1 55 50 10 20'],
    location: [location('Lyon', 'FRA', 45.764, 4.8357)],
    organisation: 22,
  },
  {
    platform: 'openml',
    platform_resource_identifier: 'u-3381',
    name: 'Marta Nowak',
    email: ['marta.nowak@tabular.example'],
    telephone: [],
    location: [location('Kraków', 'POL', 50.0647, 19.945)],
    person: 108,
  },
  {
    platform: 'openml',
    platform_resource_identifier: 'u-4127',
    name: 'Tomás Ferreira',
    email: ['tomas@benchmarks.example'],
    telephone: ['+351 21 555 0142'],
    location: [],
    person: 131,
  },
  {
    platform: 'zenodo',
    platform_resource_identifier: 'crops-2024',
    name: 'Crop Yield Atlas, data desk',
    email: ['data@cropatlas.example'],
    telephone: [],
    location: [location('Wageningen', 'NLD', 51.9692, 5.6654)],
    organisation: 31,
  },
  {
    platform: 'ai4europe_cms',
    platform_resource_identifier: '77120',
    name: 'Robotics for Rehabilitation',
    email: ['office@rehab-robotics.example'],
    telephone: ['+39 050 555 0173'],
    location: [location('Pisa', 'ITA', 43.7228, 10.4017)],
    organisation: 45,
  },
  {
    platform: 'ai4europe_cms',
    platform_resource_identifier: '77391',
    name: 'Northern Grid Forecasting',
    email: ['team@northgrid.example'],
    telephone: [],
    location: [location('Tampere', 'FIN', 61.4978, 23.761)],
    organisation: 52,
  },
  {
    name: 'Public Sector AI help desk',
    email: ['helpdesk@publicsector-ai.example'],
    telephone: ['+32 2 555 01 99'],
    location: [location('Brussels', 'BEL', 50.8503, 4.3517)],
    organisation: 60,
  },
  { name: 'Aisling Byrne', email: ['aisling.byrne@mail.example'], telephone: [], location: [], person: 164 },
] as const;

const DAY = 24 * 60 * 60_000;

/** Registers the contacts, with creation times over the last months. Some have a card and a picture as content. */
export function seedContacts(catalogue: AssetCatalogue, now: number): void {
  CONTACTS.forEach((contact, position) => {
    const created = now - (CONTACTS.length - position) * 17 * DAY - position * 3_671_000;
    const contents = position % 3 === 0 ? [contactCard(contact), CONTACT_PICTURE] : [];
    catalogue.add(
      { ...contact, aiod_entry: { status: position % 4 === 3 ? 'draft' : 'published' } },
      { created, editors: [position + 3], contents },
    );
  });
}

function contactCard({ name, email }: (typeof CONTACTS)[number]): Distribution {
  const text = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    `FN:${name}`,
    ...email.map((each) => `EMAIL:${each}`),
    'END:VCARD',
    '',
  ];
  return { type: 'text/vcard; charset=utf-8', bytes: Buffer.from(text.join('\r\n')) };
}

/** One transparent pixel. */
const CONTACT_PICTURE: Distribution = {
  type: 'image/png',
  bytes: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==',
    'base64',
  ),
};
