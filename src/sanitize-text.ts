import { stripVTControlCharacters } from 'node:util';

/** Control characters but tab and line feed, and characters that are not seen or turn the text around. */
const INVISIBLE = /[\p{Cf}\u115f\u1160\u3164\uffa0]|[^\P{Cc}\t\n]/gu;
const POSSIBLY_INVISIBLE = /[\p{Cf}\p{Cc}\u115f\u1160\u3164\uffa0]/u;
/** Most texts are plain ASCII, which is tested in a fraction of the time. */
const PLAIN_ASCII = /^[\t\n\x20-\x7e]*$/;

/**
 * Text of a platform as a model may read it: without terminal escapes, control, invisible and
 * bidirectional characters, in which instructions hide from the person who looks on.
 */
export function sanitizeText(text: string): string {
  if (PLAIN_ASCII.test(text) || !POSSIBLY_INVISIBLE.test(text)) return text;
  return stripVTControlCharacters(text).replaceAll('\r\n', '\n').replace(INVISIBLE, '');
}
