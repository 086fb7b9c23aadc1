import type { Action, IndexDocument } from './index-documents.ts';
import type { ParsedQuery, QueryNoun } from './query-parser.ts';
import { stemOf } from './stemmer.ts';

const SHARE = stemOf('share');

/** Factors of the score of an operation that differs from what was asked for. */
const OTHER_ACTION = 0.35;
/** What only reads is asked for: "who is in the group" wants nobody taken out. */
const CHANGE_FOR_READ = 0.25;
const OTHER_THAN_IMPLIED_ACTION = 0.75;
const EXTRA_NOUN = 0.55;
const MISSING_NOUN = 0.4;
const MISSING_MODIFIER = 0.5;
const OTHER_QUANTITY = 0.5;
const ONE_FOR_SEVERAL = 0.4;
const MISSING_IDS = 0.95;
/** Without an id an object cannot be read yet, only searched for. */
const NO_ID_GIVEN = 0.9;
/** What needs no id comes first where none is given. */
const UNKNOWN_ID = 0.96;
const RETIRED = 0.5;
const OTHER_PLATFORM = 0.1;
/** What both platforms have is asked for of Civis more often. */
const UNNAMED_CATALOGUE = 0.75;
const SEARCH = 1.2;
const SECONDARY_ACTION = 0.85;
const SECONDARY_READ = 0.95;
/** Without a verb, a query asks to read. */
const UNASKED_CHANGE = 0.45;
/** "Python scripts" are among all scripts. */
const LIST_OF_ALL_KINDS = 0.9;
const EXTRA_WORD = 0.65;
/** What starting and stopping something goes without saying. */
const RUN_NOUNS: ReadonlySet<string> = new Set(['run', 'execution', 'deployment']);
/** What only a run has. */
const OF_A_RUN: ReadonlySet<string> = new Set(['log', 'input', 'output']);
/** A query that names no resource is about jobs more often than about anything else. */
const JOB_BY_DEFAULT = 1.8;

const READ_ACTIONS: ReadonlySet<Action> = new Set(['list', 'get', 'search']);

/** Actions that can be used instead of the requested one, since platforms offer it in different ways. */
const SUBSTITUTE_ACTIONS: Readonly<Partial<Record<Action, Readonly<Partial<Record<Action, number>>>>>> = {
  replace: { update: 0.8 },
  update: { replace: 0.7 },
  get: { list: 0.6, search: 0.5 },
  list: { get: 0.6, search: 0.95 },
  search: { list: 0.8, get: 0.5 },
  archive: { delete: 0.8 },
  transfer: { grant: 0.5, update: 0.4, replace: 0.4 },
  into: { create: 0.9, grant: 0.7, update: 0.6 },
  delete: { revoke: 0.5, takeout: 0.4, cancel: 0.6 },
  cancel: { delete: 0.6 },
  revoke: { delete: 0.6 },
};

/** Nouns that are part of a longer name, such as "media spot order". */
const COMPANION_NOUNS: ReadonlySet<string> = new Set([
  'media',
  'cass',
  'ncoa',
  'enhancement',
  'spot',
  'order',
]);

/** What is derived from the query once, for all documents. */
interface QueryContext {
  readonly query: ParsedQuery;
  /** All stems that a matching operation may be about. */
  readonly expectedStems: ReadonlySet<string>;
  /** The nouns that a matching operation must be about. */
  readonly expectedNouns: readonly QueryNoun[];
  readonly impliesJobs: boolean;
  readonly asksForSeveral: boolean;
}

/**
 * Returns the factor by which a document's text score is multiplied: how well its operation does what the
 * query asks for. `resources` are the stems that name a resource.
 */
export function createRelevanceFactor(
  query: ParsedQuery,
  resources: ReadonlySet<string>,
  documents: readonly IndexDocument[],
): (document: IndexDocument) => number {
  const { nouns, actions, idCount } = query;
  const isPlural = nouns.some(({ quantity, isIncidental }) => quantity === 'many' && !isIncidental);
  const expectedStems = new Set(
    nouns.filter(({ isIncidental }) => !isIncidental || !isPlural).flatMap(({ stems }) => stems),
  );
  const [first] = actions;
  if (first === 'grant' || first === 'revoke') expectedStems.add(SHARE);
  // Requests are about users more often than about groups, and seldom say "user".
  if (expectedStems.has(SHARE) && !expectedStems.has('group')) expectedStems.add('user');
  const context: QueryContext = {
    query,
    expectedStems,
    expectedNouns: weighNouns(
      nouns.filter(({ isIncidental }) => !isIncidental),
      documents,
    ),
    impliesJobs: !nouns.some(({ stems }) => stems.some((stem) => resources.has(stem))),
    asksForSeveral: isPlural && idCount === 0,
  };
  return (document) =>
    (document.isOutdated ? RETIRED : 1) *
    platformFactor(document, query) *
    (context.impliesJobs && document.operation.resource === 'jobs' ? JOB_BY_DEFAULT : 1) *
    actionFactor(document, query) *
    nounFactor(document, context) *
    quantityFactor(document, context) *
    (idCount === 0 ? UNKNOWN_ID ** document.pathParameterCount : 1);
}

