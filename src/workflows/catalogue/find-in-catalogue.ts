import * as z from 'zod';
import { CallError } from '../../errors.ts';
import type { KindName } from '../../tools/aiod/attributes/attribute.ts';
import { isKindName, KIND_NAMES } from '../../tools/aiod/attributes/kind-facts.ts';
import { list, record, text } from '../../tools/parameters.ts';
import { unknownName, wasNotCalled } from '../../wording.ts';
import { truncateText } from '../quote-text.ts';
import { defineWorkflow } from '../workflow.ts';
import { type FoundAsset, findAssets } from './find-assets.ts';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;
/** Maximum length of a row as JSON, and of a name in it; the description takes what is left. */
const MAX_ROW_CHARS = 195;
const MAX_NAME_CHARS = 60;
const MIN_ABOUT_CHARS = 12;

const item = record({
  identifier: text(),
  kind: text(),
  name: text(),
  platform: text(),
  status: text('draft: an unpublished asset of yours.'),
  about: text('How its description begins.'),
});

export const findInCatalogue = defineWorkflow('aiod', {
  name: 'find',
  description: 'Find AI-on-Demand assets of every kind by words, and your own drafts.',
  effect: 'read',
  input: z.strictObject({
    query: text().min(1),
    kinds: list(z.string(), 'E.g. datasets, ml_models. Default: all.').optional(),
    limit: z.int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
  }),
  output: {
    items: list(item, 'Best match first.'),
    note: text('What could not be searched or is left out.'),
  },
  run: async (context, { query, kinds, limit }) => {
    const { assets, gaps } = await findAssets(context, query, kinds?.map(readAssetKind));
    const more =
      assets.length > limit
        ? [`The first ${limit} of ${assets.length} are shown; set limit to see more.`]
        : [];
    const note = [...gaps, ...more].join(' ');
    return { items: assets.slice(0, limit).map(toAssetRow), ...(note !== '' && { note }) };
  },
});

function readAssetKind(word: string): KindName {
  const name = word.trim().toLowerCase().replaceAll(/[ -]/g, '_');
  if (isKindName(name)) return name;
  throw new CallError('invalid_input', wasNotCalled('aiod_find', unknownName('kind', word, KIND_NAMES)), {
    faulty: ['kinds'],
    hint: 'Correct kinds, or leave it out to search all.',
  });
}

function toAssetRow({ identifier, kind, name, platform, description, isDraft }: FoundAsset) {
  const row = {
    identifier,
    kind,
    name: truncateText(name, MAX_NAME_CHARS),
    ...(platform !== '' && { platform }),
    ...(isDraft && { status: 'draft' }),
  };
  const left = MAX_ROW_CHARS - JSON.stringify({ ...row, about: '' }).length;
  const line = description.replaceAll(/["\\\s]+/g, ' ').trim();
  return left < MIN_ABOUT_CHARS || line === '' ? row : { ...row, about: truncateText(line, left - 1) };
}
