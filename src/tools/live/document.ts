import { isDeeperThan, isObject } from '../../json.ts';
import { Refusal } from './refusal.ts';

export type Raw = Readonly<Record<string, unknown>>;

/** A platform's description of itself, before anything in it is believed. */
export interface Description {
  readonly format: 'swagger' | 'openapi';
  readonly paths: readonly (readonly [path: string, methods: Raw])[];
  /**
   * What stands behind a `$ref` within the document.
   *
   * @throws Refusal for any other one: nothing is ever read from a file or an address.
   */
  follow(reference: string): unknown;
}

/** Bytes that a description may have; Civis's own has a tenth of them. */
export const LARGEST_DESCRIPTION = 16 * 1024 * 1024;
/** Levels of nesting; Civis's own description has less than half of them. */
const DEEPEST = 64;
const MOST_PATHS = 5_000;
const FORMATS = { swagger: /^2\.0$/, openapi: /^3\.[01]\.\d+$/ } as const;

/**
 * Opens the text of a description.
 *
 * The usual parsers are not used. `@readme/openapi-parser` 9 takes 0.35 s to load and 0.7 s to resolve the
 * 910 operations of Civis, and 36 s to refuse them because their empty descriptions are null; it reads
 * `$ref`s from files and addresses unless told otherwise, and exhausts the stack on deep nesting. What is
 * needed of a parser here is one pointer within one document.
 *
 * @throws Refusal for what is no description, or one that is larger or deeper than any platform's.
 */
export function openDescription(text: string): Description {
  if (text.length > LARGEST_DESCRIPTION) {
    throw new Refusal(`it is larger than ${LARGEST_DESCRIPTION / 1024 / 1024} MB`);
  }
  const document = parse(text);
  if (!isObject(document)) throw new Refusal('it is no object');
  if (isDeeperThan(DEEPEST, document)) throw new Refusal(`it is nested deeper than ${DEEPEST} levels`);
  const format = formatOf(document);
  const { paths } = document;
  if (!isObject(paths)) throw new Refusal('it has no paths');
  const entries = Object.entries(paths);
  if (entries.length > MOST_PATHS) {
    throw new Refusal(`it has ${entries.length} paths, and at most ${MOST_PATHS} are read`);
  }
  return {
    format,
    paths: entries.map(([path, methods]) => [path, isObject(methods) ? methods : {}] as const),
    follow: (reference) => follow(document, reference),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('it is no JSON');
  }
}

function formatOf(document: Raw): Description['format'] {
  const { swagger, openapi } = document;
  if (typeof swagger === 'string' && FORMATS.swagger.test(swagger)) return 'swagger';
  if (typeof openapi === 'string' && FORMATS.openapi.test(openapi)) return 'openapi';
  throw new Refusal('it is neither Swagger 2.0 nor OpenAPI 3.0 or 3.1');
}

/** A JSON pointer along own keys alone, so that none leads to what every object inherits. */
function follow(document: Raw, reference: string): unknown {
  if (!reference.startsWith('#/')) throw new Refusal('refers to something outside of the description');
  return reference
    .slice(2)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, token) => {
      if (typeof value === 'object' && value !== null && Object.hasOwn(value, token)) {
        return (value as Raw)[token];
      }
      throw new Refusal('refers to something that is not there');
    }, document);
}