/**
 * Whether a noun only qualifies another one depends on what there is: "studio logs" are the logs of a studio,
 * but no credential belongs to a database. The same holds for what a request is about: "bookmark a dataset".
 */
function weighNouns(nouns: readonly QueryNoun[], documents: readonly IndexDocument[]): QueryNoun[] {
  const request = nouns.find(({ isOfRequest }) => isOfRequest);
  return nouns.map((noun, position) => {
    const head = noun.isModifier ? nouns[position + 1] : request;
    if (head === undefined || head === noun) return noun;
    const both = [...noun.stems, ...head.stems];
    const areTogether = documents.some((document) => both.every((stem) => document.nouns.includes(stem)));
    return { ...noun, isModifier: !areTogether };
  });
}

/** What names a platform chooses between the platforms, and does nothing else. */
function platformFactor({ operation }: IndexDocument, { platform }: ParsedQuery): number {
  if (platform === undefined) return operation.platform === 'aiod' ? UNNAMED_CATALOGUE : 1;
  return operation.platform === platform ? 1 : OTHER_PLATFORM;
}

function actionFactor(
  { actions: own, operation }: IndexDocument,
  { actions, isActionExplicit, hasTopic }: ParsedQuery,
): number {
  if (own.includes('search') && (hasTopic || (actions.has('search') && !actions.has('get')))) return SEARCH;
  if (actions.size === 0) return 1;
  const [does] = own;
  const [asked] = actions;
  if (does !== undefined && actions.has(does))
    return does === asked || !isActionExplicit
      ? 1
      : operation.effect === 'read'
        ? SECONDARY_READ
        : SECONDARY_ACTION;
  if (own.some((action) => actions.has(action))) return SECONDARY_ACTION;
  const implied = operation.effect === 'read' ? OTHER_THAN_IMPLIED_ACTION : UNASKED_CHANGE;
  const asksToRead = [...actions].every((action) => READ_ACTIONS.has(action));
  const other = asksToRead && operation.effect !== 'read' ? CHANGE_FOR_READ : OTHER_ACTION;
  const lowest = isActionExplicit ? other : implied;
  const substitutes = own.flatMap((action) =>
    [...actions].map((other) => SUBSTITUTE_ACTIONS[action]?.[other] ?? 0),
  );
  return Math.max(lowest, ...substitutes);
}

function nounFactor(
  { segments, nouns, actions }: IndexDocument,
  { expectedStems, expectedNouns, query }: QueryContext,
): number {
  let product = 1;
  const isWholeList = actions[0] === 'list' && segments.length === 1 && query.actions.has('list');
  for (const { stems, isModifier } of expectedNouns) {
    const missing = stems.filter((stem) => !nouns.includes(stem)).length;
    if (missing > 0 && missing < stems.length && isWholeList) product *= LIST_OF_ALL_KINDS;
    else if (missing > 0)
      product *= isModifier ? MISSING_MODIFIER : MISSING_NOUN ** (0.5 + (0.5 * missing) / stems.length);
  }
  const startsOrStops = query.actions.has('start') || query.actions.has('cancel');
  const isInFamily = segments.some(({ stems }) =>
    stems.some((stem) => COMPANION_NOUNS.has(stem) && expectedStems.has(stem)),
  );
  const isOfRun =
    segments.at(-1)?.stems.some((stem) => OF_A_RUN.has(stem) && expectedStems.has(stem)) ?? false;
  for (const { stems, aliases } of segments) {
    if ([...stems, ...aliases].some((stem) => expectedStems.has(stem))) {
      if (!stems.every((stem) => expectedStems.has(stem)) && aliases.length === 0) product *= EXTRA_WORD;
      continue;
    }
    const [noun = ''] = stems;
    if (isInFamily && stems.every((stem) => COMPANION_NOUNS.has(stem))) continue;
    if (
      RUN_NOUNS.has(noun) &&
      (isOfRun || (startsOrStops && (actions[0] === 'start' || actions[0] === 'cancel')))
    )
      continue;
    product *= EXTRA_NOUN;
  }
  return product;
}

/** "The runs" asks for a list, "run 5" for one. Operations that need more ids than given are unlikely. */
function quantityFactor(
  { actions, segments, pathParameterCount }: IndexDocument,
  { query, asksForSeveral }: QueryContext,
): number {
  const { idCount } = query;
  const [action] = actions;
  if (idCount === 0 && action === 'get' && pathParameterCount > 0 && query.actions.has('list')) {
    return asksForSeveral ? ONE_FOR_SEVERAL : NO_ID_GIVEN;
  }
  const last = segments.at(-1)?.stems.at(-1) ?? '';
  const quantities = query.nouns.filter(({ stems }) => stems.includes(last)).map(({ quantity }) => quantity);
  const quantity = quantities.includes('one') ? 'one' : quantities[0];
  if (actions.length > 1) return idCount > 0 && pathParameterCount > idCount ? MISSING_IDS : 1;
  const isOther = (action === 'list' && quantity === 'one') || (action === 'get' && quantity === 'many');
  return (idCount > 0 && pathParameterCount > idCount ? MISSING_IDS : 1) * (isOther ? OTHER_QUANTITY : 1);
}
