import { type Attributes, integer, number, references, term, text, time } from './attribute.ts';

/** Plain text and HTML of the same content. */
export const formattedText: Attributes = {
  plain: text(65_535, 'Plain text.'),
  html: text(65_535, 'HTML.'),
};

export const note: Attributes = { value: text(8000, 'Text of the note.', { isRequired: true }) };

export const location: Attributes = {
  address: {
    type: 'record',
    says: 'Postal address.',
    fields: {
      region: text(256, 'Region of the country.'),
      locality: text(256, 'City or village.'),
      street: text(256, 'Street and number.'),
      postal_code: text(64),
      address: text(256, 'Whole address, if its parts cannot be separated.'),
      country: term('countries', 'Name of the country, e.g. Spain.'),
    },
  },
  geo: {
    type: 'record',
    says: 'WGS84 coordinates.',
    fields: {
      latitude: number('Degrees.'),
      longitude: number('Degrees.'),
      elevation_millimeters: integer('Height above the ellipsoid.'),
    },
  },
};

/** Where a record comes from. */
export const origin: Attributes = {
  platform: text(
    64,
    'Platform of origin, e.g. huggingface. Set by connectors, with platform_resource_identifier.',
    { isForConnectors: true },
  ),
  platform_resource_identifier: text(256, 'Identifier on that platform.', { isForConnectors: true }),
};

/** Who may edit a record; the rest of `aiod_entry` is read-only. */
export const entry: Attributes = { editor: references('persons', 'Identifiers of persons who edit it.') };

/** The parts of `aiod_entry` that the platform sets, and refuses in a request. */
export const READ_ONLY_IN_ENTRY = ['status', 'date_modified', 'date_created'] as const;

export const datasetSize: Attributes = {
  unit: text(64, 'E.g. rows.'),
  value: integer('Number of units.'),
};

/** A file, image or video. */
export const distribution: Attributes = {
  ...origin,
  name: text(256),
  description: text(1800),
  content_url: text(1800, 'Link to the file.'),
  content_size_kb: integer('Size in kilobytes.'),
  encoding_format: text(256, 'MIME type.'),
  checksum: text(1800),
  checksum_algorithm: text(64, 'E.g. sha256.'),
  copyright: text(256),
  date_published: time('Time of the first publication.'),
  technology_readiness_level: integer('1 (basic principles) to 9 (proven in operation).'),
  binary_blob: text(undefined, 'Bytes of an uploaded image.', { isReadOnly: true }),
};

/** A distribution that can be installed and run. */
export const runnableDistribution: Attributes = {
  ...distribution,
  content_url: text(256, 'Link to the file.'),
  installation_script: text(256, 'Link to the script, or its path in the archive.'),
  installation: text(1800, 'How to install it.'),
  installation_time_milliseconds: integer('Usual duration of the installation.'),
  deployment_script: text(256, 'Link to the script, or its path in the archive.'),
  deployment: text(1800, 'How to run it.'),
  deployment_time_milliseconds: integer('Usual duration of the deployment.'),
  os_requirement: text(256, 'Operating system.'),
  dependency: text(256, 'Required software.'),
  hardware_requirement: text(256, 'Required hardware.'),
};
