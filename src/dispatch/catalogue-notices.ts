import { isObject } from '../json.ts';
import { isKindName } from '../tools/aiod/attributes/kind-facts.ts';
import type { Arguments, Operation } from '../tools/operation.ts';
import type { Outcome } from '../tools/outcome.ts';
import type { OperationCall } from './send.ts';

/** What AI-on-Demand shows instead of e-mail addresses to a reader who may not see them. */
export const MASKED = '******';

/** What a list takes that no `limit` is given to. */
const DEFAULT_LIMITS: Partial<Record<Operation['procedure'], number>> = { list_in_batches: 100 };
const USUAL_LIMIT = 10;

const MASKED_NOTICE =
  'E-mail addresses are shown as ******: this account may not see them, or the platform does not accept its token. Check AIOD_ACCESS_TOKEN.';

/** Adds what a reader of AI-on-Demand’s response has to know of it: that there may be more, that something is hidden. */
export function addCatalogueNotices(
  operation: Operation,
  { args, platform }: OperationCall,
  outcome: Outcome,
): Outcome {
  if (operation.platform !== 'aiod' || operation.effect !== 'read') return outcome;
  const added = [
    ...fullPageNotice(operation, args, outcome.value),
    ...(platform.hasCredential && showsMask(outcome.value) ? [MASKED_NOTICE] : []),
  ];
  return added.length === 0 ? outcome : { ...outcome, notices: [...(outcome.notices ?? []), ...added] };
}

/** The platform sends no totals: whether there is more shows only in whether the page is full. */
function fullPageNotice(
  { params, procedure, resource }: Operation,
  args: Arguments,
  value: unknown,
): string[] {
  const isPaged = params.some(({ name }) => name === 'offset');
  if (!isPaged || !Array.isArray(value) || value.length === 0) return [];
  const limit = Number(args['limit'] ?? DEFAULT_LIMITS[procedure] ?? USUAL_LIMIT);
  if (value.length < limit) return [];
  const offset = Number(args['offset'] ?? 0) + value.length;
  const count = isKindName(resource) ? ` aiod_${resource}_counts counts all published ones.` : '';
  return [`The page is full, so there may be more: call again with offset=${offset}.${count}`];
}

function showsMask(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(showsMask);
  if (!isObject(value)) return false;
  const { email, resources } = value;
  return (
    (Array.isArray(email) && email.includes(MASKED)) || (Array.isArray(resources) && showsMask(resources))
  );
}
