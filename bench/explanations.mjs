// Why a bar is missed, by the beginning of the measure's name. Shown only where it is missed: keep to what has been
// measured, and remove what is no longer so.
export const EXPLANATIONS = {
  'Upload of 2 GB: peak memory':
    'The program at rest is most of it. When the first responses of an object store have been read, V8 also ' +
    'optimizes the HTTP parser of undici, which is WebAssembly, and takes some 26 MB for as long as that lasts.',
  'Download of 2 GB: peak memory':
    'As with an upload; and chunks of 64 kB that have been written wait for a collection, some 25 MB of them at most.',
};

/** The explanation of a row that misses its bar, if there is one. */
export function explanationOf({ measure, held }) {
  if (held !== false) return undefined;
  return Object.entries(EXPLANATIONS).find(([start]) => measure.startsWith(start))?.[1];
}
