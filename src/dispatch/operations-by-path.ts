import type { PlatformName } from '../client/interface.ts';
import type { Operation } from '../tools/operation.ts';
import { anonymousPath } from '../tools/path-template.ts';

type Catalogue = ReadonlyMap<string, Operation>;
type Index = ReadonlyMap<string, readonly Operation[]>;

/** Made at the first question about a catalogue: no call goes through all of it. */
const indexes = new WeakMap<Catalogue, Index>();

/**
 * The operations that a platform serves at a path, whatever its parameters are called, in the catalogue's order.
 * Paths that an operation takes in place of its own count only `withVariants`.
 */
export function operationsAt(
  path: string,
  platform: PlatformName,
  catalogue: Catalogue,
  { withVariants = false }: { readonly withVariants?: boolean } = {},
): readonly Operation[] {
  const wanted = anonymousPath(path);
  const found = indexByPath(catalogue).get(`${platform} ${wanted}`) ?? [];
  return withVariants ? found : found.filter((operation) => anonymousPath(operation.path) === wanted);
}

function indexByPath(catalogue: Catalogue): Index {
  const known = indexes.get(catalogue);
  if (known !== undefined) return known;
  const index = new Map<string, Operation[]>();
  for (const operation of catalogue.values()) {
    const paths = [operation.path, ...Object.values(operation.pathWith)].map(anonymousPath);
    for (const path of new Set(paths)) {
      const key = `${operation.platform} ${path}`;
      const others = index.get(key);
      if (others === undefined) index.set(key, [operation]);
      else others.push(operation);
    }
  }
  indexes.set(catalogue, index);
  return index;
}
