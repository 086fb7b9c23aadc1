import {
  type Attributes,
  number,
  reference,
  references,
  term,
  terms,
  text,
  time,
  word,
  words,
} from './attribute.ts';
import { content, locations, resource } from './shared-attributes.ts';

const period: Attributes = { start_date: time('Start.'), end_date: time('End.') };

export const educationalResource: Attributes = {
  ...resource,
  time_required: text(256, 'Time to complete it, e.g. 2 months.'),
  access_mode: words('edu_access_modes', 'How it is perceived, e.g. textual.'),
  content,
  educational_level: terms('educational_levels', 'Levels of education that it is for.'),
  in_language: terms('languages', 'Languages of the resource.'),
  location: locations,
  pace: word('edu_paces', 'E.g. self-paced, scheduled or full-time.'),
  prerequisite: words('edu_prerequisites', 'Knowledge that it requires.'),
  required_competency_level: term('educational_competencies', 'Competency level that it requires.'),
  target_audience: words('edu_target_audiences', 'Intended users.'),
  type: word('educational_resource_types', 'Type, e.g. presentation.'),
};

export const event: Attributes = {
  ...resource,
  ...period,
  schedule: text(1800, 'Agenda.'),
  registration_link: text(1800, 'Link to the registration.'),
  content,
  location: locations,
  mode: term('event_modes', 'How to attend, e.g. physical.'),
  organiser: reference('agents', 'Person or organisation that organises it.'),
  performer: references('agents', 'Persons and organisations that take part.'),
  status: term('event_statuses', 'State of the event, e.g. planned.'),
};

export const newsItem: Attributes = {
  ...resource,
  headline: text(256, 'Headline.'),
  alternative_headline: text(256, 'Other headline.'),
  source: text(1800, 'Where it was published first.'),
  category: terms('news_categories', 'News categories.'),
  content,
};

/** A platform that records come from; it is none of the catalogue's resources itself. */
export const platform: Attributes = {
  name: text(undefined, 'Name in snake_case, e.g. huggingface.', { isRequired: true }),
};

export const project: Attributes = {
  ...resource,
  ...period,
  total_cost_euros: number('Budget in euros.'),
  total_cost_euro: number('Same as total_cost_euros; only in v2.', {
    onlyIn: 'v2',
    sameAs: 'total_cost_euros',
  }),
  subtitle: text(1800, 'Subtitle.'),
  funding_link: text(1800, 'Link to information on the funding.'),
  coordinator: reference('organisations', 'Coordinating organisation.'),
  funder: references('organisations', 'Organisations that fund it.'),
  participant: references('organisations', 'Organisations that take part.'),
  produced: references('ai_assets', 'AI assets that the project created.'),
  used: references('ai_assets', 'AI assets that the project used.'),
};

export const resourceBundle: Attributes = {
  ...resource,
  includes_external_reference: words('external_resources', 'Links to resources outside the catalogue.'),
  includes_resource: references('ai_resources', 'Resources in the bundle.'),
};

export const service: Attributes = {
  ...resource,
  slogan: text(256, 'Slogan.'),
  terms_of_service: text(1800, 'Terms of use.'),
};
