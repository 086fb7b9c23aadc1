import type { PlatformName, Verb } from '../../client/interface.ts';
import { isObject } from '../../json.ts';
import { FIELDS_DESCRIPTION, ITERATOR_DESCRIPTION } from '../parameters.ts';
import { anonymousPath } from '../path-template.ts';
import type { Shape } from '../shape.ts';
import { isListShape } from '../shape.ts';
import { type CompileContext, compileParameters, inferPaging, normalizeToken } from './compile-parameters.ts';
import { createSchemaCompiler } from './compile-schema.ts';
import {
  type CompiledDescription,
  type CompiledOperation,
  type CompiledParameter,
  SAFE_PATH,
} from './compiled-description.ts';
import { createWarningList, DescriptionError } from './description-error.ts';
import { inferEffect } from './infer-effect.ts';
import { type JsonObject, type OpenApiDocument, parseDescription } from './openapi-document.ts';
import { methodOf, nameRequests, resourceOf } from './operation-names.ts';
import { responseShape } from './response-shape.ts';
import { inQuotes, MAX_LENGTH, sanitizeDescription } from './sanitize-description.ts';
import { createSchemaTable } from './schema-nodes.ts';

const VERBS_BY_METHOD: Readonly<Record<string, Verb>> = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
};
/** Keys of a path item that are not methods. */
const PATH_ITEM_FIELDS: ReadonlySet<string> = new Set(['parameters', 'summary', 'description', 'servers']);
const MAX_OPERATIONS = 5_000;

const TITLES: Readonly<Record<PlatformName, string>> = { civis: 'Civis', aiod: 'AI-on-Demand' };

export interface CompileOptions {
  readonly platform: PlatformName;
  /** Version prefix of the platform's paths, which the client adds to each request. */
  readonly version?: string;
}

/**
 * Compiles the text of a description. What cannot become an operation is left out, with a warning. The
 * servers that it names are ignored, since requests only go to the configured addresses.
 *
 * @throws DescriptionError where nothing of it can be used.
 */
export function compileDescription(
  text: string,
  { platform, version = '' }: CompileOptions,
): CompiledDescription {
  const document = parseDescription(text);
  if (platform === 'aiod') refuseOtherVersion(document, version);
  const table = createSchemaTable();
  const schemas = createSchemaCompiler(platform, document, table);
  const context: CompileContext = { platform, document, table, schemas };
  const shapes = createShapeTable();
  const warnings = createWarningList();
  const requests = collectRequests(document, version, warnings.add);
  if (requests.length > MAX_OPERATIONS) {
    throw new DescriptionError(`it has ${requests.length} operations; the maximum is ${MAX_OPERATIONS}`);
  }
  const operations = requests.flatMap((request) => {
    schemas.startOperation();
    try {
      return [compileOperation(context, request, shapes.add)];
    } catch (cause) {
      if (!(cause instanceof DescriptionError)) throw cause;
      warnings.add(`${request.verb} ${request.path}`, cause.message);
      return [];
    }
  });
  if (operations.length === 0) throw new DescriptionError('it has no operation that can be called');
  return {
    platform,
    schemas: table.schemas,
    shapes: shapes.shapes,
    operations: withNames(platform, operations),
    warnings: warnings.lines(),
  };
}

/**
 * Paths of another version would be sent below this one, where nothing is. A document whose paths have no version
 * states it elsewhere; if no version is configured, it is the right one.
 */
