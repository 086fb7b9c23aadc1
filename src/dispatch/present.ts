import { CallError } from '../errors.ts';
import { isDeeperThan, setOwn, snakeCase } from '../json.ts';
import { sanitizeText } from '../sanitize-text.ts';
import { fieldShape, isListShape, type Shape } from '../tools/shape.ts';
import {
  type CredentialRegistry,
  type FieldSensitivity,
  isSecret,
  REDACTED,
  redactLinks,
  sensitivityOf,
} from './redact.ts';

/** Levels of nesting; Civis's own API description has less than half of them. */
const MAX_DEPTH = 64;
/** Names of fields that are remembered for one shape: free maps may hold any number of keys. */
const MAX_REMEMBERED = 1_000;

/** What leaves this server: texts without hidden characters, values without secrets. */
export interface Presenter {
  /**
   * A platform's response under the documented names, sanitized and redacted, in one walk. `map` renames nothing.
   *
   * @throws CallError `platform_error` for a value that is nested too deep.
   */
  response(shape: Shape, value: unknown): unknown;
  /** What our own parts made of responses, errors and logs: sanitized and redacted under the names that it has. */
  protect(value: unknown): unknown;
}

/** A text on its way out; `isWhole` for one that belongs to an expiring link. */
type TextRule = (text: string, isWhole: boolean) => string;

/** What is known of a field by its name in a response. */
interface Field {
  readonly name: string;
  readonly shape: Shape;
  readonly sensitivity: FieldSensitivity;
}

/**
 * Replaces secrets by the name of their field, by their place in a link, and by value where a text holds one of
 * the server's own credentials. A server that was told to reveal secrets hides its own credentials alone.
 */
export function createPresenter(credentials: CredentialRegistry, reveal = false): Presenter {
  const presentText: TextRule = (text, isWhole) => {
    const own = credentials.removeFrom(sanitizeText(text));
    return isWhole ? own : redactLinks(own);
  };
  const presentName = (name: string) => credentials.removeFrom(sanitizeText(name));
  const { version } = credentials;
  const response = createWalk({ presentText, presentName, version, onTooDeep: refuseDepth });
  const protect = createWalk({ presentText, presentName, version, onTooDeep: () => REDACTED });
  return {
    response: (shape, value) => response(shape, value, reveal, 0),
    protect: (value) => protect('map', value, reveal, 0),
  };
}

/**
 * A platform's response under the documented names and otherwise as it came: for our own parts, which go on with
 * what it says.
 *
 * @throws CallError `platform_error` for a value that is nested too deep.
 */
export function toDocumentedNames(shape: Shape, value: unknown): unknown {
  return rename(shape, value, true, 0);
}

const rename = createWalk({
  presentText: (text) => text,
  presentName: (name) => name,
  version: () => 0,
  onTooDeep: refuseDepth,
});

interface WalkRules {
  readonly presentText: TextRule;
  readonly presentName: (name: string) => string;
  /** Changes where names have to be presented anew. */
  readonly version: () => number;
  readonly onTooDeep: () => unknown;
}

type Walk = (shape: Shape, value: unknown, isWhole: boolean, depth: number) => unknown;

function createWalk({ presentText, presentName, version, onTooDeep }: WalkRules): Walk {
  const fieldOf = rememberFields(version, (key, shape) => {
    const name = presentName(shape === 'map' ? key : snakeCase(key));
    return { name, shape: fieldShape(shape, name), sensitivity: sensitivityOf(name) };
  });

  const walk: Walk = (shape, value, isWhole, depth) => {
    if (typeof value === 'string') return presentText(value, isWhole);
    if (typeof value !== 'object' || value === null) return value;
    if (depth === MAX_DEPTH) return onTooDeep();
    if (Array.isArray(value)) {
      const item = isListShape(shape) ? shape[0] : shape;
      return value.map((element) => walk(item, element, isWhole, depth + 1));
    }
    const presented: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      const inner = (value as Record<string, unknown>)[key];
      const { name, shape: below, sensitivity } = fieldOf(shape, key);
      const shown =
        !isWhole && isSecret(sensitivity, inner)
          ? REDACTED
          : walk(below, inner, isWhole || sensitivity === 'expiring-link', depth + 1);
      setOwn(presented, name, shown);
    }
    return presented;
  };
  return walk;
}

/** Looks fields up once for each shape: the same few hundred come with every response. */
function rememberFields(
  version: () => number,
  describe: (key: string, shape: Shape) => Field,
): (shape: Shape, key: string) => Field {
  let scalars = new Map<string, Map<string, Field>>();
  let records = new WeakMap<object, Map<string, Field>>();
  let remembered = version();

  function knownFields(shape: Shape): Map<string, Field> {
    const known = typeof shape === 'string' ? scalars.get(shape) : records.get(shape);
    if (known !== undefined) return known;
    const fields = new Map<string, Field>();
    if (typeof shape === 'string') scalars.set(shape, fields);
    else records.set(shape, fields);
    return fields;
  }

  return (shape, key) => {
    if (remembered !== version()) {
      scalars = new Map();
      records = new WeakMap();
      remembered = version();
    }
    const known = knownFields(shape);
    const before = known.get(key);
    if (before !== undefined) return before;
    const field = describe(key, shape);
    if (known.size < MAX_REMEMBERED) known.set(key, field);
    return field;
  };
}

/**
 * For a response that goes on without being presented.
 *
 * @throws CallError `platform_error` for a value that is nested too deep.
 */
export function refuseTooDeep(value: unknown): void {
  if (isDeeperThan(MAX_DEPTH, value)) refuseDepth();
}

function refuseDepth(): never {
  throw new CallError('platform_error', `The response is nested more than ${MAX_DEPTH} levels deep.`);
}
