/** A text in the form that its parameter takes, or undefined where the form does not follow from the text. */
export type CoercedText = string | undefined;

/** Date and time, with any of the separators and zones that are in use; the seconds may be absent. */
const TIME =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(:\d{2})?(\.\d{1,9})? ?([Zz]|UTC|utc|GMT|[+-]\d{2}:?\d{2})?$/;
const MIDNIGHT = /^(\d{4}-\d{2}-\d{2})[Tt ]00:00(?::00(?:\.0{1,9})?)?[Zz]?$/;
const ONE_WORD = /^[A-Za-z]\w*$/;

/** `2016-12-31 23:59:59` → `2016-12-31T23:59:59Z`. Whether its values exist is left to validation. */
export function coerceTime(
  text: string,
): { readonly time: string; readonly isZoneAssumed: boolean } | undefined {
  const [, date = '', minutes = '', seconds = ':00', fraction = '', zone] = TIME.exec(text.trim()) ?? [];
  if (date === '') return undefined;
  return {
    time: `${date}T${minutes}${seconds}${fraction}${zoneOf(zone)}`,
    isZoneAssumed: zone === undefined,
  };
}

/** `+0200` → `+02:00`; anything without digits, and no zone at all, is UTC. */
function zoneOf(zone = 'Z'): string {
  return /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(-2)}` : 'Z';
}

/** The date of a time at midnight, which says nothing else. */
export function coerceDate(text: string): CoercedText {
  return MIDNIGHT.exec(text.trim())?.[1];
}

/** The one allowed value that the text is, apart from letter case. */
export function coerceWord(text: string, allowed: readonly string[]): CoercedText {
  if (allowed.includes(text)) return text;
  const wanted = text.trim().toLowerCase();
  const [only, another] = allowed.filter((word) => word.toLowerCase() === wanted);
  return another === undefined ? only : undefined;
}

/** `import` → `JobTypes::Import`; a text that already has a namespace, of whatever kind, stays as it is. */
export function inNamespace(namespace: string, text: string): string {
  return ONE_WORD.test(text) ? `${namespace}${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;
}
