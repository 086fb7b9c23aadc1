import type { PlatformName } from '../../client/interface.ts';
import { isObject } from '../../json.ts';
import type { Paging } from '../params.ts';
import { ITERATOR_CAP } from '../params.ts';
import { pathTokens } from '../path-template.ts';
import { isListShape, type Shape } from '../shape.ts';
import type { CompiledParam } from './compiled.ts';
import type { Description, Raw } from './document.ts';
import { type Flatten, fieldName } from './flatten.ts';
import type { NodeTable } from './node.ts';
import { arrayOf } from './raw.ts';
import { Refusal } from './refusal.ts';

/** Parameters that one operation may have; Civis needs 45. */
const MOST_PARAMS = 200;
const JSON_TYPE = /^application\/(\w+\+)?json\b/;

export interface Reader {
  readonly platform: PlatformName;
  readonly description: Description;
  readonly table: NodeTable;
  readonly flatten: Flatten;
}

/** One operation as the document has it. */
export interface Written {
  readonly path: string;
  readonly operation: Raw;
  /** Parameters that stand beside the verbs, for all of them. */
  readonly shared: unknown;
}

/**
 * Everything that a described operation takes.
 *
 * @throws Refusal for an operation that could not be called with what is left: a required header, a form,
 * a path parameter that is described nowhere.
 */
export function paramsOf(reader: Reader, written: Written): CompiledParam[] {
  const raws = rawParams(reader, written);
  if (raws.length > MOST_PARAMS) throw new Refusal('has too many parameters');
  const placed = [...pathParams(reader, written.path, raws), ...queryParams(reader, raws)];
  const params = [...placed, ...bodyParams(reader, bodyOf(reader, written.operation, raws), placed)];
  if (params.length > MOST_PARAMS) throw new Refusal('has too many parameters');
  const names = params.map((param) => param.name);
  if (new Set(names).size < names.length) throw new Refusal('has two parameters of one name');
  return params;
}

/** An operation's own parameters come before those of its path. */
function rawParams({ description }: Reader, { operation, shared }: Written): Raw[] {
  const each = [...arrayOf(operation['parameters']), ...arrayOf(shared)].map((param) => {
    const reference = isObject(param) ? param['$ref'] : undefined;
    const raw = typeof reference === 'string' ? description.follow(reference) : param;
    if (!isObject(raw) || typeof raw['name'] !== 'string')
      throw new Refusal('has a parameter without a name');
    return raw;
  });
  const keyed = each.toReversed().map((raw) => [`${String(raw['in'])} ${String(raw['name'])}`, raw] as const);
  return [...new Map(keyed).values()].toReversed();
}

function pathParams(
  { platform, flatten, table }: Reader,
  path: string,
  raws: readonly Raw[],
): CompiledParam[] {
  return pathTokens(path).map((token) => {
    const raw = raws.find(({ in: place, name }) => place === 'path' && plainToken(String(name)) === token);
    if (fieldName(platform, token) !== token) throw new Refusal('has a path parameter that cannot be named');
    const node = raw === undefined ? table.add({ is: 'text' }) : singleNode(table, flatten(schemaOf(raw)));
    return { name: token, in: 'path', wire: token, required: true, node };
  });
}

function queryParams({ platform, flatten, table }: Reader, raws: readonly Raw[]): CompiledParam[] {
  return raws.flatMap((raw): CompiledParam[] => {
    const { in: place, name: key } = raw;
    const required = raw['required'] === true;
    if (place === 'header' || place === 'cookie') {
      if (required) throw new Refusal(`needs a ${place}`);
      return [];
    }
    if (place === 'formData') throw new Refusal('takes a form, not JSON');
    if (place !== 'query') return [];
    // The client writes the brackets of a list itself.
    const wire = String(key).replace(/\[\]$/, '');
    const name = fieldName(platform, wire);
    if (name === undefined) throw new Refusal('has a parameter that cannot be named');
    return [{ name, in: 'query', wire, required, node: singleNode(table, flatten(schemaOf(raw))) }];
  });
}

