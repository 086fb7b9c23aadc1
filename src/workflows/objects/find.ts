import * as z from 'zod';
import { int, list, oneOf, record, text } from '../../tools/parameters.ts';
import { listSome } from '../../wording.ts';
import { defineWorkflow } from '../workflow.ts';
import { type FoundObject, type FoundObjects, findObjects } from './find-objects.ts';
import { OBJECT_KIND_NAMES, type ObjectKindName, objectKind } from './object-kinds.ts';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

const item = record({
  kind: text(),
  id: int(),
  name: text(),
  owner: text(),
  last_run: text('State and time.'),
});

export const find = defineWorkflow('civis', {
  name: 'find',
  description: 'Find objects of every kind, and people, by name or id.',
  effect: 'read',
  input: z.strictObject({
    query: text('Part of a name, or id.').min(1),
    kinds: list(oneOf(OBJECT_KIND_NAMES)).optional(),
    limit: z.int().min(1).max(MAX_LIMIT).describe(`Default: ${DEFAULT_LIMIT}.`).default(DEFAULT_LIMIT),
  }),
  output: {
    items: list(item, 'Best match first.'),
    total: int(),
    note: text('What could not be searched or is left out.'),
  },
  run: async (context, { query, kinds, limit }) => {
    const found = await findObjects(context, query, kinds && withKindsOfJobs(kinds));
    return {
      items: found.objects.slice(0, limit).map(toItem),
      total: found.objects.length,
      note: describeGaps(found, limit),
    };
  },
});

/** Scripts, imports and others are jobs, and are shown under the kind that says more. */
function withKindsOfJobs(kinds: readonly ObjectKindName[]): readonly ObjectKindName[] {
  if (!kinds.includes('job')) return kinds;
  return OBJECT_KIND_NAMES.filter((kind) => kinds.includes(kind) || objectKind(kind).foundIn === 'jobs');
}

function toItem({ kind, id, name, owner, lastRun }: FoundObject) {
  return {
    kind,
    id,
    name,
    owner: owner === '' ? undefined : owner,
    last_run: lastRun && [lastRun.state, lastRun.when].filter((each) => each !== undefined).join(' '),
  };
}

function describeGaps({ objects, unavailable }: FoundObjects, limit: number): string | undefined {
  const byReason = new Map<string, ObjectKindName[]>();
  for (const { kinds, reason: withOperation } of unavailable) {
    // The operation differs by kind where the reason does not.
    const reason = withOperation.replace(/^civis_\w+: /, '');
    byReason.set(reason, [...(byReason.get(reason) ?? []), ...kinds]);
  }
  const notes = [...byReason].map(([reason, kinds]) => `Not searched: ${listSome(kinds)} (${reason})`);
  if (objects.length > limit)
    notes.push(`The first ${limit} of ${objects.length} are shown; set limit to see more.`);
  return notes.length === 0 ? undefined : notes.join(' ');
}
