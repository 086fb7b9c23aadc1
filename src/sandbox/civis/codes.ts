import { toText } from '../../json.ts';
import type { Operation } from '../../tools/operation.ts';
import { invalidResource } from './civis-error.ts';
import type { CivisPlatform, Handler, HandlerMap } from './civis-platform.ts';
import { collectionHandler } from './collections.ts';

const CODE_TYPES = new Set(['Code::FrontEnd', 'Code::Python', 'Code::R', 'Code::Sql']);

/** Code snippets: their type has to be a known one. */
export function codeHandlers(civis: CivisPlatform, operations: readonly Operation[]): HandlerMap {
  const writeOperations = operations.filter(
    ({ resource, params }) => resource === 'codes' && params.some(({ in: location }) => location === 'body'),
  );
  return Object.fromEntries(
    writeOperations.map((operation) => {
      const write = collectionHandler(civis, operation);
      const validateAndWrite: Handler = (request) => {
        const { type } = request.body;
        if (type !== undefined && !CODE_TYPES.has(toText(type))) {
          throw invalidResource(`type must be one of ${[...CODE_TYPES].join(', ')}.`);
        }
        return write(request);
      };
      return [`${operation.verb} ${operation.path}`, validateAndWrite];
    }),
  );
}
