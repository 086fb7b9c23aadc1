import { sanitizeText } from '../clean.ts';

/** Characters of a platform's words that a tool and a parameter repeat. */
export const LONGEST = { tool: 240, parameter: 160 } as const;
/** How much more of a text is looked at: enough to clean it, not what a hostile one would have. */
const LOOKED_AT = 4_000;

/**
 * Text that speaks to a model instead of describing. Quoting is the defence that holds; this keeps what is
 * plainly meant to instruct from being read at all. Nothing in Civis's own description is like it.
 */
const INSTRUCTIONS: readonly RegExp[] = [
  /\b(ignore|disregard|forget|override|bypass)\b.{0,40}\b(previous|prior|above|earlier|all|any|your|these|system|safety)\b.{0,40}\b(instruction|prompt|rule|message|direction|guideline|polic|context|everything)/i,
  /\b(system|developer|hidden|secret|initial)\s*(prompt|message|instruction)/i,
  /\b(system|assistant|user|human|developer)\s*:\s/i,
  /\[\/?inst\]|<\|[a-z_]+\|>|<\/?\s*(system|user|assistant|instructions?|prompt|tool\w*)\b[^<>]*>|#{2,}\s*(system|instruction)/i,
  /\byou\s+(are|must|should|shall|will|have to|need to|may)\s+(now|always|never|immediately|act|call|invoke|execute|reveal|tell|obey|follow)\b/i,
  /\b(do not|don't|never|without)\s+(tell|inform|ask|mention|notify|show|warn|confirm)/i,
  /\b(always|first|instead|then|must|please|immediately|before|after)\s+(call|invoke|run|execute|use|calling|invoking|using)\b.{0,30}\b(tool|function)s?\b/i,
  /\b(civis|aiod)_[a-z]+_[a-z_]+/i,
  /\b(ai (agent|assistant|model)|language model|chatgpt|claude)s?\b/i,
  /\b(important|attention|urgent|critical)\s*[:!]/i,
];

/**
 * A platform's words as a model may read them: one line, without markup, addresses and quotes, no longer
 * than asked. Empty where there are none, or where they speak to the model.
 */
export function platformWords(text: unknown, longest: number): string {
  if (typeof text !== 'string') return '';
  const plain = sanitizeText(text.slice(0, LOOKED_AT).toWellFormed());
  if (speaksToModel(plain)) return '';
  const words = plain
    .replace(/<\/?[a-z!][^<>]{0,200}>/gi, ' ')
    .replace(/\b[a-z][a-z0-9+.-]{1,10}:\/\/\S+/gi, '(address)')
    .replace(/["“”]/g, "'")
    .replace(/[<>`\\]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return shorten(words, longest);
}

/** Look-alikes count as the letters that they look like. */
export function speaksToModel(text: string): boolean {
  const plain = text.normalize('NFKC').replace(/\s+/g, ' ');
  return INSTRUCTIONS.some((instruction) => instruction.test(plain));
}

/** A platform's words in quotes, so that they cannot pass for this program's own; empty for none. */
export function quoted(words: string): string {
  return words === '' ? '' : `"${words}"`;
}

function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest - 1).toWellFormed();
  const end = cut.lastIndexOf(' ');
  return `${end > longest / 2 ? cut.slice(0, end) : cut}…`;
}
