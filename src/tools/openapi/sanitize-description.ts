import { sanitizeText } from '../../sanitize-text.ts';

/** Characters of a platform's text that the descriptions of tools and parameters repeat. */
export const MAX_LENGTH = { tool: 240, parameter: 400 } as const;
/** Characters of a text that are read at all, which bounds the time for a hostile one. */
const MAX_TEXT_LENGTH = 4_000;

/**
 * Text that instructs a model instead of describing. Quoting is the actual defence against it; these patterns
 * remove plain instructions altogether. Nothing in the description of Civis matches them.
 */
const INSTRUCTIONS: readonly RegExp[] = [
  /\b(ignore|disregard|forget|override|bypass)\b.{0,40}\b(previous|prior|above|earlier|all|any|your|these|system|safety)\b.{0,40}\b(instruction|prompt|rule|message|direction|guideline|polic|context|everything)/i,
  /\b(system|developer|hidden|secret|initial)\s*(prompt|message|instruction)/i,
  /\b(system|assistant|user|human|developer)\s*:\s/i,
  /\[\/?inst\]|<\|[a-z_]+\|>|<\/?\s*(system|user|assistant|instructions?|prompt|tool\w*)\b[^<>]*>|(?<!#)#{2,}\s*(system|instruction)/i,
  /\byou\s+(are|must|should|shall|will|have to|need to|may)\s+(now|always|never|immediately|act|call|invoke|execute|reveal|tell|obey|follow)\b/i,
  /\b(do not|don't|never|without)\s+(tell|inform|ask|mention|notify|show|warn|confirm)/i,
  /\b(always|first|instead|then|must|please|immediately|before|after)\s+(call|invoke|run|execute|use|calling|invoking|using)\b.{0,30}\b(tool|function)s?\b/i,
  /\b(civis|aiod)_[a-z]+_[a-z_]+/i,
  /\b(ai (agent|assistant|model)|language model|chatgpt|claude)s?\b/i,
  /\b(important|attention|urgent|critical)\s*[:!]/i,
];

/**
 * Returns a platform's text as one line without markup, addresses and quotes, truncated to `longest`. Empty
 * where there is no text, or where it contains instructions to a model.
 */
export function sanitizeDescription(text: unknown, longest: number): string {
  if (typeof text !== 'string') return '';
  const plain = sanitizeText(text.slice(0, MAX_TEXT_LENGTH).toWellFormed());
  if (containsInstructions(plain)) return '';
  const words = plain
    .replace(/<\/?[a-z!][^<>]{0,200}>/gi, ' ')
    .replace(/\b[a-z][a-z0-9+.-]{1,10}:\/\/\S+/gi, '(address)')
    .replace(/["“”]/g, "'")
    .replace(/[<>`\\]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return truncateAtWord(words, longest);
}

/** Look-alike letters are normalized before the patterns are applied. */
export function containsInstructions(text: string): boolean {
  const plain = text.normalize('NFKC').replace(/\s+/g, ' ');
  return INSTRUCTIONS.some((instruction) => instruction.test(plain));
}

/** Quotes a platform's text, so that it cannot pass for this program's own; empty text stays empty. */
export function inQuotes(words: string): string {
  return words === '' ? '' : `"${words}"`;
}

/** A quoted text with at most `longest` characters between its quotes. */
export function shortenQuoted(quoted: string, longest: number): string {
  return inQuotes(truncateAtWord(quoted.slice(1, -1), longest));
}

function truncateAtWord(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest - 1).toWellFormed();
  const end = cut.lastIndexOf(' ');
  return `${end > longest / 2 ? cut.slice(0, end) : cut}…`;
}
