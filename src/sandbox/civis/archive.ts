import { findRow, REQUIRED_LEVELS } from './access-control.ts';
import { type HandlerFactory, isoTime } from './civis-platform.ts';
import { parseResourcePath } from './resource-paths.ts';
import { serializeRow } from './serializers.ts';

const PATH = /^(?<basePath>.+)\/archive$/;

/** Archives an object, so that only lists that ask for archived ones have it, or restores it. */
export const archiveHandler: HandlerFactory = (civis, { path, effect }) => {
  const basePath = PATH.exec(path)?.groups?.['basePath'];
  if (basePath === undefined) return undefined;
  const resourcePath = parseResourcePath(basePath);
  return (request) => {
    const row = findRow(civis, resourcePath, request.path, request.caller, REQUIRED_LEVELS[effect]);
    row['archived'] = request.body['status'] ?? true;
    row['updated_at'] = isoTime(civis.now());
    return { value: serializeRow(civis, resourcePath.collection, row) };
  };
};
