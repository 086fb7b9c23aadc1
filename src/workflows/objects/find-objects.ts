import { CallError } from '../../errors.ts';
import { isObject, toText } from '../../json.ts';
import { scoreNames } from '../score-names.ts';
import type { WorkflowContext } from '../workflow.ts';
import {
  kindOfJob,
  OBJECT_KIND_NAMES,
  type ObjectKindName,
  objectKind,
  objectOperation,
} from './object-kinds.ts';

/** An object as a list of the platform shows it. */
export interface FoundObject {
  readonly kind: ObjectKindName;
  readonly id: number;
  readonly name: string;
  /** Other names by which it is known: a username, an e-mail address. */
  readonly aliases: readonly string[];
  readonly owner?: string | undefined;
  readonly updatedAt?: string | undefined;
  readonly lastRun?:
    | { readonly id: number; readonly state: string; readonly when?: string | undefined }
    | undefined;
}

export interface FoundObjects {
  /** Best match first; those that match equally well, last changed first. */
  readonly objects: readonly FoundObject[];
  /** Kinds that could not be searched, with the reason. */
  readonly unavailable: readonly { readonly kinds: readonly ObjectKindName[]; readonly reason: string }[];
}

/** A request that finds objects of some kinds. */
interface Source {
  readonly kinds: readonly ObjectKindName[];
  readonly find: () => Promise<readonly (FoundObject | undefined)[]>;
}

/** Rows of one page: the most that lists of jobs and of most objects return. */
const PAGE_SIZE = 50;
/** Refusals that leave the kind out; anything else ends the search. */
const LEFT_OUT: readonly CallError['kind'][] = ['forbidden', 'not_found', 'not_allowed', 'platform_error'];
const MAX_GROUPS = 1_000;
const MAX_SEARCH_RESULTS = 100;

/** Fields that hold an object's name, and those of people and groups that hold another one. */
const NAME_FIELDS = ['name', 'model_name', 'title'];
const ALIAS_FIELDS = ['username', 'user', 'email', 'slug'];
const OWNER_FIELDS = ['author', 'user', 'owner'];
const RUN_FIELDS = ['last_run', 'last_execution', 'last_build', 'most_recent_deployment'];

/**
 * Finds objects whose name contains the words, or whose id is the text. Kinds that the account may not list are
 * named in the result.
 *
 * @throws CallError if no kind could be searched.
 */
export async function findObjects(
  context: WorkflowContext,
  words: string,
  kinds: readonly ObjectKindName[] = OBJECT_KIND_NAMES,
): Promise<FoundObjects> {
  const sources = sourcesOf(context, words, kinds);
  const settled = await Promise.allSettled(sources.map(({ find }) => find()));
  const unavailable = settled.flatMap((each, position) =>
    each.status === 'rejected'
      ? [{ kinds: sources[position]?.kinds ?? [], cause: toCallError(each.reason) }]
      : [],
  );
  const [first] = unavailable;
  if (first !== undefined && unavailable.length === sources.length) throw first.cause;
  const found = settled.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  const byKey = new Map<string, FoundObject>();
  for (const each of found) {
    if (each === undefined || !kinds.includes(each.kind)) continue;
    const key = `${each.kind} ${each.id}`;
    if (!byKey.has(key)) byKey.set(key, each);
  }
  const specific = new Set([...byKey.values()].filter(({ kind }) => kind !== 'job').map(identity));
  // The list of jobs shows models too, which have their own kind.
  const objects = [...byKey.values()].filter((each) => each.kind !== 'job' || !specific.has(identity(each)));
  return {
    objects: rankByName(objects, words),
    unavailable: unavailable.map(({ kinds: missed, cause }) => ({ kinds: missed, reason: cause.message })),
  };
}

function identity({ id, name }: FoundObject): string {
  return `${id} ${name}`;
}

function toCallError(cause: unknown): CallError {
  if (cause instanceof CallError && LEFT_OUT.includes(cause.kind)) return cause;
  throw cause;
}

