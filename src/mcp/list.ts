import type { Tool } from '@modelcontextprotocol/server';
import { hintsOf, type Operation } from '../tools/operation.ts';
import { toToolSchema } from '../tools/schema.ts';

/** The tools as hosts see them, in the catalogue's order: built once, frozen and shared by every request. */
export function buildToolList(operations: readonly Operation[]): readonly Tool[] {
  return Object.freeze(
    operations.map(({ name, title, description, effect, input }) =>
      Object.freeze({
        name,
        title,
        description,
        inputSchema: toToolSchema(input) as Tool['inputSchema'],
        annotations: Object.freeze(hintsOf(effect)),
      }),
    ),
  );
}
