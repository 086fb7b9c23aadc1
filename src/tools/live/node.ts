/**
 * A schema as the live catalogue keeps it: what the portable subset can say, and nothing else. Children
 * stand in one table and are named by their place in it, always before their parents: no cycle can be said.
 */
export type Node = Says &
  (
    | {
        readonly is: 'text';
        readonly format?: 'date' | 'date-time';
        readonly values?: string[];
        readonly csv?: true;
      }
    | { readonly is: 'integer' | 'number'; readonly minimum?: number; readonly maximum?: number }
    | { readonly is: 'flag' | 'any' }
    | { readonly is: 'list' | 'map'; readonly of: number }
    | { readonly is: 'record'; readonly fields: Field[] }
  );

interface Says {
  /** The platform's words, cleaned. */
  readonly says?: string;
  readonly nullable?: true;
}

/** One key of a record: its name here, its node, and its name on the wire where no rule gives it. */
export interface Field {
  readonly name: string;
  readonly node: number;
  readonly required?: true;
  readonly wire?: string;
}

/** What a schema of the node says of itself. */
export function wordsFor(node: Node): string | undefined {
  const values = node.is === 'text' && node.csv && node.values;
  const words = [
    node.says,
    values && `Comma-separated: ${values.join(', ')}`,
    node.nullable && 'May be null',
  ];
  const told = words.filter((word) => typeof word === 'string');
  return told.length === 0 ? undefined : told.join(' ');
}

/** Collects nodes; equal ones are kept once, since hundreds of operations share their parts. */
export interface NodeTable {
  add(node: Node): number;
  get(place: number): Node;
  readonly nodes: readonly Node[];
}

export function createNodeTable(): NodeTable {
  const nodes: Node[] = [];
  const places = new Map<string, number>();
  return {
    nodes,
    add(node) {
      const key = JSON.stringify(node);
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, nodes.length);
      return nodes.push(node) - 1;
    },
    get(place) {
      const node = nodes[place];
      if (node === undefined) throw new RangeError(`There is no node ${place}.`);
      return node;
    },
  };
}
