import type { TaxonomyName } from '../../tools/aiod/attributes/vocabularies.ts';

/** A term of a taxonomy, as the platform lists it. */
export interface Term {
  readonly term: string;
  readonly definition: string;
  readonly subterms: readonly Term[];
}

function term(name: string, definition = '', ...subterms: readonly (Term | string)[]): Term {
  return { term: name, definition, subterms: termsOf(...subterms) };
}

function termsOf(...terms: readonly (Term | string)[]): Term[] {
  return terms.map((each) => (typeof each === 'string' ? term(each) : each));
}

/** A part of the terms that the platform knows: enough to try each vocabulary, with some hierarchies. */
export const TAXONOMY_TERMS: Readonly<Record<TaxonomyName, readonly Term[]>> = {
  ai_paradigms: termsOf(
    term('Symbolic AI', 'Knowledge and rules that people can read.', 'Knowledge representation', 'Planning'),
    term('Machine learning', 'Models that follow from data.', 'Deep learning', 'Reinforcement learning'),
    'Explainable AI',
    'Collaborative AI',
    'Trustworthy AI',
  ),
  countries: termsOf(
    'Austria',
    'Belgium',
    'Bulgaria',
    'Croatia',
    'Cyprus',
    'Czechia',
    "Côte d'Ivoire",
    'Denmark',
    'Estonia',
    'Finland',
    'France',
    'Germany',
    'Greece',
    'Hungary',
    'Ireland',
    'Italy',
    'Latvia',
    'Lithuania',
    'Luxembourg',
    'Malta',
    'Netherlands',
    'Norway',
    'Poland',
    'Portugal',
    'Romania',
    'Slovakia',
    'Slovenia',
    'Spain',
    'Sweden',
    'Switzerland',
    'Türkiye',
    'Ukraine',
    'United Kingdom',
  ),
  educational_competencies: termsOf('beginner', 'intermediate', 'advanced', 'expert'),
  educational_levels: termsOf(
    'primary school',
    'secondary school',
    term('higher education', '', 'bachelor', 'master', 'doctorate'),
    'professional training',
  ),
  event_modes: termsOf('physical', 'online', 'hybrid'),
  event_statuses: termsOf('planned', 'scheduled', 'postponed', 'cancelled', 'completed'),
  industrial_sectors: termsOf(
    'ecommerce',
    'Pharmaceuticals',
    'Computer Programming',
    'Cybersecurity',
    'Agriculture',
    'Energy',
    'Healthcare',
    'Manufacturing',
    'Public administration',
    'Retail',
    'Transport',
  ),
  languages: termsOf(
    'eng',
    'Catalan',
    'Dutch',
    'English',
    'French',
    'German',
    'Italian',
    'Polish',
    'Spanish',
  ),
  learning_modes: termsOf('self-paced', 'classroom', 'blended'),
  licenses: termsOf(
    term('CC-BY-4.0', 'Creative Commons Attribution 4.0 International'),
    term('CC-BY-SA-4.0', 'Creative Commons Attribution Share Alike 4.0 International'),
    term('CC0-1.0', 'Creative Commons Zero 1.0 Universal'),
    term('Apache-2.0', 'Apache License 2.0'),
    term('MIT', 'MIT License'),
    term('GPL-3.0-only', 'GNU General Public License 3.0'),
  ),
  news_categories: termsOf(
    'Education',
    'research: education',
    'research: awards',
    'business: health',
    'business: energy',
    'policy',
  ),
  numbers_of_employees: termsOf(
    '1-10',
    '11-50',
    term('51-250', 'A medium-sized organisation.'),
    '251-1000',
    '>1000',
  ),
  organisation_activity_types: termsOf('research', 'education', 'consulting', 'funding'),
  organisation_types: termsOf(
    'research university',
    'research institute',
    'company',
    'public body',
    'association',
  ),
  publication_types: termsOf(
    'article',
    term('journal', 'publication in a journal'),
    'conference paper',
    'preprint',
    'thesis',
  ),
  research_areas: termsOf(
    'explainable ai',
    'ai services',
    'multi-agent systems',
    'natural language processing',
    'computer vision',
    'robotics',
  ),
  scientific_domains: termsOf(
    'voice recognition',
    'mathematics',
    'computer and information sciences',
    term(
      'Natural Sciences',
      'The study of the natural world.',
      term('Biology', '', 'Biochemistry', 'Ecology'),
      'Physics',
      'Earth sciences',
    ),
    'Medical sciences',
    'Social sciences',
  ),
  turnovers: termsOf(term('<€1M', 'Less than one million €.'), '€1M-€10M', '€10M-€100M', '>€100M'),
};
