import type { Action, IndexDocument } from './index-documents.ts';
import type { ParsedQuery, QueryNoun } from './query-parser.ts';

/** Factors of the score of an operation that differs from what was asked for. */
const OTHER_ACTION = 0.3;
const OTHER_THAN_IMPLIED_ACTION = 0.75;
const EXTRA_NOUN = 0.65;
const EXTRA_GROUP_NOUN = 0.5;
const MISSING_NOUN = 0.4;
const MISSING_MODIFIER = 0.8;
const OTHER_QUANTITY = 0.6;
const ONE_FOR_SEVERAL = 0.4;
const MISSING_IDS = 0.85;
/** Without an id an object cannot be read yet, only searched for. */
const NO_ID_GIVEN = 0.8;
const RETIRED = 0.85;
/** A query that names no resource is about jobs more often than about anything else. */
const JOB_BY_DEFAULT = 1.8;

/** Actions that can be used instead of the requested one, since platforms offer it in different ways. */
const SUBSTITUTE_ACTIONS: Readonly<Partial<Record<Action, Readonly<Partial<Record<Action, number>>>>>> = {
  replace: { update: 0.8 },
  update: { replace: 0.7 },
  get: { list: 0.6 },
  list: { get: 0.6 },
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
): (document: IndexDocument) => number {
  const { nouns, actions, idCount } = query;
  const isPlural = nouns.some(({ quantity, isIncidental }) => quantity === 'many' && !isIncidental);
  const expectedStems = new Set(
    nouns.filter(({ isIncidental }) => !isIncidental || !isPlural).flatMap(({ stems }) => stems),
  );
  if (actions.has('grant') || actions.has('revoke')) expectedStems.add('share');
  // Requests are about users more often than about groups, and seldom say "user".
  if (expectedStems.has('share') && !expectedStems.has('group')) expectedStems.add('user');
  const context: QueryContext = {
    query,
    expectedStems,
    expectedNouns: nouns.filter(({ isIncidental }) => !isIncidental),
    impliesJobs: !nouns.some(({ stems }) => stems.some((stem) => resources.has(stem))),
    asksForSeveral: isPlural && idCount === 0,
  };
  return (document) =>
    (document.operation.retired === null ? 1 : RETIRED) *
    (context.impliesJobs && document.operation.resource === 'jobs' ? JOB_BY_DEFAULT : 1) *
    actionFactor(document.action, query) *
    nounFactor(document, context) *
    quantityFactor(document, context);
}

function actionFactor(action: Action, { actions, isActionExplicit }: ParsedQuery): number {
  if (actions.size === 0 || actions.has(action)) return 1;
  const lowest = isActionExplicit ? OTHER_ACTION : OTHER_THAN_IMPLIED_ACTION;
  return Math.max(lowest, ...[...actions].map((other) => SUBSTITUTE_ACTIONS[action]?.[other] ?? 0));
}

function nounFactor(
  { nouns, parameterStems }: IndexDocument,
  { expectedStems, expectedNouns }: QueryContext,
): number {
  let product = 1;
  for (const { stems, isModifier } of expectedNouns) {
    const isPresent = stems.every((stem) => nouns.includes(stem) || parameterStems.has(stem));
    if (!isPresent) product *= isModifier ? MISSING_MODIFIER : MISSING_NOUN;
  }
  for (const noun of nouns) {
    if (expectedStems.has(noun) || COMPANION_NOUNS.has(noun)) continue;
    product *= noun === 'group' ? EXTRA_GROUP_NOUN : EXTRA_NOUN;
  }
  return product;
}

/** "The runs" asks for a list, "run 5" for one. Operations that need more ids than given are unlikely. */
function quantityFactor(
  { action, nouns, pathParameterCount }: IndexDocument,
  { query, asksForSeveral }: QueryContext,
): number {
  const { idCount } = query;
  if (idCount === 0 && action === 'get' && pathParameterCount > 0) {
    return asksForSeveral ? ONE_FOR_SEVERAL : NO_ID_GIVEN;
  }
  const last = nouns.at(-1) ?? '';
  const quantities = query.nouns.filter(({ stems }) => stems.includes(last)).map(({ quantity }) => quantity);
  const quantity = quantities.includes('one') ? 'one' : quantities[0];
  const isOther = (action === 'list' && quantity === 'one') || (action === 'get' && quantity === 'many');
  return (idCount > 0 && pathParameterCount > idCount ? MISSING_IDS : 1) * (isOther ? OTHER_QUANTITY : 1);
}
