const STRING_END = '(?:\\u001b\\\\|\\u009c)';

/**
 * Escape sequences of terminals (ECMA-48). Each part ends where a character of another class begins, so that the
 * time is linear; util.stripVTControlCharacters takes quadratic time.
 */
export const ESCAPE_SEQUENCE = new RegExp(
  [
    // CSI: colours, movements
    '\\u001b\\[[0-?]*[ -/]*[@-~]',
    '\\u009b[0-?]+[ -/]*[@-~]',
    // OSC: titles, links; also ended by BEL
    `\\u001b\\][^\\u0007\\u001b\\u009c]*(?:\\u0007|${STRING_END})`,
    // DCS, SOS, PM, APC
    `\\u001b[PX^_][^\\u001b\\u009c]*${STRING_END}`,
    // any other
    '\\u001b[ -/]*[0-~]',
  ].join('|'),
  'g',
);

/** Control characters but tab and line feed, and characters that are not seen or turn the text around. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]|[^\P{Cc}\t\n]/gu;
const POSSIBLY_INVISIBLE = /[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/u;
const LINE_ENDS = /\r\n|[\u2028\u2029]/g;
/** Most texts are plain ASCII, which is tested in a fraction of the time. */
const PLAIN_ASCII = /^[\t\n\x20-\x7e]*$/;

/**
 * Text of a platform as a model may read it: without terminal escapes, control, invisible and
 * bidirectional characters, in which instructions hide from the person who looks on.
 */
export function sanitizeText(text: string): string {
  if (PLAIN_ASCII.test(text) || !POSSIBLY_INVISIBLE.test(text)) return text;
  return text.replace(ESCAPE_SEQUENCE, '').replace(LINE_ENDS, '\n').replace(INVISIBLE, '');
}