function refuseOtherVersion(document: OpenApiDocument, version: string): void {
  const described = new Set(document.paths.map(([path]) => /^\/(v\d+)\//.exec(path)?.[1]));
  const stated = version === '' ? undefined : /^v\d+$/.exec(String(document.version))?.[0];
  const [only = stated] = described;
  if (described.size !== 1 || only === undefined || only === version) return;
  const configured = version === '' ? 'empty' : version;
  throw new DescriptionError(`it describes version ${only}, but AIOD_API_VERSION is ${configured}`);
}

interface DescribedRequest {
  readonly verb: Verb;
  readonly path: string;
  readonly operation: JsonObject;
  readonly pathParameters: unknown;
}

function collectRequests(
  document: OpenApiDocument,
  version: string,
  warn: (where: string, why: string) => void,
): DescribedRequest[] {
  const prefix = version === '' ? '' : `/${version}`;
  const isVersioned = prefix !== '' && document.paths.some(([path]) => path.startsWith(`${prefix}/`));
  const paths = new Set(document.paths.map(([path]) => path));
  const patterns = new Set<string>();
  return document.paths.flatMap(([writtenPath, pathItem]) => {
    const isServed = !isVersioned || writtenPath.startsWith(`${prefix}/`);
    if (!isServed) {
      // A path that is also served with the version is not lost.
      if (!paths.has(`${prefix}${writtenPath}`)) warn(writtenPath, `is not served under ${prefix}`);
      return [];
    }
    const path = normalizePath(isVersioned ? writtenPath.slice(prefix.length) : writtenPath);
    if (!SAFE_PATH.test(path) || path.startsWith('/{')) {
      warn(writtenPath, 'is not a path that can be called');
      return [];
    }
    return Object.entries(pathItem).flatMap(([method, operation]): DescribedRequest[] => {
      const verb = Object.hasOwn(VERBS_BY_METHOD, method) ? VERBS_BY_METHOD[method] : undefined;
      const pattern = `${verb ?? ''} ${routePattern(path)}`;
      if (PATH_ITEM_FIELDS.has(method) || method.startsWith('x-')) return [];
      if (verb === undefined || !isObject(operation) || patterns.has(pattern)) {
        warn(
          `${method} ${writtenPath}`,
          verb === undefined
            ? 'has an HTTP method that is not supported'
            : 'is described twice or not at all',
        );
        return [];
      }
      patterns.add(pattern);
      return [{ verb, path, operation, pathParameters: pathItem['parameters'] }];
    });
  });
}

/** Removes the trailing slash, which neither platform needs, and normalizes the names of parameters. */
function normalizePath(path: string): string {
  return path
    .replace(/(?<=.)\/$/, '')
    .replace(/\{([^{}/]{1,64})\}/g, (_, name: string) => `{${normalizeToken(name)}}`);
}

/** A path without the names of its parameters, to recognize two descriptions of the same request. */
export function routePattern(path: string): string {
  return anonymousPath(path.replace(/(?<=.)\/$/, ''));
}

function compileOperation(
  context: CompileContext,
  request: DescribedRequest,
  addShape: (shape: Shape) => number,
): Omit<CompiledOperation, 'name'> {
  const { platform, schemas, table } = context;
  const { verb, path, operation } = request;
  const params = compileParameters(context, request);
  const returns = responseShape(platform, operation['responses'], schemas);
  const paging = platform === 'civis' ? inferPaging(table, params, returns) : null;
  const hasBody = params.some((param) => param.in === 'body');
  return {
    resource: resourceOf(path),
    method: methodOf(request),
    description: toolDescription(platform, request),
    effect: inferEffect({ verb, path, summary: operation['summary'], hasBody }),
    verb,
    path,
    auth: authOf(platform, verb, operation),
    params: [
      ...params,
      ...clientParams(context, params, paging !== null, verb === 'GET' && isListShape(returns)),
    ],
    paging,
    returns: addShape(returns),
    isDeprecated: isDeprecated(operation),
  };
}

/** Parameters that this server adds to lists, unless the operation has one of the same name. */
function clientParams(
  { table }: CompileContext,
  params: readonly CompiledParameter[],
  isPaged: boolean,
  isList: boolean,
): CompiledParameter[] {
  const add = (name: string, schemaIndex: number): CompiledParameter[] =>
    params.some((param) => param.name === name)
      ? []
      : [{ name, in: 'client', wireName: null, required: false, schemaIndex }];
  const iterator = isPaged
    ? add('iterator', table.add({ type: 'boolean', description: ITERATOR_DESCRIPTION }))
    : [];
  const text = table.add({ type: 'string' });
  const fields = isList
    ? add('fields', table.add({ type: 'array', itemIndex: text, description: FIELDS_DESCRIPTION }))
    : [];
  return [...iterator, ...fields];
}

/** The platform's text is quoted, and preceded by the platform's name. */
function toolDescription(platform: PlatformName, { verb, path, operation }: DescribedRequest): string {
  const { summary, description, 'x-deprecation-warning': advice } = operation;
  const first = sanitizeDescription(summary, MAX_LENGTH.tool);
  const warning = sanitizeDescription(advice, MAX_LENGTH.tool);
  const more = sanitizeDescription(description, Math.max(0, MAX_LENGTH.tool - first.length - warning.length));
  const sentences = [first, more === first ? '' : more, warning].filter(Boolean);
  const words = sentences
    .map((text, at) => (at === sentences.length - 1 || /[.…]$/.test(text) ? text : `${text}.`))
    .join(' ');
  const old = isDeprecated(operation) ? 'Deprecated. ' : '';
  return words === '' ? `${old}${verb} ${path}` : `${old}${TITLES[platform]}: ${inQuotes(words)}`;
}

/** Most descriptions only say so in their words: `Archive a script (deprecated, use ...)`. */
function isDeprecated({ deprecated, summary, description }: JsonObject): boolean {
  const says = (text: unknown, pattern: RegExp) => typeof text === 'string' && pattern.test(text);
  return (
    deprecated === true ||
    says(summary, /(?:^|[(,] ?)(?:deprecated|legacy)\b/i) ||
    says(description, /^\W{0,3}deprecated\b/i)
  );
}

/** Civis always requires a credential; AI-on-Demand to write, or where the description says so. */
function authOf(platform: PlatformName, verb: Verb, operation: JsonObject): CompiledOperation['auth'] {
  const { security } = operation;
  const isSecured = Array.isArray(security) && security.length > 0;
  return platform === 'civis' || verb !== 'GET' || isSecured ? 'required' : 'optional';
}

function withNames(
  platform: PlatformName,
  operations: readonly Omit<CompiledOperation, 'name'>[],
): CompiledOperation[] {
  const requests = operations.map((operation) => ({ ...operation, platform }));
  return Array.from(nameRequests(requests), ([{ platform: _, ...operation }, name]) => ({
    name,
    ...operation,
  }));
}

/** Equal shapes are kept once: reading, creating and updating an object have the same response. */
function createShapeTable() {
  const shapes: Shape[] = [];
  const indices = new Map<string, number>();
  return {
    shapes,
    add(shape: Shape): number {
      const key = JSON.stringify(shape);
      const index = indices.get(key) ?? shapes.push(shape) - 1;
      indices.set(key, index);
      return index;
    },
  };
}
