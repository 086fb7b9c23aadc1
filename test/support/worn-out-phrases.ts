/** A phrase that is hard to read for many users, and what to write instead. */
export interface WornOutPhrase {
  readonly pattern: RegExp;
  readonly better: string;
}

/** Phrases that must not appear in any text that users read. */
export const WORN_OUT_PHRASES: readonly WornOutPhrase[] = [
  // Rules, types and defaults
  { pattern: /\bdue (?:is|are)\b/i, better: 'must be …' },
  { pattern: /\b(?:text|list|array|object|number|value|string) (?:is|are) due\b/i, better: 'must be a …' },
  {
    pattern: /(?<!\bthere )\b(?:is|are|was) no (?!longer\b|more\b|later\b|less\b)\w/i,
    better: 'is not a …',
  },
  { pattern: /\bat the most\b/i, better: 'at most; Maximum: …' },
  { pattern: /\b(?:are|is) the most\b/i, better: 'must be at most …' },
  { pattern: /\bwhole numbers?\b/i, better: 'integer' },
  { pattern: /\bwhen (?:absent|empty|left out|not asked|not given)\b/i, better: 'Default: …' },
  { pattern: /\bunless you say otherwise\b/i, better: 'default' },
  { pattern: /\bagain for each\b/i, better: 'repeatable' },
  { pattern: /\blongest that\b/i, better: 'maximum time for …' },
  { pattern: /\bas (?:it|they) stands?\b/i, better: 'literal; unchanged' },
  { pattern: /\bas (?:it|they) (?:is|are)(?=[.,;]|$)/i, better: 'unchanged' },
  { pattern: /\bgive (?:\w+ ){1,4}anew\b|\banew\b/i, better: 'again' },
  { pattern: /\bin place of\b/i, better: 'instead of' },
  { pattern: /\bno moment\b|\bmoment of the past\b|\byet to come\b/i, better: 'time; must be in the past' },
  { pattern: /\bthe word (?:true|false|null|none)\b/i, better: 'the value …' },
  { pattern: /\bin words\b/i, better: 'in plain language' },
  // Actions
  {
    pattern: /\btak(?:e|es|en|ing) (?:\S+ ){0,5}away\b|\btook (?:\S+ ){0,5}away\b/i,
    better: 'revoke; delete',
  },
  { pattern: /\btakes? nothing\b/i, better: 'non-destructive' },
  { pattern: /\btakes? back\b|\btakes? (?:\w+ ){1,3}back\b/i, better: 'revoke' },
  { pattern: /\bbring(?:s|ing)?\b|\bbrought\b/i, better: 'return; get; clean up' },
  { pattern: /\banswers (?:its|it|the|an?|no|with|who|what|nothing|null|for)\b/i, better: 'returns …' },
  { pattern: /\b(?:in|of) answers\b|\bin (?:an|the) answer\b/i, better: 'in results; in the response' },
  { pattern: /\bput (?:it |them |this )?right\b/i, better: 'fix' },
  { pattern: /\bpass(?:es)? through you\b/i, better: 'is not sent through the model' },
  { pattern: /\b(?:run|reads?|keeps?|sets?|given|told) (?:\w+ )?apart\b/i, better: 'separately' },
  { pattern: /\bgoes? (?:its|the) way\b|\bgoes by\b/i, better: 'is handled; is identified by' },
  { pattern: /\bgo(?:es)? on (?!to\b)(?:waiting|reading|with|from)\b/i, better: 'continue' },
  { pattern: /\bstrikes\b/i, better: 'affects' },
  // Failures
  { pattern: /\b(?:breaks?|broke|broken|breaking) off\b/i, better: 'closed the connection' },
  { pattern: /\bis not known\b|\bare not known\b/i, better: 'unknown; not found' },
  { pattern: /\bnothing is called\b/i, better: 'unknown tool or group' },
  { pattern: /\bis to be (?:seen|had|cancelled|found)\b/i, better: 'can be seen; was requested' },
  { pattern: /\b(?:defects?|faults?) of (?:its|our|their) own\b/i, better: 'an internal error' },
  { pattern: /\bin doubt\b/i, better: 'if unclear' },
  { pattern: /\bgraver\b/i, better: 'stricter' },
  { pattern: /\b(?:that|which|it) is away\b/i, better: 'unavailable' },
  { pattern: /\bstops nothing\b/i, better: 'does not block' },
  { pattern: /\bfate\b/i, better: 'outcome' },
  { pattern: /\ball the same\b/i, better: 'nevertheless' },
  { pattern: /\bholds? (?:no|nothing)\b/i, better: 'contains no …' },
  {
    pattern: /\bsays (?:so|nothing|of)\b|\b(?:schema|file|field|page|index|verb|facts|documentation) says\b/i,
    better: 'contains; states; shows',
  },
  // Places and people
  { pattern: /\b(?:of|on|to) this machine\b|\bthis machine alone\b/i, better: 'local; localhost' },
  { pattern: /\bbeside\b/i, better: 'next to; in addition to' },
  { pattern: /\bby (?:itself|themselves)\b/i, better: 'automatically' },
  { pattern: /\bwho(?:so)?ever\b/i, better: 'anyone who; the user who' },
  { pattern: /\btwins?\b/i, better: 'environment variable' },
  { pattern: /\bwhat is not\b/i, better: 'anything that is not' },
  { pattern: /\b(?:likes of|or the like)\b/i, better: 'and similar …' },
];

/** Places that need such phrases: what users may type in a search. */
export const EXEMPT: readonly string[] = [
  'src/tools/search/action-synonyms.ts',
  'src/tools/search/catalogue-synonyms.ts',
  'src/tools/search/noun-synonyms.ts',
  'src/tools/search/object-synonyms.ts',
  'src/tools/search/request-synonyms.ts',
];
