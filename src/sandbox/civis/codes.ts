import type { Operation } from '../../tools/operation.ts';
import { collectionHandler } from './collections.ts';
import { invalidResource } from './errors.ts';
import type { Civis, Handler, Handlers } from './platform.ts';

const TYPES = new Set(['Code::FrontEnd', 'Code::Python', 'Code::R', 'Code::Sql']);

/** Code snippets are of a few known types. */
export function codeHandlers(civis: Civis, operations: readonly Operation[]): Handlers {
  const writing = operations.filter(
    ({ resource, params }) => resource === 'codes' && params.some(({ in: place }) => place === 'body'),
  );
  return Object.fromEntries(
    writing.map((operation) => {
      const write = collectionHandler(civis, operation);
      const checked: Handler = (call) => {
        const { type } = call.body;
        if (type !== undefined && !TYPES.has(String(type))) {
          throw invalidResource(`type is none of ${[...TYPES].join(', ')}.`);
        }
        return write(call);
      };
      return [`${operation.verb} ${operation.path}`, checked];
    }),
  );
}
