/**
 * Names that tools had before, each with the one that it has now: calls by the old name go on working, under
 * the policy of the tool that they reach. A name is never removed from here, and never given to another tool.
 */
export const ALIASES: ReadonlyMap<string, string> = new Map([
  ['aiod_taxonomies_number_of_employees', 'aiod_taxonomies_numbers_of_employees'],
]);

/** Names that parameters of a tool had before, each with the one that it has now. Never listed, and accepted like it. */
export const FORMER_PARAMETERS: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map([
  ['civis_share', { object: 'kind' }],
]);
