import type { PlatformName } from '../../client/interface.ts';
import { isObject } from '../../json.ts';
import type { Paging } from '../parameters.ts';
import { ITERATOR_CAP } from '../parameters.ts';
import { pathTokens } from '../path-template.ts';
import type { Shape } from '../shape.ts';
import { isListShape } from '../shape.ts';
import { parameterName, type SchemaCompiler } from './compile-schema.ts';
import type { CompiledParameter } from './compiled-description.ts';
import { DescriptionError } from './description-error.ts';
import { asArray } from './normalize-schema.ts';
import type { JsonObject, OpenApiDocument } from './openapi-document.ts';
import type { SchemaTable } from './schema-nodes.ts';

/** Parameters of one operation; Civis needs 45. */
const MAX_PARAMETERS = 200;
const JSON_MEDIA_TYPE = /^application\/(\w+\+)?json\b/;

export interface CompileContext {
  readonly platform: PlatformName;
  readonly document: OpenApiDocument;
  readonly table: SchemaTable;
  readonly schemas: SchemaCompiler;
}

/** An operation object of the document, with what it inherits from its path item. */
export interface DescribedOperation {
  readonly path: string;
  readonly operation: JsonObject;
  /** The parameters of the path item, which apply to all its operations. */
  readonly pathParameters: unknown;
}

/**
 * Compiles the parameters and the request body of an operation.
 *
 * @throws DescriptionError where the operation could not be called with them: it requires a header or a form,
 * or a parameter has no usable name.
 */
export function compileParameters(
  context: CompileContext,
  described: DescribedOperation,
): CompiledParameter[] {
  const objects = parameterObjects(context, described);
  if (objects.length > MAX_PARAMETERS) throw new DescriptionError('has too many parameters');
  const placed = [...pathParams(context, described.path, objects), ...queryParams(context, objects)];
  const body = requestBody(context, described.operation, objects);
  const params = [...placed, ...bodyParams(context, body, placed)];
  if (params.length > MAX_PARAMETERS) throw new DescriptionError('has too many parameters');
  const names = params.map((param) => param.name);
  if (new Set(names).size < names.length) throw new DescriptionError('has two parameters with the same name');
  return params;
}

/** An operation's own parameters override those of its path item. */
function parameterObjects(
  { document }: CompileContext,
  { operation, pathParameters }: DescribedOperation,
): JsonObject[] {
  const each = [...asArray(operation['parameters']), ...asArray(pathParameters)].map((param) => {
    const reference = isObject(param) ? param['$ref'] : undefined;
    const object = typeof reference === 'string' ? document.resolveReference(reference) : param;
    if (!isObject(object) || typeof object['name'] !== 'string') {
      throw new DescriptionError('has a parameter without a name');
    }
    return object;
  });
  const keyed = each
    .toReversed()
    .map((object) => [`${String(object['in'])} ${String(object['name'])}`, object] as const);
  return [...new Map(keyed).values()].toReversed();
}

function pathParams(
  { platform, schemas, table }: CompileContext,
  path: string,
  objects: readonly JsonObject[],
): CompiledParameter[] {
  return pathTokens(path).map((token) => {
    const object = objects.find(
      ({ in: place, name }) => place === 'path' && normalizeToken(String(name)) === token,
    );
    if (parameterName(platform, token) !== token) {
      throw new DescriptionError('has a path parameter whose name cannot be used');
    }
    const schemaIndex =
      object === undefined
        ? table.add({ type: 'string' })
        : withoutNull(table, schemas.compile(parameterSchema(object)));
    return { name: token, in: 'path', wireName: token, required: true, schemaIndex };
  });
}

function queryParams(
  { platform, schemas, table }: CompileContext,
  objects: readonly JsonObject[],
): CompiledParameter[] {
  return objects.flatMap((object): CompiledParameter[] => {
    const { in: place, name: key } = object;
    const required = object['required'] === true;
    if (place === 'header' || place === 'cookie') {
      if (required) throw new DescriptionError(`requires a ${place}`);
      return [];
    }
    if (place === 'formData') throw new DescriptionError('requires a form instead of JSON');
    if (place !== 'query') return [];
    // The client adds the brackets of lists itself.
    const wireName = String(key).replace(/\[\]$/, '');
    const name = parameterName(platform, wireName);
    if (name === undefined) throw new DescriptionError('has a parameter whose name cannot be used');
    const schemaIndex = withoutNull(table, schemas.compile(parameterSchema(object)));
    return [{ name, in: 'query', wireName, required, schemaIndex }];
  });
}

