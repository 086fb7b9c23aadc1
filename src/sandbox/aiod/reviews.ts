import { isObject } from '../../json.ts';
import { KIND_FACTS, kindOfIdentifier } from '../../tools/aiod/attributes/kind-facts.ts';
import { type Account, isReviewer } from './accounts.ts';
import { AiodError } from './aiod-error.ts';
import {
  type AiodPlatform,
  type Asset,
  formatMoment,
  type Review,
  type Submission,
} from './aiod-platform.ts';
import { findAsset, mayAdminister, mayWrite } from './asset-access.ts';
import { tableRow } from './asset-records.ts';
import { readBodyFields, textListReader } from './body-reader.ts';
import { integerReader, textReader, wordReader } from './pydantic-values.ts';
import type { QueryParameters } from './query-reader.ts';

const MODES = ['oldest', 'newest', 'all', 'pending', 'completed'];
const DECISIONS = ['accepted', 'rejected', 'retracted'];

export const modeParameters: QueryParameters = { mode: { read: wordReader(MODES), default: 'newest' } };

const comment = (maxLength: number) => ({ read: textReader({ maxLength }), default: '' });

/** Submits assets for review, all or none of them. @throws AiodError 400, 403, 404 or 422 */
export function submitAssets(
  aiod: AiodPlatform,
  user: Account,
  body: unknown,
): { submission_identifier: number } {
  const given = readBodyFields({ asset_identifiers: { read: textListReader }, comment: comment(256) }, body);
  const assets = (given['asset_identifiers'] as string[]).map((identifier) => {
    const kind = kindOfIdentifier(identifier);
    if (kind === undefined) throw new AiodError(422, `${identifier} is not a valid resource identifier.`);
    return findAsset(aiod, kind, identifier);
  });
  return submit(aiod, user, assets, String(given['comment']));
}

/** Submits one asset, as the older path does. */
export function submitOneAsset(
  aiod: AiodPlatform,
  user: Account,
  asset: Asset,
  body: unknown,
): { submission_identifier: number } {
  const given = readBodyFields({ comment: comment(256) }, isObject(body) ? body : {});
  return submit(aiod, user, [asset], String(given['comment']));
}

function submit(aiod: AiodPlatform, user: Account, assets: readonly Asset[], text: string) {
  for (const asset of assets) {
    const name = `${KIND_FACTS[asset.kind].singular} ${asset.identifier}`;
    if (!mayAdminister(asset, user)) {
      throw new AiodError(403, `You do not have permission to submit ${name}.`);
    }
    if (asset.status !== 'draft') {
      throw new AiodError(400, `Cannot submit ${name} since it has '${asset.status}' status.`);
    }
  }
  for (const asset of assets) asset.status = 'submitted';
  const submission: Submission = {
    identifier: aiod.state.submissions.length + 1,
    user: user.name,
    requested: aiod.moment(),
    comment: text,
    assets: assets.map(({ identifier }) => identifier),
  };
  aiod.state.submissions.push(submission);
  return { submission_identifier: submission.identifier };
}

/** Submissions of the user, and those of all for reviewers. */
export function listSubmissions(aiod: AiodPlatform, user: Account, mode: unknown): unknown[] {
  const visible = aiod.state.submissions.filter((each) => each.user === user.name || isReviewer(user));
  const pending = visible.filter((submission) => isPending(aiod, submission));
  const chosen = {
    oldest: pending.slice(0, 1),
    newest: pending.slice(-1),
    all: visible,
    pending,
    completed: visible.filter((submission) => !pending.includes(submission)),
  }[String(mode)];
  return (chosen ?? []).map(submissionRow);
}

/** @throws AiodError 403 or 404 */
export function getSubmission(aiod: AiodPlatform, user: Account, identifier: number): unknown {
  const submission = aiod.state.submissions[identifier - 1];
  if (submission === undefined)
    throw new AiodError(404, `No submission with identifier ${identifier} found.`);
  if (submission.user !== user.name && !isReviewer(user)) {
    throw new AiodError(403, `You do not have permission to view submission with identifier ${identifier}.`);
  }
  return {
    ...submissionRow(submission),
    reviews: reviewsOf(aiod, submission).map(reviewRow),
    assets: assetsOf(aiod, submission).map((asset) => tableRow(aiod, asset)),
  };
}

/** Decides on a submission. @throws AiodError 400, 403 or 422 */
export function reviewSubmission(aiod: AiodPlatform, user: Account, body: unknown): unknown {
  const given = readBodyFields(
    {
      comment: comment(1800),
      decision: { read: wordReader(DECISIONS) },
      submission_identifier: { read: integerReader },
    },
    body,
  );
  if (!isReviewer(user)) {
    throw new AiodError(403, 'You must have reviewing privileges to use this endpoint.');
  }
  const identifier = Number(given['submission_identifier']);
  const submission = aiod.state.submissions[identifier - 1];
  if (submission === undefined)
    throw new AiodError(400, `No submission with identifier ${identifier} found.`);
  if (!isPending(aiod, submission)) {
    throw new AiodError(400, 'Submission is no longer pending review, no new decision may be made.');
  }
  const own = assetsOf(aiod, submission).find((asset) => mayWrite(asset, user));
  if (own !== undefined) {
    throw new AiodError(
      403,
      `Review request contains asset '${own.identifier}', which you own. You do not have permission to review your own assets.`,
    );
  }
  return reviewRow(decide(aiod, submission, String(given['decision']), String(given['comment'])));
}

/** Retracts a submission; an unknown one is reported in a response that says it succeeded. */
export function retractSubmission(aiod: AiodPlatform, user: Account, identifier: string): unknown {
  const submission = aiod.state.submissions.find((each) => String(each.identifier) === identifier);
  if (submission === undefined) {
    return { status_code: 404, detail: `Submission ${identifier} not found.`, headers: null };
  }
  if (!isPending(aiod, submission)) {
    throw new AiodError(400, 'Cannot retract this submission, as it is not under review.');
  }
  if (!assetsOf(aiod, submission).some((asset) => mayAdminister(asset, user))) {
    throw new AiodError(
      403,
      'You must be administrator of at least one asset in the review to retract the submission.',
    );
  }
  const review = decide(aiod, submission, 'retracted', '');
  return {
    review_identifier: review.identifier,
    submission_identifier: submission.identifier,
    decision: review.decision,
  };
}

function decide(aiod: AiodPlatform, submission: Submission, decision: string, text: string): Review {
  const review: Review = {
    identifier: aiod.state.reviews.length + 1,
    submission: submission.identifier,
    decision,
    comment: text,
    decided: aiod.moment(),
  };
  aiod.state.reviews.push(review);
  for (const asset of assetsOf(aiod, submission)) {
    asset.status = decision === 'accepted' ? 'published' : 'draft';
  }
  return review;
}

function isPending(aiod: AiodPlatform, submission: Submission): boolean {
  return reviewsOf(aiod, submission).length === 0;
}

function reviewsOf(aiod: AiodPlatform, { identifier }: Submission): Review[] {
  return aiod.state.reviews.filter((review) => review.submission === identifier);
}

function assetsOf(aiod: AiodPlatform, { assets }: Submission): Asset[] {
  return assets.flatMap((identifier) => aiod.state.assets.get(identifier) ?? []);
}

function submissionRow({ identifier, requested, comment: text }: Submission) {
  return { identifier, request_date: formatMoment(requested), comment: text };
}

function reviewRow({ identifier, submission, decision, comment: text, decided }: Review) {
  return {
    comment: text,
    identifier,
    decision_date: formatMoment(decided),
    decision,
    submission_identifier: submission,
  };
}
