import { type OperationFact, type ParamFact, paramsToday, type SchemaFact, wireOf } from './facts.ts';

/** What a platform is to receive, as the facts say it, before anything is encoded. */
export interface ExpectedRequest {
  readonly verb: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  /** Left out: no body at all. */
  readonly body?: unknown;
  readonly version?: unknown;
}

type Arguments = Readonly<Record<string, unknown>>;

/** A valid value. Texts are digits, so that one that arrives as a number shows. */
export function sampleOf(fact: SchemaFact): unknown {
  const { type, enum: words, examples } = fact;
  if (examples !== undefined) return examples[0];
  if (fact.csv === true) return words === undefined ? '12,34' : words.slice(0, 2).join(',');
  if (words !== undefined) return words[0];
  switch (type) {
    case 'integer':
      return Math.min(Math.max(7, fact.minimum ?? 7), fact.maximum ?? 7);
    case 'number':
      return 2.5;
    case 'boolean':
      return true;
    case 'array':
      return [sampleOf(fact.items ?? { type: 'string' })];
    case 'object':
      return objectOf(fact);
    default:
      return fact.format === 'date' ? '2026-05-31' : isTime(fact) ? '2026-05-31T17:00:00Z' : '12';
  }
}

export const isTime = ({ format }: SchemaFact) => format === 'date-time' || format === 'time';

/** A free map gets a key that a renaming would change. */
function objectOf({ properties, values }: SchemaFact): unknown {
  if (properties === undefined)
    return { some_key: values === undefined ? { deep_key: 1 } : sampleOf(values) };
  return Object.fromEntries(properties.map((inner) => [inner.name, sampleOf(inner)]));
}

/** Valid arguments with every parameter, today's too; of those that exclude each other the first. */
export function allArguments(fact: OperationFact): Record<string, unknown> {
  const excluded = new Set((fact.exclusive ?? []).flatMap(([, ...others]) => others));
  const given = paramsToday(fact).filter(({ name }) => !excluded.has(name));
  // An iterator would follow the pages instead of asking for the one.
  return Object.fromEntries(given.map((param) => [param.name, param.name !== 'iterator' && sampleOf(param)]));
}

/** Valid arguments with nothing that may be left out, at any depth. */
export function requiredArguments({ params }: OperationFact): Record<string, unknown> {
  const required = params.filter((param) => param.required === true);
  return Object.fromEntries(required.map((param) => [param.name, leastOf(param)]));
}

function leastOf(fact: SchemaFact & Pick<ParamFact, 'exactlyOneProperty'>): unknown {
  if (fact.type === 'array' && fact.items !== undefined) return [leastOf(fact.items)];
  if (fact.type !== 'object' || fact.properties === undefined) return sampleOf(fact);
  const needed = fact.properties.filter((inner) => inner.required === true);
  const due = fact.exactlyOneProperty === true ? fact.properties.slice(0, 1) : needed;
  return Object.fromEntries(due.map((inner) => [inner.name, leastOf(inner)]));
}

/** The one request that a Civis operation is. */
export function civisRequest(fact: OperationFact, args: Arguments): ExpectedRequest {
  const given = paramsToday(fact).filter(({ name }) => args[name] !== undefined);
  const within = (place: ParamFact['in']) =>
    given
      .filter((param) => param.in === place)
      .map((param): [string, unknown] => [wireOf(param), onWire(param, args[param.name])]);
  const body = within('body');
  return {
    verb: fact.verb,
    path: fill(fact.path, args),
    query: Object.fromEntries(within('query')),
    ...(body.length === 0 ? {} : { body: Object.fromEntries(body) }),
  };
}

/** The value under the names of the wire; the keys of free maps as they are. */
function onWire(fact: SchemaFact, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => onWire(fact.items ?? { type: 'string' }, item));
  if (fact.type !== 'object' || fact.properties === undefined) return value;
  const entries = Object.entries(value as Arguments).map(([name, inner]) => {
    const property = fact.properties?.find((candidate) => candidate.name === name);
    if (property === undefined) throw new Error(`the facts know no ${name}`);
    return [wireOf(property), onWire(property, inner)];
  });
  return Object.fromEntries(entries);
}

/** The requests of an AIoD operation, in their order; `current` is what its reading step answers. */
export function aiodRequests(fact: OperationFact, given: Arguments, current: Arguments): ExpectedRequest[] {
  const usual = fact.params.flatMap(({ name, default: due }) => (due ? [[name, due.value]] : []));
  const args: Arguments = { ...Object.fromEntries(usual), ...given };
  const { version } = given;
  const due = (fact.requests ?? []).filter(({ when = {} }) =>
    Object.entries(when).every(([name, word]) => isMet(word, args[name])),
  );
  return due.flatMap(({ verb, path, query = {}, body, repeat }) =>
    repetitions(repeat, args).map((each) => ({
      verb,
      path: fill(path, each),
      query: queryOf(query, each),
      ...(body === undefined ? {} : { body: bodyOf(body, each, current) }),
      ...(version === undefined ? {} : { version }),
    })),
  );
}

/** Filters that are not given are not sent. */
function queryOf(query: Readonly<Record<string, string>>, args: Arguments): Record<string, unknown> {
  const pairs = Object.entries(query).map(([wire, name]) => [wire, args[name.slice(1, -1)]] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

function isMet(word: unknown, value: unknown): boolean {
  const stands = value !== undefined && value !== null;
  if (word === 'non-zero') return stands && value !== 0;
  return word === 'not-null' ? stands : !stands || value === word;
}

function repetitions(repeat: string | undefined, args: Arguments): Arguments[] {
  if (repeat === 'each identifier') {
    return (args['identifiers'] as string[]).map((identifier) => ({ ...args, identifier }));
  }
  if (repeat === undefined) return [args];
  const { offset = 0, limit = 0, batch_size: size = 10 } = args as Record<string, number>;
  const batches: Arguments[] = [];
  for (let start = offset; start < offset + limit; start += size) {
    batches.push({ ...args, offset: start, limit: Math.min(size, offset + limit - start) });
  }
  return batches;
}

/** `{metadata}` is sent as it stands; a merging step lays it over what was read, without the entry. */
function bodyOf(body: unknown, args: Arguments, current: Arguments): unknown {
  if (typeof body === 'string') return args[body.slice(1, -1)];
  const { aiod_entry: _, ...kept } = current;
  return { ...kept, ...(args['metadata'] as Arguments) };
}

function fill(template: string, args: Arguments): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(args[name]));
}
