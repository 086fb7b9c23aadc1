import type { Arguments, Operation } from '../tools/operation.ts';
import { pathTokens } from '../tools/path-template.ts';
import { fieldShape, isListShape } from '../tools/shape.ts';
import { operationsAt } from './operations-by-path.ts';
import { pathFor } from './place.ts';

type Catalogue = ReadonlyMap<string, Operation>;

/** The reads that are served at a path. */
type ReadsAt = (path: string) => readonly Operation[];

/** Which operations show the values that a path parameter can have. */
export interface IdSource {
  /** The parameter. */
  readonly token: string;
  /** Lists all values that the call can take. */
  readonly list?: Operation;
  /** The object above, and its field that holds them. */
  readonly shownBy?: { readonly read: Operation; readonly field: string };
  /** Where no operation lists all of them: lists those that belong to the object already. */
  readonly partial?: Operation;
}

/** What an object can be added to, and where all of those are listed. */
const JOINED: Readonly<Record<string, string>> = {
  project_id: '/projects',
  user_id: '/users',
  group_id: '/groups',
};

/** The sources of a call's path parameters, the last parameter first. */
export function idSourcesOf(operation: Operation, args: Arguments, catalogue: Catalogue): IdSource[] {
  const path = pathFor(operation, args);
  const readsAt: ReadsAt = (wanted) =>
    operationsAt(wanted, operation.platform, catalogue, { withVariants: true }).filter(
      ({ effect, retired }) => effect === 'read' && retired === null,
    );
  // Of one platform alone, a list is served at the variant of its path.
  const listAt = (wanted: string) => readsAt(wanted).find((read) => isListShape(read.returns));
  return pathTokens(path)
    .toReversed()
    .map((token): IdSource => {
      const collection = path.slice(0, path.indexOf(`/{${token}}`));
      const own = ownLists(collection)
        .map(listAt)
        .find((list) => list !== undefined);
      const everywhere = operation.verb === 'PUT' ? JOINED[token] : undefined;
      if (everywhere === undefined || !path.endsWith(`{${token}}`)) {
        return own === undefined ? { token, ...shownAbove(collection, readsAt) } : { token, list: own };
      }
      const list = listAt(everywhere);
      if (list !== undefined) return { token, list };
      return own === undefined ? { token } : { token, partial: own };
    });
}

/**
 * The paths whose lists hold the objects of a collection: the collection's own; of shares, one list for users and
 * groups; of a subtype such as `/enhancements/cass-ncoa`, the list of every type.
 */
function ownLists(collection: string): string[] {
  const shares = /^.*\/shares(?=\/)/.exec(collection)?.[0];
  const everyType = collection.includes('{') ? undefined : /^\/[^/]+/.exec(collection)?.[0];
  return [collection, shares, everyType].filter((path) => path !== undefined);
}

/** A job shows its runs, an import its syncs. */
function shownAbove(collection: string, readsAt: ReadsAt): Pick<IdSource, 'shownBy'> {
  const above = collection.slice(0, collection.lastIndexOf('/'));
  const field = collection.slice(above.length + 1);
  const read = readsAt(above).find((each) => isListShape(fieldShape(each.returns, field)));
  return above.endsWith('}') && read !== undefined ? { shownBy: { read, field } } : {};
}
