import { isObject, toText } from '../../json.ts';
import type { WorkflowContext } from '../workflow.ts';

/** Submissions that are looked into: reviewers see those of all users. */
const MAX_SUBMISSIONS = 25;

export interface Review {
  readonly decision: string;
  readonly comment: string;
  readonly decision_date: string;
}

export interface Submission {
  readonly identifier: number;
  readonly request_date: string;
  readonly comment: string;
  readonly reviews: readonly Review[];
  /** Identifiers of everything that was submitted with it. */
  readonly assets: readonly string[];
}

/**
 * The newest submission with the asset in it. The platform does not say in which one an asset is: it is found by
 * looking into them.
 */
export async function findSubmission(
  { callOperation }: WorkflowContext,
  mode: 'pending' | 'completed',
  asset: string,
): Promise<Submission | undefined> {
  const { value } = await callOperation('aiod_submissions_get_list', { mode });
  const identifiers = (Array.isArray(value) ? value : [])
    .map((item) => (isObject(item) ? Number(item['identifier']) : Number.NaN))
    .filter(Number.isInteger)
    .sort((one, other) => other - one)
    .slice(0, MAX_SUBMISSIONS);
  for (const identifier of identifiers) {
    const found = readSubmission((await callOperation('aiod_submissions_get', { identifier })).value);
    if (found.assets.includes(asset)) return found;
  }
  return undefined;
}

function readSubmission(value: unknown): Submission {
  const { identifier, request_date, comment, reviews, assets } = isObject(value) ? value : {};
  const list = (items: unknown) => (Array.isArray(items) ? items.filter(isObject) : []);
  return {
    identifier: Number(identifier),
    request_date: toText(request_date),
    comment: toText(comment),
    reviews: list(reviews).map((review) => ({
      decision: toText(review['decision']),
      comment: toText(review['comment']),
      decision_date: toText(review['decision_date']),
    })),
    assets: list(assets).map((asset) => toText(asset['identifier'])),
  };
}
