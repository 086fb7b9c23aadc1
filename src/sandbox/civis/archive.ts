import { findRow, NEEDED } from './access.ts';
import { placeOf } from './places.ts';
import { type Family, isoTime } from './platform.ts';
import { shown } from './views.ts';

const PATH = /^(?<mount>.+)\/archive$/;

/** Takes an object out of the lists that do not ask for archived ones, or puts it back. */
export const archive: Family = (civis, { path, effect }) => {
  const mount = PATH.exec(path)?.groups?.['mount'];
  if (mount === undefined) return undefined;
  const place = placeOf(mount);
  return (call) => {
    const row = findRow(civis, place, call.path, call.caller, NEEDED[effect]);
    row['archived'] = call.body['status'] ?? true;
    row['updated_at'] = isoTime(civis.now());
    return { value: shown(civis, place.collection, row) };
  };
};
