import { objectName } from '../../dispatch/object-name.ts';
import type { Dispatch, ToolCall } from '../../dispatch/tool-call.ts';
import { CallError } from '../../errors.ts';
import { isObject } from '../../json.ts';
import type { CallLog } from '../../log.ts';
import type { Arguments } from '../../tools/operation.ts';

/** What a person can look for by its name. `objects` are those of the kind that was chosen before. */
export type CompletionSource = 'jobs' | 'runs' | 'databases' | 'groups' | 'contacts' | 'objects';

/** Suggestions that the protocol lets one answer have. */
export const MAX_SUGGESTIONS = 100;

interface Listing {
  readonly tool: string;
  readonly args: (typed: string) => Arguments;
}

/** Ids of what is called so, or whose id begins so; in the platform's order. */
export type SearchObjects = (what: Listing, typed: string, signal: AbortSignal) => Promise<string[]>;

/** Searches through the one way in, so that nothing is found that could not be listed. */
export function createObjectSearch(dispatch: Dispatch, log: CallLog): SearchObjects {
  return async ({ tool, args }, typed, signal) => {
    const call: ToolCall = {
      name: tool,
      args: args(typed),
      signal,
      report: () => undefined,
      unlisted: true,
      readsOnly: true,
    };
    const answer = await dispatch(call).catch((cause: unknown) => {
      // Who types on gets no suggestions; an error would only stand in their way.
      if (!(cause instanceof CallError)) log.error(cause instanceof Error ? cause : new Error(String(cause)));
      return undefined;
    });
    const items: unknown[] = Array.isArray(answer?.outcome.value) ? answer.outcome.value : [];
    return items
      .filter(isObject)
      .filter((item) => matchesTyped(item, typed))
      .map(idOf)
      .filter(Boolean);
  };
}

function matchesTyped(item: Record<string, unknown>, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  return idOf(item).startsWith(wanted) || (objectName(item) ?? '').toLowerCase().includes(wanted);
}

function idOf(item: Record<string, unknown>): string {
  const id = item['id'] ?? item['identifier'] ?? item['slug'];
  return typeof id === 'string' || typeof id === 'number' ? String(id) : '';
}

/** Lists that the platform narrows by a name; of the others the first page is looked through. */
const NAME_FILTERS: ReadonlyMap<string, string> = new Map([
  ['jobs', 'q'],
  ['groups', 'query'],
  ['credentials', 'name'],
  ['models', 'model_name'],
]);

/** Where each kind of thing is listed; undefined where what was chosen before does not say. */
export function listingOf(
  what: CompletionSource,
  chosen: Readonly<Record<string, string>>,
): Listing | undefined {
  switch (what) {
    case 'jobs':
      return listingOf('objects', { resource: 'jobs' });
    case 'runs': {
      const id = chosen['job_id'] ?? chosen['id'];
      return id === undefined ? undefined : { tool: 'civis_jobs_list_runs', args: () => ({ id }) };
    }
    case 'databases':
      return { tool: 'civis_databases_list', args: () => ({}) };
    case 'groups':
      return listingOf('objects', { resource: 'groups' });
    case 'contacts':
      return { tool: 'aiod_contacts_get_list', args: () => ({ limit: 100 }) };
    case 'objects': {
      const { resource, object } = chosen;
      const plural = resource ?? (object === undefined ? undefined : `${object}s`);
      if (plural === undefined) return undefined;
      const filter = NAME_FILTERS.get(plural);
      const narrow = (typed: string): Arguments =>
        filter === undefined || typed === '' ? {} : { [filter]: typed };
      return { tool: `civis_${plural}_list`, args: narrow };
    }
  }
}