function sourcesOf(context: WorkflowContext, words: string, kinds: readonly ObjectKindName[]): Source[] {
  const inJobs = kinds.filter((kind) => objectKind(kind).foundIn === 'jobs');
  const inSearch = kinds.filter((kind) => {
    const { foundIn } = objectKind(kind);
    return foundIn === 'latest' || foundIn === 'search';
  });
  const rows = async (operation: string, args: Record<string, unknown>): Promise<unknown[]> => {
    const { value } = await context.callOperation(operation, args);
    return Array.isArray(value) ? value : [];
  };
  const lists = kinds.flatMap((kind): Source[] => {
    const { foundIn } = objectKind(kind);
    if (foundIn === 'jobs' || foundIn === 'search') return [];
    const args =
      typeof foundIn === 'object'
        ? { [foundIn.parameter]: words, limit: kind === 'group' ? MAX_GROUPS : PAGE_SIZE }
        : foundIn === 'latest'
          ? { order: 'updated_at', order_dir: 'desc', limit: PAGE_SIZE }
          : {};
    const find = async () =>
      (await rows(objectOperation(kind, 'list'), args)).map((row) => parseRow(kind, row));
    return [{ kinds: [kind], find }];
  });
  return [
    ...(inJobs.length === 0
      ? []
      : [
          {
            kinds: inJobs,
            find: async () => (await rows('civis_jobs_list', { q: words, limit: PAGE_SIZE })).map(parseJob),
          },
        ]),
    ...lists,
    ...(inSearch.length === 0 ? [] : [{ kinds: inSearch, find: () => searchPlatform(context, words) }]),
  ];
}

/** The platform's search knows every type, by words of its own. */
async function searchPlatform(
  { callOperation }: WorkflowContext,
  words: string,
): Promise<(FoundObject | undefined)[]> {
  const { value } = await callOperation('civis_search_list', { query: words, limit: MAX_SEARCH_RESULTS });
  const answer: unknown = Array.isArray(value) ? value[0] : value;
  const results = isObject(answer) ? answer['results'] : undefined;
  return (Array.isArray(results) ? results : []).map((row) => {
    const type = isObject(row) ? toText(row['type']).toLowerCase() : '';
    const kind = OBJECT_KIND_NAMES.find((name) => type === name || type === objectKind(name).resource);
    return kind && parseRow(kind, row);
  });
}

function parseJob(row: unknown): FoundObject | undefined {
  if (!isObject(row)) return undefined;
  return parseRow(kindOfJob(toText(row['type']), row['from_template_id']), row);
}

function parseRow(kind: ObjectKindName, row: unknown): FoundObject | undefined {
  if (!isObject(row) || typeof row['id'] !== 'number') return undefined;
  const textIn = (fields: readonly string[]) => fields.map((field) => row[field]).filter(isName);
  const owner = OWNER_FIELDS.map((field) => row[field]).find((each) => isObject(each) || isName(each));
  return {
    kind,
    id: row['id'],
    name: textIn(NAME_FIELDS)[0] ?? String(row['id']),
    aliases: kind === 'user' || kind === 'group' ? textIn(ALIAS_FIELDS) : [],
    owner: kind === 'user' || kind === 'group' ? undefined : toText(isObject(owner) ? owner['name'] : owner),
    updatedAt: isName(row['updated_at']) ? row['updated_at'] : undefined,
    lastRun: lastRunOf(row),
  };
}

/** The last run, whether the row holds it as an object or in fields of its own, as the platform's search does. */
function lastRunOf(row: Record<string, unknown>): FoundObject['lastRun'] {
  const nested = RUN_FIELDS.map((field) => row[field]).find(isObject);
  const [id, state, ...times] =
    nested === undefined
      ? [row['last_run_id'], row['last_run_state'], row['last_run_finish'], row['last_run_start']]
      : [
          nested['id'] ?? nested['deployment_id'],
          nested['state'],
          nested['finished_at'],
          nested['started_at'],
          nested['created_at'],
        ];
  return typeof id === 'number' && isName(state) ? { id, state, when: times.find(isName) } : undefined;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** The best match first; those without one are left out. */
function rankByName(objects: readonly FoundObject[], words: string): FoundObject[] {
  return objects
    .map((each) => ({ each, score: matchScore(each, words) }))
    .filter(({ score }) => score > 0)
    .sort(
      (one, other) =>
        other.score - one.score || (other.each.updatedAt ?? '').localeCompare(one.each.updatedAt ?? ''),
    )
    .map(({ each }) => each);
}

function matchScore({ id, name, aliases }: FoundObject, words: string): number {
  return String(id) === words.trim() ? 4 : scoreNames([name, ...aliases], words);
}
