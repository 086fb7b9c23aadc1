import type { CompleteRequestParams, CompleteResult } from '@modelcontextprotocol/server';
import { listingOf, MAX_SUGGESTIONS, type SearchObjects } from './object-search.ts';
import type { Prompts } from './prompts/prompt-list.ts';
import type { Resources } from './resources/resource-list.ts';

export interface CompletionParts {
  readonly prompts: Prompts;
  readonly resources: Resources;
  readonly search: SearchObjects;
}

/** Completes an argument of a prompt or a variable of a template while a person types it. */
export async function complete(
  { ref, argument: { name, value }, context }: CompleteRequestParams,
  { prompts, resources, search }: CompletionParts,
  signal: AbortSignal,
): Promise<CompleteResult> {
  const chosen = context?.arguments ?? {};
  const source =
    ref.type === 'ref/prompt'
      ? prompts.completionSourceOf(ref.name, name)
      : resources.suggestionsOf(ref.uri, name);
  if (source === undefined) return suggest([]);
  if (typeof source !== 'string') return suggest(source.filter((word) => word.includes(value.toLowerCase())));
  const listing = listingOf(source, chosen);
  return suggest(listing === undefined ? [] : await search(listing, value, signal));
}

function suggest(values: readonly string[]): CompleteResult {
  const shown = values.slice(0, MAX_SUGGESTIONS);
  return { completion: { values: shown, total: values.length, hasMore: shown.length < values.length } };
}
