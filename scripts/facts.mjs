// Compacts the facts about the documented operations into the fixture that the tests hold the catalogue to.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const read = (name) => JSON.parse(readFileSync(at(`../../shared/facts/${name}`), 'utf8'));

/** The keys of a parameter that say what may be sent, as they stand. */
const KEPT = [
  'type',
  'format',
  'enum',
  'minimum',
  'maximum',
  'csv',
  'nullable',
  'requiredIf',
  'enumBy',
  'exactlyOneProperty',
  'whenFalseRequires',
];

/** The object without what is absent, false or empty. */
function stated(object) {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined && value !== false && value !== null),
  );
}

function param(fact) {
  const kept = Object.fromEntries(KEPT.map((key) => [key, fact[key]]));
  return stated({
    name: fact.name,
    in: fact.in,
    wire: fact.wire === fact.name ? undefined : fact.wire,
    required: fact.required,
    ...kept,
    values: fact.additionalProperties && schema(fact.additionalProperties),
    items: fact.items && schema(fact.items),
    properties: fact.properties?.map(param),
  });
}

/** What stands where no name is: an element of a list, a value of a free map. */
function schema(fact) {
  const { name, in: place, wire, required, ...rest } = param(fact);
  return rest;
}

/** The least that makes sense, which no documentation spells out: one item, and the first page. */
const LEAST = { limit: 1, page_num: 1 };

/** What Civis writes, where its documentation spells it differently. */
const SPELLING = { DbSync: 'Dbsync' };

function civisParam(fact) {
  const { minimum = LEAST[fact.name], enum: words, ...rest } = param(fact);
  return stated({ ...rest, minimum, enum: words?.map((word) => SPELLING[word] ?? word) });
}

/** Names of the fields of an answer, each with its own where it has any. */
function fields(facts = []) {
  return facts.map((fact) => {
    const inner = fact.properties ?? fact.items?.properties ?? [];
    return inner.length === 0 ? fact.name : { [fact.name]: fields(inner) };
  });
}

function civis(fact) {
  const { paramsAdded, paramsGone, paramsChanged = [] } = fact.today ?? {};
  const exclusive = paramsChanged
    .filter(({ what }) => what === 'exclusiveWith')
    .map(({ wire, now }) => [wire, ...now]);
  return stated({
    verb: fact.verb,
    path: fact.path,
    params: fact.params.map(civisParam),
    added: paramsAdded?.map(({ wire, in: place, type }) => ({ wire, in: place, type })),
    gone: paramsGone,
    exclusive: exclusive.length === 0 ? undefined : exclusive,
    paged: fact.pagination === 'page',
    retired: !fact.liveToday,
    shape: fact.returns.observedShape ?? fact.returns.shape,
    returns: fields(fact.returns.fields),
  });
}

/** The value that is sent when none is given, and the least that is not an error. */
function aiodBounds({ name, alwaysSent, default: usual }, errors) {
  const refused = errors.find(({ kind, when }) => kind === 'invalid-argument' && when.param === name);
  return stated({
    default: alwaysSent ? { value: usual } : undefined,
    minimum: refused && refused.when.maximum + 1,
  });
}

/** Filters and order of lists, which the platform takes although the documentation does not list them. */
const AIOD_LIST_FILTERS = [
  { name: 'sort', in: 'query', type: 'string', enum: ['date_modified', 'date_created'] },
  { name: 'direction', in: 'query', type: 'string', enum: ['asc', 'desc'] },
  { name: 'date_modified_after', in: 'query', type: 'string', format: 'date' },
  { name: 'date_modified_before', in: 'query', type: 'string', format: 'date' },
];

/** What the platform takes of a parameter beyond what the documentation says. */
const AIOD_VALUES = {
  version: { examples: ['v2', 'v3'] },
  metadata: {
    examples: [
      { name: '12', email: ['a@b.example'] },
      { telephone: ['+31 20'], location: [{ address: { country: 'Spain' }, geo: { latitude: 2.5 } }] },
    ],
  },
  offset: { minimum: 0 },
  batch_size: { maximum: 1000 },
};
const AIOD_LIMITS = { get_list: { minimum: 1, maximum: 1000 }, get_list_async: { minimum: 1 } };

function aiodParam(each, { method, errors }) {
  return {
    ...param(each),
    ...aiodBounds(each, errors),
    ...AIOD_VALUES[each.name],
    ...(each.name === 'limit' && AIOD_LIMITS[method]),
  };
}

function aiod(fact) {
  const isList = fact.method.startsWith('get_list');
  const filters = isList ? AIOD_LIST_FILTERS : [];
  const queried = Object.fromEntries(filters.map(({ name }) => [name, `{${name}}`]));
  return stated({
    verb: fact.verb,
    path: fact.path,
    params: [...fact.params.map((each) => aiodParam(each, fact)), ...filters],
    // Credentials go with every request: without them, drafts are refused and e-mail addresses masked.
    auth: fact.auth === 'none' ? 'optional' : fact.auth,
    requests: fact.requests.map((request) =>
      isList ? { ...request, query: { ...request.query, ...queried } } : request,
    ),
  });
}

const byName = (platform, facts, compact) =>
  facts.map((fact) => [`${platform}_${fact.resource}_${fact.method}`, compact(fact)]);

const all = Object.fromEntries([
  ...byName('aiod', read('aiod-operations.json').operations, aiod),
  ...byName('civis', read('civis-operations.json'), civis),
]);
const lines = Object.entries(all).map(([name, facts]) => `${JSON.stringify(name)}:${JSON.stringify(facts)}`);
writeFileSync(at('../test/fixtures/facts.json'), `{\n${lines.join(',\n')}\n}\n`);
