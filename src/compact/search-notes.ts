import type { Operation } from '../tools/operation.ts';
import type { UnavailableTopic } from '../tools/search/unavailable-topics.ts';
import { listSome } from '../wording.ts';

/** Maximum number of resources in the note on a search without a match. */
const MAX_NAMED_RESOURCES = 40;
const PLATFORMS: readonly Operation['platform'][] = ['civis', 'aiod'];

export const OTHER_LANGUAGE = 'Queries must be in English. Translate the query and search again.';

/** What there is to search, for a query that is empty: the operations of each resource. */
export function resourceCounts(operations: readonly Operation[]): string {
  const counts = PLATFORMS.map((platform) => {
    const byResource = new Map<string, number>();
    for (const operation of operations.filter((each) => each.platform === platform)) {
      byResource.set(operation.resource, (byResource.get(operation.resource) ?? 0) + 1);
    }
    const listed = [...byResource].map(([resource, count]) => `${resource} ${count}`).sort();
    return listed.length === 0 ? '' : `${platform}: ${listed.join(', ')}.`;
  });
  return ['Operations by resource.', ...counts.filter(Boolean), 'Describe what you want to do.'].join(' ');
}

/** `No operation matches with platform: aiod; without it, 12 do.` */
export function emptyFilters(filters: Readonly<Record<string, unknown>>, without: number): string {
  const named = ['platform', 'resource', 'effect']
    .filter((name) => filters[name] !== undefined)
    .map((name) => `${name}: ${String(filters[name])}`);
  return `No operation matches with ${named.join(', ')}. Without ${named.length > 1 ? 'these filters' : 'this filter'}, ${without} match.`;
}

/** `Nothing here sends Slack messages. Nearest: civis_jobs_list.` */
export function weakMatch(topic: UnavailableTopic | undefined, nearest: readonly Operation[]): string {
  const names = nearest.map(({ name }) => name).join(', ');
  return `${unavailable(topic) ?? 'No operation clearly matches.'} Nearest: ${names}.`;
}

export function noMatch(topic: UnavailableTopic | undefined, resources: readonly string[]): string {
  const others = `Use other words; available resources: ${listSome(resources, MAX_NAMED_RESOURCES)}.`;
  return unavailable(topic) ?? `No operation found. ${others}`;
}

function unavailable(topic: UnavailableTopic | undefined): string | undefined {
  if (topic === undefined) return undefined;
  return [`Nothing here ${topic.does}.`, ...(topic.instead === undefined ? [] : [topic.instead])].join(' ');
}
