import type { Operation } from '../operation.ts';
import { pathTokens } from '../path-template.ts';
import { isListShape } from '../shape.ts';
import { stemOf } from './stemmer.ts';
import { stemsIn } from './tokenizer.ts';

/** What an operation does, as a person would say it. */
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
  /** Added to a project, or removed from one. */
  | 'into'
  | 'takeout';

/** An operation as the search index holds it. */
export interface IndexDocument {
  readonly id: number;
  readonly operation: Operation;
  readonly action: Action;
  /** What it acts on, the outermost first: `job`, `share`, `user`. */
  readonly nouns: readonly string[];
  readonly pathParameterCount: number;
  readonly parameterStems: ReadonlySet<string>;
  readonly text: Readonly<Record<IndexedField, string>>;
}

export const INDEXED_FIELDS = ['nouns', 'action', 'name', 'title', 'description', 'parameters'] as const;
export type IndexedField = (typeof INDEXED_FIELDS)[number];

/** Words of method names that do not name what the operation acts on. */
const NON_NOUNS: ReadonlySet<string> = new Set(
  'get list post put patch delete register replace update search cancel clone archive asset assets from set remove'.split(
    ' ',
  ),
);

/** What one platform calls a permission is a share on the other. */
const SAME_NOUNS: ReadonlyMap<string, string> = new Map([['permission', 'share']]);

export function toIndexDocument(operation: Operation, id: number): IndexDocument {
  const { name, resource, method, title, description, params } = operation;
  const methodNouns = method
    .split('_')
    .filter((word, position) => !NON_NOUNS.has(word) || (word === 'update' && position > 0));
  const stems = [...resource.split('_'), ...methodNouns].map(stemOf);
  const nouns = [...new Set(stems.map((stem) => SAME_NOUNS.get(stem) ?? stem))];
  const action = actionOf(operation);
  const nameStems = stemsIn(name.replaceAll('_', ' '));
  const parameterStems = stemsIn(params.map((param) => param.name.replaceAll('_', ' ')).join(' '));
  return {
    id,
    operation,
    action,
    nouns,
    pathParameterCount: pathTokens(operation.path).length,
    parameterStems: new Set(parameterStems),
    text: {
      nouns: nouns.join(' '),
      action,
      name: nameStems.join(' '),
      // Words of the name count once.
      title: stemsIn(title)
        .filter((stem) => !nameStems.includes(stem))
        .join(' '),
      description: stemsIn(description).join(' '),
      parameters: parameterStems.join(' '),
    },
  };
}

function actionOf({ effect, verb, path, method, returns }: Operation): Action {
  const endsWith = (word: string) => new RegExp(`/${word}(/\\{\\w+\\})?$`).test(path);
  if (/\/(shares|permissions)(\/|$)/.test(path) && effect !== 'read')
    return effect === 'delete' ? 'revoke' : 'grant';
  if (endsWith('projects') && path.split('/').length > 3 && effect !== 'read')
    return verb === 'DELETE' ? 'takeout' : 'into';
  if (endsWith('clone')) return 'copy';
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
