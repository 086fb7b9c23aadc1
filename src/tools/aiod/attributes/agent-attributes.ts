import {
  type Attributes,
  boolean,
  date,
  integer,
  number,
  reference,
  references,
  term,
  terms,
  text,
  texts,
  words,
} from './attribute.ts';
import { origin } from './nested-records.ts';
import { aiod_entry, contact_details, locations, resource } from './shared-attributes.ts';

const price_per_hour_euro = number('Usual price of an hour, in euros.');

export const contact: Attributes = {
  ...origin,
  name: text(256, 'Name of the contact.'),
  aiod_entry,
  email: texts('E-mail addresses.'),
  telephone: texts('Telephone numbers with the country code.'),
  location: locations,
  organisation: reference('organisations', 'The organisation that it belongs to.'),
  person: reference('persons', 'The person that it belongs to.'),
};

export const organisation: Attributes = {
  ...resource,
  date_founded: date('Date of the foundation.'),
  legal_name: text(256, 'Official name.'),
  ai_relevance: text(1800, 'Its role for AI in Europe.'),
  contact_details,
  member: references('agents', 'Persons and organisations that are members.'),
  number_of_employees: term('numbers_of_employees', 'Range of the number of employees.'),
  turnover: term('turnovers', 'Range of the turnover in euros.'),
  type: term('organisation_types', 'Type, e.g. research university.'),
};

export const person: Attributes = {
  ...resource,
  given_name: text(256, 'First names.'),
  surname: text(256, 'Family name.'),
  price_per_hour_euro,
  wants_to_be_contacted: boolean('Whether offers of work are welcome.', { default: false }),
  contact_details,
  expertise: words('expertises', 'Skills.'),
  languages: terms('languages', 'Languages that the person speaks.'),
  member_of: references('organisations', 'Organisations of the person.'),
};

export const team: Attributes = {
  ...resource,
  price_per_hour_euro,
  size: integer('Number of persons.'),
  member: references('persons', 'Persons in the team; add its leader as contact, too.'),
  organisation: reference('organisations', 'Organisation that the team belongs to.'),
};
