import type { PlatformName, Verb } from '../../client/interface.ts';
import { pathTokens } from '../path-template.ts';
import { methodName } from '../tool-names.ts';
import { abbreviateName, MAX_NAME_LENGTH } from './abbreviate-name.ts';

/** What a name is made of. */
export interface NamedRequest {
  readonly platform: PlatformName;
  readonly verb: Verb;
  readonly path: string;
}

/** An underscore and a number up to that of the largest description. */
const MAX_NUMBER_LENGTH = 5;

export function resourceOf(path: string): string {
  return toNamePart(path.split('/')[1] ?? '');
}

/** The name of a request within its resource, by the rule of the documented methods. */
export function methodOf({ verb, path }: Pick<NamedRequest, 'verb' | 'path'>): string {
  return toNamePart(methodName(verb, path));
}

/**
 * Names requests by the rule of the documented methods, whatever their order. Of several with one name, the
 * one with the most path parameters keeps it, and the others state how their paths differ. A name that passes
 * to a request which is added later therefore only passes to one that requires more arguments. If none has
 * more than the others, none keeps the name.
 *
 * @param taken Names that belong to something else.
 */
export function nameRequests<R extends NamedRequest>(
  requests: readonly R[],
  taken: ReadonlySet<string> = new Set(),
): ReadonlyMap<R, string> {
  const names = new Map<R, string>();
  const used = new Set(taken);
  const give = (request: R, name: string) => {
    names.set(request, name);
    used.add(name);
  };
  const groups = groupByName(requests);
  for (const [name, [first, second]] of groups) {
    const isClear = second === undefined || (first !== undefined && rankOf(first) > rankOf(second));
    if (first !== undefined && isClear && !used.has(name)) give(first, name);
  }
  const numbers = new Map<string, number>();
  for (const request of [...groups.values()].flat()) {
    if (!names.has(request)) give(request, distinctName(request, used, numbers));
  }
  return names;
}

/** Each group in order of rank; the order of the groups depends on nothing but the requests either. */
function groupByName<R extends NamedRequest>(requests: readonly R[]): ReadonlyMap<string, readonly R[]> {
  const ordered = requests.toSorted(
    (one, other) => rankOf(other) - rankOf(one) || (requestLine(one) < requestLine(other) ? -1 : 1),
  );
  const groups = new Map<string, R[]>();
  for (const request of ordered) {
    const name = fittingName(request, methodOf(request));
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [request]);
    else group.push(request);
  }
  return groups;
}

/** Path parameters count most; of two spellings, the plain one comes first. */
function rankOf({ path }: NamedRequest): number {
  return 2 * pathTokens(path).length + (spellingOf(path) === null ? 1 : 0);
}

function requestLine({ verb, path }: NamedRequest): string {
  return `${verb} ${path}`;
}

/** The first free name that states the parameters, or the spelling; else one with a number. */
function distinctName(
  request: NamedRequest,
  used: ReadonlySet<string>,
  numbers: Map<string, number>,
): string {
  const spelling = spellingOf(request.path);
  const suffix = spelling === null ? '' : `_with_${spelling}`;
  const plain = spelling === null ? [] : [methodOf(request)];
  const stated = [...plain, methodWithParameters(request)].map((method) =>
    fittingName(request, `${method}${suffix}`),
  );
  const free = stated.find((name) => !used.has(name));
  if (free !== undefined) return free;
  const stem = fittingName(request, methodWithParameters(request), MAX_NAME_LENGTH - MAX_NUMBER_LENGTH);
  let number = numbers.get(stem) ?? 2;
  while (used.has(`${stem}_${number}`)) number += 1;
  numbers.set(stem, number + 1);
  return `${stem}_${number}`;
}

/** The method's name with every path parameter in its place: `put_by_id_archive`; `put_archive_without_id`. */
function methodWithParameters(request: NamedRequest): string {
  const [verb] = methodOf(request).split('_');
  const segments = request.path.split('/').slice(2);
  const words = segments.map((segment) => segment.replace(/^\{(\w+)\}$/, 'by_$1'));
  const isWhole = !request.path.includes('{');
  return toNamePart([verb, ...words, ...(isWhole ? ['without_id'] : [])].join('_'));
}

/** What a path is written with beyond small letters, digits and underscores; null if nothing. */
function spellingOf(path: string): string | null {
  const fixed = path.replaceAll(/\{\w+\}/g, '');
  if (/[A-Z]/.test(fixed)) return 'capitals';
  if (fixed.includes('-')) return 'hyphens';
  return /[.~]/.test(fixed) ? 'dots' : null;
}

function fittingName({ platform, path }: NamedRequest, method: string, longest?: number): string {
  const owner = nameWords(resourceOf(path));
  const [verb = '', ...words] = nameWords(method);
  return abbreviateName([platform, ...owner, verb], words, longest);
}

function nameWords(name: string): string[] {
  return name.split('_').filter(Boolean);
}

function toNamePart(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '_');
}
