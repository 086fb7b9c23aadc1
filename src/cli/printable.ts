import { sanitizeText } from '../sanitize-text.ts';

/** What steers a terminal, or is not seen in it, but for the line feeds of the layout. */
const UNPRINTABLE = /[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|[^\P{Cc}\n]/gu;

/** Text of a server as a part of one line at a terminal. */
export function printableLine(text: string): string {
  return sanitizeText(text).replace(/\s+/g, ' ').trim();
}

/** A value as JSON that can be shown at a terminal: what is not printable is escaped, so that nothing is lost. */
export function printableJson(value: unknown, indent = 2): string {
  return JSON.stringify(value, undefined, indent).replace(UNPRINTABLE, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}