/** Values in a URL cannot be null. */
function withoutNull(table: SchemaTable, index: number): number {
  const { nullable, ...node } = table.get(index);
  return nullable === undefined ? index : table.add(node);
}

/** In Swagger 2.0 a parameter object is its own schema. */
function parameterSchema(object: JsonObject): unknown {
  const { schema, content, description } = object;
  const nested = schema ?? jsonSchemaIn(content);
  if (nested === undefined) return object;
  return isObject(nested) && typeof description === 'string' ? { ...nested, description } : nested;
}

interface RequestBody {
  readonly schema: unknown;
  readonly required: boolean;
}

function requestBody(
  { document }: CompileContext,
  operation: JsonObject,
  objects: readonly JsonObject[],
): RequestBody | undefined {
  // Swagger 2.0 describes the body as a parameter.
  const bodyParameter = objects.find((object) => object['in'] === 'body');
  if (bodyParameter !== undefined) {
    return { schema: bodyParameter['schema'], required: bodyParameter['required'] === true };
  }
  const given = operation['requestBody'];
  if (!isObject(given)) return undefined;
  const reference = given['$ref'];
  const body = typeof reference === 'string' ? document.resolveReference(reference) : given;
  if (!isObject(body)) return undefined;
  const required = body['required'] === true;
  const schema = jsonSchemaIn(body['content']);
  if (schema === undefined && required) throw new DescriptionError('requires a body that is not JSON');
  return schema === undefined ? undefined : { schema, required };
}

function jsonSchemaIn(content: unknown): unknown {
  const types = Object.entries(isObject(content) ? content : {});
  const [, media] = types.find(([type]) => JSON_MEDIA_TYPE.test(type)) ?? [];
  return isObject(media) ? (media['schema'] ?? {}) : undefined;
}

/** The properties of a body become parameters. A body without named properties is one parameter. */
function bodyParams(
  { schemas, table }: CompileContext,
  body: RequestBody | undefined,
  placed: readonly CompiledParameter[],
): CompiledParameter[] {
  if (body === undefined) return [];
  const schema = schemas.normalize(body.schema);
  const { properties, additionalProperties } = schema.definition;
  const hasProperties =
    schema.type === 'object' && isObject(properties) && Object.keys(properties).length > 0;
  if (!hasProperties || additionalProperties === true || isObject(additionalProperties)) {
    const schemaIndex = withoutNull(table, schemas.compile(body.schema));
    return [{ name: 'body', in: 'body', wireName: null, required: body.required, schemaIndex }];
  }
  const names = new Set(placed.map((param) => param.name));
  const keys = Object.keys(properties);
  return schemas.compileProperties(schema).map(({ name, schemaIndex, required = false }, position) => ({
    name: names.has(name) ? `body_${name}` : name,
    in: 'body',
    wireName: keys[position] ?? name,
    required: required && body.required,
    schemaIndex,
  }));
}

/** Recognizes lists with numbered pages by the parameters that Civis gives all of them. */
export function inferPaging(
  table: SchemaTable,
  params: readonly CompiledParameter[],
  returns: Shape,
): Paging | null {
  const query = (name: string) => params.find((param) => param.in === 'query' && param.name === name);
  const limit = query('limit');
  if (limit === undefined || query('page_num') === undefined || !isListShape(returns)) return null;
  const size = table.get(limit.schemaIndex);
  const order = query('order');
  const orders = order === undefined ? undefined : table.get(order.schemaIndex);
  const [first = 'id', ...others] = (orders?.type === 'string' ? orders.values : undefined) ?? [];
  const largest = size.type === 'integer' ? (size.maximum ?? DEFAULT_PAGE_SIZE) : DEFAULT_PAGE_SIZE;
  return {
    maxPageSize: Math.max(1, Math.min(largest, ITERATOR_CAP)),
    orderFields: [first, ...others],
    defaultDirection: 'asc',
  };
}

/** Items in a page of Civis, where the description states no maximum. */
const DEFAULT_PAGE_SIZE = 50;

/** The name of a path parameter, as it is written in the template of the path. */
export function normalizeToken(name: string): string {
  return name.replace(/\W/g, '_');
}
