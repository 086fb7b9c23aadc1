import { type Attributes, record, records, references, term, text, word, words } from './attribute.ts';
import { datasetSize, location, runnableDistribution } from './nested-records.ts';
import { aiAsset, content } from './shared-attributes.ts';

const issn = text(8, 'ISSN, without the hyphen.', { minLength: 8 });
const pid = text(64, 'Permanent identifier, e.g. a DOI link.');
const distribution = records(runnableDistribution, 'Files.');

export const caseStudy: Attributes = aiAsset;

export const computationalAsset: Attributes = {
  ...aiAsset,
  status_info: text(256, 'Link to a page with its current state.'),
  type: word('computational_asset_types', 'Type, e.g. storage.'),
};

export const dataset: Attributes = {
  ...aiAsset,
  issn,
  measurement_technique: text(256, 'How the values were measured.'),
  temporal_coverage: text(64, 'Period, as an ISO 8601 interval, e.g. 2011/2012.'),
  funder: references('agents', 'Agents that fund it.'),
  size: record(datasetSize, 'Number of e.g. rows, not of bytes.'),
  spatial_coverage: record(location, 'Place that the data describes.'),
};

export const experiment: Attributes = {
  ...aiAsset,
  distribution,
  pid,
  experimental_workflow: text(1800, 'Steps of the experiment.'),
  execution_settings: text(1800, 'Settings that it was run with.'),
  reproducibility_explanation: text(1800, 'How the output matches that of the paper.'),
  badge: words('badges', 'Labels for reproducibility.'),
};

export const mlModel: Attributes = {
  ...aiAsset,
  distribution,
  pid,
  related_experiment: references('experiments', 'Related experiments.'),
  type: word('ml_model_types', 'Type, e.g. large language model.'),
};

export const publication: Attributes = {
  ...aiAsset,
  permanent_identifier: text(256, 'E.g. a DOI link.'),
  isbn: text(13, 'ISBN, without hyphens.', { minLength: 10 }),
  issn,
  content,
  documents: references('ai_assets', 'AI assets that it is about.'),
  type: term('publication_types', 'Type, e.g. article.'),
};
