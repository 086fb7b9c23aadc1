import type { Operation } from '../operation.ts';
import { pathTokens } from '../path-template.ts';
import { isListShape } from '../shape.ts';
import { stemOf, stemsIn } from './terms.ts';

/** What is done to a thing, as a person would say it. */
export type Action =
  | 'list'
  | 'get'
  | 'create'
  | 'update'
  | 'replace'
  | 'delete'
  | 'start'
  | 'cancel'
  | 'archive'
  | 'copy'
  | 'grant'
  | 'revoke'
  | 'into'
  | 'takeout';

/** An operation as the index has it. */
export interface Document {
  readonly id: number;
  readonly operation: Operation;
  readonly action: Action;
  /** What it acts on, the outermost first: `job`, `share`, `user`. */
  readonly things: readonly string[];
  /** How many identifiers its path needs. */
  readonly needs: number;
  /** The words of its parameters. */
  readonly takes: ReadonlySet<string>;
  readonly text: Readonly<Record<Field, string>>;
}

export const FIELDS = ['things', 'action', 'name', 'title', 'description', 'params'] as const;
export type Field = (typeof FIELDS)[number];

/** Words of a method's name that say what is done, or nothing, and not what it is done to. */
const NO_THINGS: ReadonlySet<string> = new Set(
  'get list post put patch delete register replace update search cancel clone archive asset assets from'.split(
    ' ',
  ),
);

export function documentOf(operation: Operation, id: number): Document {
  const { name, resource, method, title, description, params } = operation;
  const behind = method
    .split('_')
    .filter((word, at) => !NO_THINGS.has(word) || (word === 'update' && at > 0));
  const things = [...new Set([...resource.split('_'), ...behind].map(stemOf))];
  const action = actionOf(operation);
  const called = stemsIn(name.replaceAll('_', ' '));
  const takes = stemsIn(params.map((param) => param.name.replaceAll('_', ' ')).join(' '));
  return {
    id,
    operation,
    action,
    things,
    needs: pathTokens(operation.path).length,
    takes: new Set(takes),
    text: {
      things: things.join(' '),
      action,
      name: called.join(' '),
      // A title that says the name again adds nothing.
      title: stemsIn(title)
        .filter((stem) => !called.includes(stem))
        .join(' '),
      description: stemsIn(description).join(' '),
      params: takes.join(' '),
    },
  };
}

function actionOf({ effect, verb, path, method, returns }: Operation): Action {
  const ends = (word: string) => new RegExp(`/${word}(/\\{\\w+\\})?$`).test(path);
  if (/\/shares(\/|$)/.test(path) && effect !== 'read') return verb === 'DELETE' ? 'revoke' : 'grant';
  if (ends('projects') && path.split('/').length > 3 && effect !== 'read')
    return verb === 'DELETE' ? 'takeout' : 'into';
  if (ends('clone')) return 'copy';
  switch (effect) {
    case 'read':
      return isListShape(returns) || /(^|_)list(_|$)/.test(method) ? 'list' : 'get';
    case 'run':
      return 'start';
    case 'share':
      return 'grant';
    default:
      return effect;
  }
}
