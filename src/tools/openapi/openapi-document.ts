import { isDeeperThan, isObject } from '../../json.ts';
import { DescriptionError } from './description-error.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A Swagger or OpenAPI document whose contents are not validated yet. */
export interface OpenApiDocument {
  readonly format: 'swagger' | 'openapi';
  /** The version that the document states of what it describes. */
  readonly version: unknown;
  readonly paths: readonly (readonly [path: string, pathItem: JsonObject])[];
  /**
   * Returns the target of a `$ref` within the document.
   *
   * @throws DescriptionError for any other reference: nothing is ever read from a file or an address.
   */
  resolveReference(reference: string): unknown;
}

/** The description of Civis has a tenth of this size. */
export const MAX_DESCRIPTION_BYTES = 16 * 1024 * 1024;
/** Levels of nesting; the description of Civis has less than half as many. */
const MAX_DEPTH = 64;
const MAX_PATHS = 5_000;
const SUPPORTED_VERSIONS = { swagger: /^2\.0$/, openapi: /^3\.[01]\.\d+$/ } as const;

/**
 * Parses the text of a description.
 *
 * The usual parsers are not used. `@readme/openapi-parser` 9 takes 0.35 s to load and 0.7 s to resolve the
 * 910 operations of Civis, and 36 s to refuse them because their empty descriptions are null; it reads
 * `$ref`s from files and addresses unless told otherwise, and exhausts the stack on deep nesting. All
 * that is needed here is to resolve pointers within one document.
 *
 * @throws DescriptionError for a text that is not a description, or one that is too large or too deep.
 */
export function parseDescription(text: string): OpenApiDocument {
  if (text.length > MAX_DESCRIPTION_BYTES) {
    throw new DescriptionError(`it is larger than ${MAX_DESCRIPTION_BYTES / 1024 / 1024} MB`);
  }
  const document = parseDocument(text);
  if (!isObject(document)) throw new DescriptionError('it is not a JSON object');
  if (isDeeperThan(MAX_DEPTH, document))
    throw new DescriptionError(`it is nested deeper than ${MAX_DEPTH} levels`);
  const format = formatOf(document);
  const { paths, info } = document;
  if (!isObject(paths)) throw new DescriptionError('it has no paths');
  const entries = Object.entries(paths);
  if (entries.length > MAX_PATHS) {
    throw new DescriptionError(`it has ${entries.length} paths; the maximum is ${MAX_PATHS}`);
  }
  return {
    format,
    version: isObject(info) ? info['version'] : undefined,
    paths: entries.map(([path, pathItem]) => [path, isObject(pathItem) ? pathItem : {}] as const),
    resolveReference: (reference) => resolvePointer(document, reference),
  };
}

function parseDocument(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DescriptionError('it is not valid JSON');
  }
}

function formatOf(document: JsonObject): OpenApiDocument['format'] {
  const { swagger, openapi } = document;
  if (typeof swagger === 'string' && SUPPORTED_VERSIONS.swagger.test(swagger)) return 'swagger';
  if (typeof openapi === 'string' && SUPPORTED_VERSIONS.openapi.test(openapi)) return 'openapi';
  throw new DescriptionError('it is neither Swagger 2.0 nor OpenAPI 3.0 or 3.1');
}

/** Only own keys are followed, so that no pointer leads to properties that every object inherits. */
function resolvePointer(document: JsonObject, reference: string): unknown {
  if (!reference.startsWith('#/'))
    throw new DescriptionError('contains a reference to something outside the description');
  return reference
    .slice(2)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, token) => {
      if (typeof value === 'object' && value !== null && Object.hasOwn(value, token)) {
        return (value as JsonObject)[token];
      }
      throw new DescriptionError('contains a reference to something that does not exist');
    }, document);
}
