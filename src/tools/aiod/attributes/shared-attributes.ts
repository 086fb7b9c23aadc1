import {
  type Attributes,
  boolean,
  record,
  records,
  reference,
  references,
  term,
  terms,
  text,
  texts,
  time,
  words,
} from './attribute.ts';
import {
  distribution,
  entry,
  formattedText,
  location,
  note,
  origin,
  READ_ONLY_IN_ENTRY,
} from './nested-records.ts';

export const aiod_entry = record(entry, 'Who may edit the record; update keeps it.', {
  refusesUnknown: true,
  readOnlyNames: READ_ONLY_IN_ENTRY,
});

export const locations = records(location, 'Places.');
export const content = record(formattedText, 'Full text.');
export const contact_details = reference('contacts', 'Contact by which it is reached.');

/** Attributes of every kind but contacts and platforms. */
export const resource: Attributes = {
  ...origin,
  name: text(256, 'Name.', { isRequired: true }),
  date_published: time('Time of the first publication.'),
  same_as: text(256, 'Link to a page that identifies it.'),
  aiod_entry,
  alternate_name: texts('Other names.'),
  application_area: words('application_areas', 'Areas of application.'),
  contact: references('contacts', 'Contacts for questions.'),
  creator: references('contacts', 'Contacts of its creators.'),
  description: record(formattedText, 'Description.'),
  falls_under_paradigm: terms('ai_paradigms', 'AI paradigms.'),
  has_part: references('ai_resources', 'Its parts.'),
  industrial_sector: terms('industrial_sectors', 'Industrial sectors.'),
  is_part_of: references('ai_resources', 'What it is a part of.'),
  keyword: words('keywords', 'Keywords.'),
  media: records(distribution, 'Images and videos; a list replaces uploaded images.'),
  note: records(note, 'Notes.'),
  relevant_link: texts('Links to related pages.'),
  relevant_resource: references('ai_resources', 'Related resources.'),
  relevant_to: references('ai_resources', 'Resources that it is relevant to.'),
  research_area: terms('research_areas', 'Research areas.'),
  scientific_domain: terms('scientific_domains', 'Scientific domains.'),
};

/** Attributes of AI assets: what people can use. */
export const aiAsset: Attributes = {
  ...resource,
  is_accessible_for_free: boolean('Whether it is free of charge.'),
  version: text(256, 'Version of the asset.'),
  citation: references('publications', 'Publications to cite.'),
  distribution: records(distribution, 'Files.'),
  license: term('licenses', 'License, e.g. CC-BY-4.0.'),
};
