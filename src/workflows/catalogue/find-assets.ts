import pMap from 'p-map';
import { CallError } from '../../errors.ts';
import { isObject, toText } from '../../json.ts';
import type { KindName } from '../../tools/aiod/attributes/attribute.ts';
import { KIND_FACTS, KIND_NAMES } from '../../tools/aiod/attributes/kind-facts.ts';
import { listSome } from '../../wording.ts';
import { scoreNames } from '../score-names.ts';
import type { WorkflowContext } from '../workflow.ts';

export interface FoundAsset {
  readonly identifier: string;
  readonly kind: KindName;
  readonly name: string;
  readonly platform: string;
  readonly description: string;
  readonly isDraft: boolean;
}

export interface FoundAssets {
  /** Best match first. */
  readonly assets: readonly FoundAsset[];
  /** What could not be searched, or not completely, in words. */
  readonly gaps: readonly string[];
}

/** A request that finds assets of a kind, or the user's own of every kind. */
interface Source {
  readonly what: string;
  readonly find: () => Promise<{ readonly assets: readonly FoundAsset[]; readonly gap?: string }>;
}

const CONCURRENCY = 6;
/** Assets of each kind that a search returns, and that are read of a kind that has no search. */
const HITS_PER_KIND = 25;
const LISTED_PER_KIND = 500;
const OWN_ASSETS = 1_000;
const MAX_CANDIDATES = 8;
const LEFT_OUT: readonly CallError['kind'][] = [
  'forbidden',
  'not_found',
  'not_allowed',
  'platform_error',
  'timeout',
  'rate_limited',
];
/** Without a valid credential there are no assets of one's own, which is no gap in what everyone sees. */
const WITHOUT_ACCOUNT: readonly CallError['kind'][] = ['not_configured', 'unauthorized'];

/**
 * Finds published assets, and drafts of the user, by words: those whose name matches first, then those in which
 * the platform's search found them elsewhere.
 *
 * @throws CallError if no kind could be searched.
 */
export async function findAssets(
  context: WorkflowContext,
  words: string,
  kinds: readonly KindName[] = KIND_NAMES,
): Promise<FoundAssets> {
  const sources = [...kinds.map((kind) => sourceOf(context, kind, words)), ownSource(context, words, kinds)];
  const failures: CallError[] = [];
  let done = 0;
  const results = await pMap(
    sources,
    async ({ what, find }) => {
      const result = await find().catch((cause: unknown) => {
        if (!(cause instanceof CallError) || !LEFT_OUT.includes(cause.kind)) throw cause;
        failures.push(cause);
        return { assets: [], gap: `Not searched: ${what} (${cause.message})` };
      });
      done += 1;
      context.report({ done, total: sources.length, message: `${done} of ${sources.length} lists searched` });
      return result;
    },
    { concurrency: CONCURRENCY },
  );
  const [first] = failures;
  if (first !== undefined && failures.length >= kinds.length) throw first;
  const byIdentifier = new Map(results.flatMap(({ assets }) => assets).map((each) => [assetKey(each), each]));
  const score = ({ identifier, name }: FoundAsset) =>
    identifier === words.trim() ? 4 : scoreNames([name], words);
  return {
    assets: [...byIdentifier.values()].toSorted((one, other) => score(other) - score(one)),
    gaps: results.map(({ gap }) => gap).filter((gap) => gap !== undefined),
  };
}

/**
 * The one asset of the user that has a name.
 *
 * @throws CallError `invalid_input` that lists the candidates, if there is none or more than one.
 */
export async function findOwnAsset(context: WorkflowContext, name: string): Promise<FoundAsset> {
  const reviewed = (await readOwnAssets(context)).filter(({ kind }) => KIND_FACTS[kind].isReviewed);
  const exact = reviewed.filter((each) => scoreNames([each.name], name) === 4);
  const [only] = exact;
  if (only !== undefined && exact.length === 1) return only;
  const near = exact.length > 0 ? exact : reviewed.filter((each) => scoreNames([each.name], name) > 0);
  const shown = near.map((each) => `${each.identifier} ${JSON.stringify(each.name)}`);
  const count = exact.length === 0 ? 'no asset' : `${exact.length} assets`;
  throw new CallError(
    'invalid_input',
    `Nothing was sent: you own ${count} named ${JSON.stringify(name)}${
      shown.length === 0 ? '' : `; candidates: ${listSome(shown, MAX_CANDIDATES)}`
    }.`,
    {
      faulty: ['identifier'],
      hint:
        shown.length === 0
          ? 'Pass an identifier, such as data_…; aiod_find finds assets by words.'
          : 'Pass the identifier of one of them.',
    },
  );
}

function sourceOf({ callOperation }: WorkflowContext, kind: KindName, words: string): Source {
  const what = kind.replaceAll('_', ' ');
  if (KIND_FACTS[kind].searchFields !== null) {
    const find = async () => {
      const { value } = await callOperation(`aiod_${kind}_search`, { query: words, limit: HITS_PER_KIND });
      const { resources, total_hits: hits } = isObject(value) ? value : {};
      const assets = parseAssets(kind, resources);
      return Number(hits) > assets.length && assets.length > 0
        ? { assets, gap: `The first ${assets.length} of ${Number(hits)} ${what} were read.` }
        : { assets };
    };
    return { what, find };
  }
  const find = async () => {
    const { value } = await callOperation(`aiod_${kind}_get_list`, { limit: LISTED_PER_KIND });
    const listed = parseAssets(kind, value);
    const assets = listed.filter(({ name }) => scoreNames([name], words) > 0);
    return listed.length < LISTED_PER_KIND
      ? { assets }
      : { assets, gap: `Only the first ${LISTED_PER_KIND} ${what} were read: they have no search.` };
  };
  return { what, find };
}

function ownSource(context: WorkflowContext, words: string, kinds: readonly KindName[]): Source {
  const find = async () => {
    const own = await readOwnAssets(context).catch((cause: unknown) => {
      if (cause instanceof CallError && WITHOUT_ACCOUNT.includes(cause.kind)) return [];
      throw cause;
    });
    const isFound = ({ kind, name, identifier }: FoundAsset) =>
      kinds.includes(kind) && (identifier === words.trim() || scoreNames([name], words) > 0);
    return { assets: own.filter(isFound) };
  };
  return { what: 'your own drafts', find };
}

async function readOwnAssets({ callOperation }: WorkflowContext): Promise<FoundAsset[]> {
  const { value } = await callOperation('aiod_user_get_resources', { limit: OWN_ASSETS });
  const byKind = isObject(value) ? value : {};
  return KIND_NAMES.flatMap((kind) => parseAssets(kind, byKind[KIND_FACTS[kind].singular]));
}

function parseAssets(kind: KindName, rows: unknown): FoundAsset[] {
  return (Array.isArray(rows) ? rows : []).filter(isObject).map((row) => {
    const { description, aiod_entry: entry } = row;
    return {
      // Some kinds have no identifier under its own name in v2.
      identifier: toText(row['identifier'] ?? row['ai_resource_identifier']),
      kind,
      name: toText(row['name']),
      platform: toText(row['platform']),
      description: toText(isObject(description) ? (description['plain'] ?? description['html']) : undefined),
      isDraft: isObject(entry) && entry['status'] === 'draft',
    };
  });
}

function assetKey({ kind, identifier }: FoundAsset): string {
  return `${kind} ${identifier}`;
}
