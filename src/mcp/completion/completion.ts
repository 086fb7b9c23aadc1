import type { CompleteRequestParams, CompleteResult } from '@modelcontextprotocol/server';
import { type CompletionSource, listingOf, MAX_SUGGESTIONS, type SearchObjects } from './object-search.ts';

/** What a value is completed with: words that are known, or something to search for. */
export type Suggestions = readonly string[] | CompletionSource | undefined;

export interface CompletionParts {
  readonly sourceOfPromptArgument: (prompt: string, argument: string) => Suggestions;
  readonly sourceOfTemplateVariable: (template: string, variable: string) => Suggestions;
  readonly search: SearchObjects;
}

/** Completes an argument of a prompt or a variable of a template while a person types it. */
export async function complete(
  { ref, argument: { name, value }, context }: CompleteRequestParams,
  { sourceOfPromptArgument, sourceOfTemplateVariable, search }: CompletionParts,
  signal: AbortSignal,
): Promise<CompleteResult> {
  const chosen = context?.arguments ?? {};
  const source =
    ref.type === 'ref/prompt'
      ? sourceOfPromptArgument(ref.name, name)
      : sourceOfTemplateVariable(ref.uri, name);
  if (source === undefined) return suggest([]);
  if (typeof source !== 'string') return suggest(source.filter((word) => word.includes(value.toLowerCase())));
  const listing = listingOf(source, chosen);
  return suggest(listing === undefined ? [] : await search(listing, value, signal));
}

function suggest(values: readonly string[]): CompleteResult {
  const shown = values.slice(0, MAX_SUGGESTIONS);
  return { completion: { values: shown, total: values.length, hasMore: shown.length < values.length } };
}
