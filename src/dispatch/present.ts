import { CallError } from '../errors.ts';
import { isDeeperThan, setOwn, snakeCase } from '../json.ts';
import { sanitizeText } from '../sanitize-text.ts';
import { fieldShape, isListShape, type Shape } from '../tools/shape.ts';
import { addHidden, createHiddenFields, type HiddenFields } from './hidden-fields.ts';
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
   * What is redacted is added to `hidden`.
   *
   * @throws CallError `platform_error` for a value that is nested too deep.
   */
  response(shape: Shape, value: unknown, hidden?: HiddenFields): unknown;
  /** The same with the platform's secrets in it, as a server shows it that was told to reveal them. */
  revealed(shape: Shape, value: unknown): unknown;
  /**
   * The same for our own parts, as it came but for credentials and signatures in texts: our own parts shorten and
   * quote texts, and half of a key is recognized by nobody.
   */
  inner(shape: Shape, value: unknown): unknown;
  /** What our own parts made of responses, errors and logs: sanitized and redacted under the names that it has. */
  protect(value: unknown, hidden?: HiddenFields): unknown;
}

/** A text on its way out, of a field; `isWhole` for one that belongs to an expiring link. */
type TextRule = (text: string, isWhole: boolean, field: string, hidden: HiddenFields) => string;

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
  const presentText: TextRule = (text, isWhole, field, hidden) => {
    const clean = sanitizeText(text);
    const foreign = credentials.removeFrom(clean);
    if (foreign !== clean) addHidden(hidden.ownCredentials, field);
    if (isWhole) return foreign;
    const shown = redactLinks(foreign);
    if (shown !== foreign) addHidden(hidden.secrets, field);
    return shown;
  };
  const presentName = (name: string) => credentials.removeFrom(sanitizeText(name));
  const { version } = credentials;
  const rules = { presentText, presentName, version, isHidden: isSecret, onTooDeep: refuseDepth };
  const response = createWalk(rules);
  const inner = createWalk({
    presentText: (text, isWhole) => {
      const foreign = credentials.removeFrom(text);
      return isWhole ? foreign : redactLinks(foreign);
    },
    presentName: (name) => name,
    version: () => 0,
    isHidden: () => false,
    onTooDeep: refuseDepth,
  });
  const protect = createWalk({ ...rules, onTooDeep: () => REDACTED });
  const unnoticed = createHiddenFields();
  return {
    response: (shape, value, hidden = unnoticed) => response(shape, value, { isWhole: reveal, hidden }),
    revealed: (shape, value) => response(shape, value, { isWhole: true, hidden: unnoticed }),
    inner: (shape, value) => inner(shape, value, { isWhole: reveal, hidden: unnoticed }),
    protect: (value, hidden = unnoticed) => protect('map', value, { isWhole: reveal, hidden }),
  };
}

/**
 * A platform's response under the documented names and otherwise as it came: for what goes on to be presented.
 *
 * @throws CallError `platform_error` for a value that is nested too deep.
 */
export function toDocumentedNames(shape: Shape, value: unknown): unknown {
  return rename(shape, value, { isWhole: true, hidden: UNNOTICED });
}

const UNNOTICED = createHiddenFields();
const rename = createWalk({
  isHidden: () => false,
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
  readonly isHidden: (sensitivity: FieldSensitivity, value: unknown) => boolean;
  readonly onTooDeep: () => unknown;
}

interface WalkState {
  readonly isWhole: boolean;
  readonly hidden: HiddenFields;
}

/** What a text is called that is the whole value. */
const WHOLE_VALUE = 'value';

type Walk = (shape: Shape, value: unknown, state: WalkState) => unknown;

function createWalk({ presentText, presentName, version, isHidden, onTooDeep }: WalkRules): Walk {
  const fieldOf = rememberFields(version, (key, shape) => {
    const name = presentName(shape === 'map' ? key : snakeCase(key));
    return { name, shape: fieldShape(shape, name), sensitivity: sensitivityOf(name) };
  });

  function walk(
    shape: Shape,
    value: unknown,
    isWhole: boolean,
    depth: number,
    field: string,
    hidden: HiddenFields,
  ): unknown {
    if (typeof value === 'string') return presentText(value, isWhole, field, hidden);
    if (typeof value !== 'object' || value === null) return value;
    if (depth === MAX_DEPTH) return onTooDeep();
    if (Array.isArray(value)) {
      const item = isListShape(shape) ? shape[0] : shape;
      return value.map((element) => walk(item, element, isWhole, depth + 1, field, hidden));
    }
    const presented: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      const inner = (value as Record<string, unknown>)[key];
      const { name, shape: below, sensitivity } = fieldOf(shape, key);
      if (!isWhole && isHidden(sensitivity, inner)) {
        addHidden(hidden.secrets, name);
        setOwn(presented, name, REDACTED);
        continue;
      }
      const isWholeBelow = isWhole || sensitivity === 'expiring-link';
      setOwn(presented, name, walk(below, inner, isWholeBelow, depth + 1, name, hidden));
    }
    return presented;
  }
  return (shape, value, { isWhole, hidden }) => walk(shape, value, isWhole, 0, WHOLE_VALUE, hidden);
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