/** What stands in an address is never null. */
function singleNode(table: NodeTable, place: number): number {
  const { nullable, ...node } = table.get(place);
  return nullable === undefined ? place : table.add(node);
}

/** In Swagger 2.0 a parameter is its own schema. */
function schemaOf(raw: Raw): unknown {
  const { schema, content } = raw;
  const nested = schema ?? jsonIn(content);
  if (nested === undefined) return raw;
  const { description } = raw;
  return isObject(nested) && typeof description === 'string' ? { ...nested, description } : nested;
}

interface Body {
  readonly schema: unknown;
  readonly required: boolean;
}

function bodyOf({ description }: Reader, operation: Raw, raws: readonly Raw[]): Body | undefined {
  const swagger = raws.find((raw) => raw['in'] === 'body');
  if (swagger !== undefined) return { schema: swagger['schema'], required: swagger['required'] === true };
  const given = operation['requestBody'];
  if (!isObject(given)) return undefined;
  const reference = given['$ref'];
  const body = typeof reference === 'string' ? description.follow(reference) : given;
  if (!isObject(body)) return undefined;
  const required = body['required'] === true;
  const schema = jsonIn(body['content']);
  if (schema === undefined && required) throw new Refusal('takes a body that is no JSON');
  return schema === undefined ? undefined : { schema, required };
}

function jsonIn(content: unknown): unknown {
  const types = Object.entries(isObject(content) ? content : {});
  const [, media] = types.find(([type]) => JSON_TYPE.test(type)) ?? [];
  return isObject(media) ? (media['schema'] ?? {}) : undefined;
}

/** The keys of a body are parameters; a body that has none of its own is one, as a whole. */
function bodyParams(
  { flatten, table }: Reader,
  body: Body | undefined,
  placed: readonly CompiledParam[],
): CompiledParam[] {
  if (body === undefined) return [];
  const plain = flatten.read(body.schema);
  const { properties, additionalProperties } = plain.raw;
  const named = plain.type === 'object' && isObject(properties) && Object.keys(properties).length > 0;
  if (!named || additionalProperties === true || isObject(additionalProperties)) {
    const node = singleNode(table, flatten(body.schema));
    return [{ name: 'body', in: 'body', wire: null, required: body.required, node }];
  }
  const taken = new Set(placed.map((param) => param.name));
  const keys = Object.keys(properties);
  return flatten.fields(plain).map(({ name, node, required = false }, at) => ({
    name: taken.has(name) ? `body_${name}` : name,
    in: 'body',
    wire: keys[at] ?? name,
    required: required && body.required,
    node,
  }));
}

/** Lists that come in numbered pages, by the parameters that all of them have. */
export function pagingOf(table: NodeTable, params: readonly CompiledParam[], returns: Shape): Paging | null {
  const query = (name: string) => params.find((param) => param.in === 'query' && param.name === name);
  const limit = query('limit');
  if (limit === undefined || query('page_num') === undefined || !isListShape(returns)) return null;
  const size = table.get(limit.node);
  const order = query('order');
  const orders = order === undefined ? undefined : table.get(order.node);
  const [first = 'id', ...others] = (orders?.is === 'text' ? orders.values : undefined) ?? [];
  const largest = size.is === 'integer' ? (size.maximum ?? USUAL_PAGE) : USUAL_PAGE;
  return {
    maxPageSize: Math.max(1, Math.min(largest, ITERATOR_CAP)),
    orderFields: [first, ...others],
    defaultDirection: 'asc',
  };
}

/** Items that every list of Civis brings at once, where it does not say how many it may. */
const USUAL_PAGE = 50;

/** A token of a path as its template here names it. */
export function plainToken(name: string): string {
  return name.replace(/\W/g, '_');
}
