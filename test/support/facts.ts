import { readFileSync } from 'node:fs';

/** What may stand in a place of a request. */
export interface SchemaFact {
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly csv?: true;
  readonly nullable?: true;
  /** Valid values, where the type does not say enough. */
  readonly examples?: readonly unknown[];
  /** What the values of a free map are. */
  readonly values?: SchemaFact;
  readonly items?: SchemaFact;
  readonly properties?: readonly PropertyFact[];
}

export interface PropertyFact extends SchemaFact {
  readonly name: string;
  readonly wire?: string;
  readonly required?: true;
}

export interface ParamFact extends PropertyFact {
  readonly in: 'path' | 'query' | 'body' | 'client' | 'prefix';
  /** AIoD sends it also when it is not given. */
  readonly default?: { readonly value: unknown };
  readonly requiredIf?: Readonly<Record<string, boolean>>;
  readonly enumBy?: Readonly<Record<string, readonly string[]>>;
  readonly exactlyOneProperty?: true;
  readonly whenFalseRequires?: readonly string[];
}

/** A parameter that Civis takes today and the documentation does not know; `wire` is a dotted path. */
export interface AddedFact {
  readonly wire: string;
  readonly in: 'query' | 'body';
  readonly type: SchemaFact['type'];
}

/** One request of an AIoD operation; texts in braces stand for arguments. */
export interface RequestFact {
  readonly verb: string;
  readonly path: string;
  readonly auth: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly when?: Readonly<Record<string, unknown>>;
  readonly repeat?: 'each identifier' | 'each batch';
}

/** Names of an answer's fields, each with its own where it has any. */
export type FieldFact = string | Readonly<Record<string, readonly FieldFact[]>>;

export interface OperationFact {
  readonly verb: string;
  readonly path: string;
  readonly params: readonly ParamFact[];
  readonly added?: readonly AddedFact[];
  readonly gone?: readonly string[];
  readonly exclusive?: readonly (readonly [string, ...string[]])[];
  readonly paged?: true;
  readonly retired?: true;
  readonly shape?: 'none' | 'object' | 'array';
  readonly returns?: readonly FieldFact[];
  readonly auth?: string;
  readonly requests?: readonly RequestFact[];
}

/** The facts about every documented operation, by tool name. `scripts/facts.mjs` writes them. */
export const facts: Readonly<Record<string, OperationFact>> = JSON.parse(
  readFileSync(new URL('../fixtures/facts.json', import.meta.url), 'utf8'),
);

export const factOf = (name: string): OperationFact => {
  const fact = facts[name];
  if (fact === undefined) throw new Error(`no facts about ${name}`);
  return fact;
};

/** The documented name of a key as it stands on the wire. */
export const snake = (wire: string) => wire.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The documented parameters with today's among them, at every depth. */
export function paramsToday({ params, added = [] }: OperationFact): ParamFact[] {
  let all = [...params];
  for (const { wire, in: place, type } of added) {
    const [head = '', ...rest] = wire.split('.');
    all =
      rest.length === 0
        ? [...all, { ...leaf(head, type), in: place }]
        : all.map((param) =>
            wireOf(param) === head ? { ...param, ...withAdded(param, rest, type) } : param,
          );
  }
  return all;
}

function withAdded(schema: SchemaFact, path: readonly string[], type: SchemaFact['type']): SchemaFact {
  if (schema.items !== undefined) return { ...schema, items: withAdded(schema.items, path, type) };
  const [head = '', ...rest] = path;
  const properties = schema.properties ?? [];
  if (rest.length === 0) return { ...schema, properties: [...properties, leaf(head, type)] };
  const deeper = properties.map((inner) =>
    wireOf(inner) === head ? { ...inner, ...withAdded(inner, rest, type) } : inner,
  );
  return { ...schema, properties: deeper };
}

/** What Civis says today of added parameters beyond their type. */
const SAID_TODAY: Readonly<Record<string, Partial<SchemaFact>>> = {
  scheduledDaysOfMonth: { items: { type: 'integer' } },
  user_ids: { items: { type: 'integer' } },
  programs: { items: { type: 'string' } },
  networks: { items: { type: 'string' } },
  users: { csv: true },
  author: { csv: true },
  source: { csv: true },
};

function leaf(wire: string, type: SchemaFact['type']): PropertyFact {
  return { name: snake(wire), wire, type, ...SAID_TODAY[wire] };
}

export const wireOf = ({ name, wire }: PropertyFact) => wire ?? name;
