import type { Operation } from '../operation.ts';
import { pathTokens } from '../path-template.ts';
import { isListShape } from '../shape.ts';
import { isPlural, stemOf } from './stemmer.ts';
import { stemsIn } from './tokenizer.ts';

/** What an operation does, as a person would say it. */
export type Action =
  | 'list'
  | 'search'
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
  /** Given to another owner. */
  | 'transfer'
  /** Added to a project or a group, or removed from one. */
  | 'into'
  | 'takeout';

/** An operation as the search index holds it. */
export interface IndexDocument {
  readonly id: number;
  readonly operation: Operation;
  /** The first is what it does; others are words that people use for it. */
  readonly actions: readonly Action[];
  /** What it acts on, the outermost first, each with its words: `spot order`, `share`, `user`. */
  readonly segments: readonly Segment[];
  /** The words of all segments. */
  readonly nouns: readonly string[];
  readonly pathParameterCount: number;
  /** Whether the platform advises against it. */
  readonly isOutdated: boolean;
  /** The stems of each field. */
  readonly text: Readonly<Record<IndexedField, readonly string[]>>;
}

/** A part of a path that names something. */
export interface Segment {
  readonly stems: readonly string[];
  /** Other words for the same thing, which a query may use instead. */
  readonly aliases: readonly string[];
}

/**
 * Parameters are left out: those of a described operation are created at first access, which for all of them takes
 * longer than the index itself, and the requests of `npm run bench:choice` find 0.3 % more with them.
 */
export const INDEXED_FIELDS = ['nouns', 'name', 'description'] as const;
export type IndexedField = (typeof INDEXED_FIELDS)[number];

/** Characters of a description that are indexed: what follows is detail. */
const LONGEST_DESCRIPTION = 300;

/** Words of AI-on-Demand's method names, and of paths, that do not name what the operation acts on. */
const NON_NOUNS: ReadonlySet<string> = new Set(
  'get list post put patch delete register replace update search cancel clone archive transfer asset assets from set remove'.split(
    ' ',
  ),
);

/** What one platform calls a permission is a share on the other. */
const SAME_NOUNS: ReadonlyMap<string, string> = new Map([['permission', stemOf('share')]]);

/** By the stems of a segment: other words for it. */
const SEGMENT_ALIASES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    // Who is in a group, a person would say, has access to it.
    members: ['user', 'share'],
    executions: ['run'],
    favorites: ['bookmark'],
    me: ['user'],
    refs: ['branch'],
    'api keys': ['token'],
    'data sets': ['dataset'],
  }).map(([segment, aliases]) => [segment.split(' ').map(stemOf).join(' '), aliases.map(stemOf)]),
);

export function toIndexDocument(operation: Operation, id: number): IndexDocument {
  const { name, description } = operation;
  const segments = nameSegments(operation);
  const nouns = [...new Set(segments.flatMap(({ stems, aliases }) => [...stems, ...aliases]))];
  const actions = operationActions(operation);
  return {
    id,
    operation,
    actions,
    segments,
    nouns,
    pathParameterCount: pathTokens(operation.path).length,
    isOutdated: operation.retired !== null || /\bdeprecated\b|\(legacy\)/i.test(description),
    text: {
      nouns,
      name: stemsIn(name.replaceAll('_', ' ')),
      description: stemsIn(description.slice(0, LONGEST_DESCRIPTION)),
    },
  };
}

function nameSegments({ platform, resource, method, path }: Operation): Segment[] {
  const written =
    platform === 'civis'
      ? [resource, ...path.split('/').slice(2)].filter((part) => !part.startsWith('{'))
      : [
          resource,
          wordsOf(method)
            .filter((word) => !NON_NOUNS.has(word))
            .join('_'),
        ];
  const seen = new Set<string>();
  return written.flatMap((part, position): Segment[] => {
    const words = wordsOf(part);
    if (position > 0 && words.every((word) => NON_NOUNS.has(word))) return [];
    const stems = words.map(stemOf);
    const key = stems.join(' ');
    if (seen.has(key)) return [];
    seen.add(key);
    return [
      {
        stems: stems.length === 1 ? stems.map((stem) => SAME_NOUNS.get(stem) ?? stem) : stems,
        aliases: SEGMENT_ALIASES.get(key) ?? [],
      },
    ];
  });
}

function wordsOf(part: string): string[] {
  return part.split(/[_-]/).filter(Boolean);
}

/** What the operation does, and other words for it where people use them. */
function operationActions(operation: Operation): Action[] {
  const { effect, verb, path, method } = operation;
  const last = path.split('/').findLast((part) => !part.startsWith('{')) ?? '';
  const depth = path.split('/').length;
  if (/\/(shares|permissions)(\/|$)/.test(path) && effect !== 'read')
    return [effect === 'delete' ? 'revoke' : 'grant'];
  if (effect === 'read') return readActions(operation);
  if (/^(projects|parent_projects|members|tags|favorites)$/.test(last) && depth > 3)
    return verb === 'DELETE' ? ['takeout', 'delete', 'revoke'] : ['into', 'create', 'grant'];
  if (last === 'clone') return ['copy'];
  if (last === 'transfer') return ['transfer'];
  if (last === 'deployments' && verb === 'DELETE') return ['cancel', 'delete'];
  if (effect === 'run') return method === 'post' ? ['start', 'create'] : ['start'];
  return [effect === 'share' ? 'grant' : effect];
}

function readActions({ path, returns }: Operation): Action[] {
  if (path.startsWith('/search')) return ['search', 'list'];
  if (isListShape(returns)) return ['list'];
  // The shape of some lists is not described; what a path ends in tells whether it holds several.
  if (path.endsWith('}')) return ['get'];
  return isPlural(path.split('/').at(-1) ?? '') ? ['list', 'get'] : ['get', 'list'];
}
