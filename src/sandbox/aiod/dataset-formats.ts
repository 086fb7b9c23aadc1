import { AiodError } from './aiod-error.ts';

type AiodRecord = Readonly<Record<string, unknown>>;

interface Distribution {
  readonly name: string | null;
  readonly description: string | null;
  readonly content_url: string | null;
  readonly content_size_kb: number | null;
  readonly encoding_format: string | null;
  readonly checksum: string | null;
  readonly checksum_algorithm: string | null;
}

const SCHEMA_ORG = { '@vocab': 'http://schema.org/' };
const DCAT = {
  dcat: 'http://www.w3.org/ns/dcat',
  dct: 'http://purl.org/dc/terms/',
  vcard: 'https://www.w3.org/2006/vcard/ns#',
};

/** A dataset in another format, out of its full record. @throws AiodError 500 for a distribution without a link */
export function inFormat(
  format: string,
  record: AiodRecord,
  nameOf: (identifier: string) => string,
): unknown {
  return format === 'schema.org' ? schemaOrg(record, nameOf) : dcatAp(record);
}

function schemaOrg(record: AiodRecord, nameOf: (identifier: string) => string): unknown {
  const distributions = linkedDistributions(record, 'SchemaDotOrgDataDownload', 'contentUrl').map((file) => ({
    '@type': 'DataDownload',
    name: file.name,
    contentUrl: file.content_url,
    contentSize: file.content_size_kb === null ? null : String(file.content_size_kb),
    encodingFormat: file.encoding_format,
  }));
  const creators = contactNames(record, 'creator').map((name) => ({ '@type': 'Organization', name }));
  const size = record['size'] as { unit: string; value: number } | null;
  return compacted({
    '@context': SCHEMA_ORG,
    '@type': 'Dataset',
    name: record['name'],
    description: plainText(record),
    identifier: record['identifier'],
    alternateName: record['alternate_name'],
    citation: (record['citation'] as string[]).map((identifier) => `${nameOf(identifier)} by `),
    creator: creators,
    dateModified: modifiedIn(record),
    datePublished: record['date_published'],
    isAccessibleForFree: record['is_accessible_for_free'] ?? true,
    keywords: record['keyword'],
    sameAs: record['same_as'],
    version: record['version'],
    url: `https://aiod.eu/api/datasets/${String(record['identifier'])}`,
    distribution: distributions.map(compacted),
    funder: (record['funder'] as string[]).map((identifier) => ({
      '@type': 'Organization',
      name: nameOf(identifier),
    })),
    issn: record['issn'],
    license: record['license'],
    measurementTechnique: record['measurement_technique'],
    size: size === null ? null : `unit=${size.unit} value=${size.value}`,
    temporalCoverage: record['temporal_coverage'],
  });
}

/** Without empty values; a list of one is its element. */
function compacted(values: AiodRecord): AiodRecord {
  return Object.fromEntries(
    Object.entries(values)
      .map(([key, value]) => [key, Array.isArray(value) && value.length < 2 ? value[0] : value] as const)
      .filter(([, value]) => value !== null && value !== undefined),
  );
}

function dcatAp(record: AiodRecord): unknown {
  const files = linkedDistributions(record, 'DcatAPDistribution', '@id');
  const people = [...new Set([...contactNames(record, 'contact'), ...contactNames(record, 'creator')])];
  const checksums = files.filter(({ checksum }) => checksum !== null);
  const dataset = {
    '@id': record['identifier'],
    '@type': 'dcat:Dataset',
    'dct:description': plainText(record),
    'dct:title': record['name'],
    'dcat:contactPoint': contactNames(record, 'contact').map(personLink),
    'dcat:distribution': files.map(({ content_url: id }) => ({ '@id': id })),
    'dcat:keyword': record['keyword'],
    'dcat:creator': contactNames(record, 'creator').map(personLink),
    'foaf:page': [],
    'dcat:landingPage': record['same_as'] === null ? [] : [record['same_as']],
    'dct:issued': dateTime(record['date_published']),
    'dct:modified': dateTime(modifiedIn(record)),
    'owl:versionInfo': record['version'],
  };
  return {
    '@context': DCAT,
    '@graph': [
      present(dataset),
      ...people.map((name) => ({ ...personLink(name), '@type': 'vcard:Individual', 'vcard:fn': name })),
      ...checksums.map(({ checksum, checksum_algorithm: algorithm }) =>
        present({ '@id': checksum, '@type': 'spdx:Checksum', algorithm, checksumValue: checksum }),
      ),
      ...files.map((file) => dcatDistribution(file, record)),
    ],
  };
}

function dcatDistribution(file: Distribution, { license }: AiodRecord): unknown {
  return present({
    '@id': file.content_url,
    '@type': 'dcat:Distribution',
    'dcat:accessURL': file.content_url,
    'spdx:checksum': file.checksum === null ? null : { '@id': file.checksum },
    'dct:description': file.description,
    'dcat:downloadURL': file.content_url,
    'dct:format': file.encoding_format,
    'dct:license': license,
    'dct:title': file.name,
  });
}

function present(values: AiodRecord): AiodRecord {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

function linkedDistributions(record: AiodRecord, model: string, key: string): Distribution[] {
  const files = record['distribution'] as Distribution[];
  if (files.every((file) => file.content_url !== null)) return files;
  throw new AiodError(
    500,
    `Unexpected exception while processing your request. Please contact the maintainers: 1 validation error for ${model}\n${key}\n  none is not an allowed value (type=type_error.none.not_allowed)`,
  );
}

/** Names of the contacts that an attribute lists; the record embeds those of `contact` alone. */
function contactNames(record: AiodRecord, attribute: string): string[] {
  const listed = record[attribute] as string[];
  const embedded = record['contacts'] as { identifier: string; name: string | null }[];
  return embedded.filter(({ identifier }) => listed.includes(identifier)).map(({ name }) => name ?? '');
}

function personLink(name: string) {
  return { '@id': `individual_${name.replaceAll(' ', '_')}` };
}

function plainText(record: AiodRecord): string | null {
  const description = record['description'] as { plain: string | null; html: string | null } | null;
  return description?.plain ?? description?.html ?? null;
}

function modifiedIn(record: AiodRecord): string {
  return (record['aiod_entry'] as { date_modified: string }).date_modified;
}

function dateTime(value: unknown): unknown {
  return value === null ? null : { '@type': 'xsd:dateTime', '@value': value };
}
