import * as z from 'zod';
import { CallError } from '../../errors.ts';
import { isObject } from '../../json.ts';
import type { KindName } from '../../tools/aiod/attributes/attribute.ts';
import { kindOfIdentifier } from '../../tools/aiod/attributes/kind-facts.ts';
import type { Arguments } from '../../tools/operation.ts';
import { int, oneOf, record, text, time } from '../../tools/parameters.ts';
import { listSome } from '../../wording.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';
import { findOwnAsset } from './find-assets.ts';
import { findSubmission, type Submission } from './find-submission.ts';

const review = record({ decision: text(), comment: text(), decision_date: time() });

export const publish = defineWorkflow('aiod', {
  name: 'publish',
  description:
    'Publish a draft of AI-on-Demand: submit it for review, see where it stands, or retract the submission.',
  effect: 'update',
  worstCase: 'cancel',
  input: z.strictObject({
    identifier: text('Identifier, or name of an asset of yours.'),
    action: oneOf(['submit', 'status', 'retract'], 'Default: submit.').default('submit'),
    comment: text('For the reviewer.').max(256).optional(),
  }),
  output: {
    identifier: text(),
    status: text('draft, submitted or published.'),
    submission: record({
      identifier: int(),
      request_date: time(),
      comment: text(),
      reviews: z.array(review),
      assets: z.array(z.string()).describe('What was submitted with it.'),
    }),
    next: text('What happens now, or what to do.'),
  },
  run: async (context, { identifier: named, action, comment }) => {
    if (comment !== undefined && action !== 'submit') {
      throw new CallError('invalid_input', 'comment requires action "submit".', {
        faulty: ['comment'],
        hint: 'Leave comment out, or set action to submit.',
      });
    }
    const kindNamed = kindOfIdentifier(named);
    const { kind, identifier } =
      kindNamed === undefined ? await findOwnAsset(context, named) : { kind: kindNamed, identifier: named };
    const status = await readStatus(context, kind, identifier);
    switch (action) {
      case 'submit':
        return status === 'draft'
          ? submitForReview(context, identifier, comment)
          : describe(context, identifier, status);
      case 'retract':
        return retract(context, identifier, status);
      case 'status':
        return describe(context, identifier, status);
    }
  },
});

async function readStatus(
  { callOperation }: WorkflowContext,
  kind: KindName,
  identifier: string,
): Promise<string> {
  const { value } = await callOperation(`aiod_${kind}_get_asset`, { identifier });
  const entry = isObject(value) ? value['aiod_entry'] : undefined;
  const status = isObject(entry) ? entry['status'] : undefined;
  if (typeof status === 'string') return status;
  throw new CallError('platform_error', `The response does not contain the status of ${identifier}.`);
}

async function submitForReview(
  { callOperation }: WorkflowContext,
  identifier: string,
  comment: string | undefined,
): Promise<Arguments> {
  const { value } = await callOperation('aiod_submissions_post', {
    asset_identifiers: [identifier],
    ...(comment !== undefined && { comment }),
  });
  const submission = isObject(value) ? Number(value['submission_identifier']) : Number.NaN;
  return {
    identifier,
    status: 'submitted',
    ...(Number.isInteger(submission) && {
      submission: { identifier: submission, ...(comment !== undefined && { comment }), assets: [identifier] },
    }),
    next: UNDER_REVIEW,
  };
}

async function retract(context: WorkflowContext, identifier: string, status: string): Promise<Arguments> {
  if (status !== 'submitted') {
    throw new CallError(
      'conflict',
      `Nothing was retracted: ${identifier} is not under review, but ${status}.`,
      {
        hint:
          status === 'draft'
            ? 'It can be edited, and submitted with action "submit".'
            : (NEXT[status] ?? ASK),
      },
    );
  }
  const submission = await findSubmission(context, 'pending', identifier);
  if (submission === undefined) {
    throw new CallError('not_found', `Nothing was retracted: no submission of ${identifier} was found.`, {
      hint: 'Only the user who submitted it, or an administrator, can retract it.',
    });
  }
  await context.callOperation('aiod_submissions_retract', { submission_identifier: submission.identifier });
  const others = submission.assets.filter((asset) => asset !== identifier);
  const also = others.length === 0 ? '' : ` So are ${listSome(others)}, which were submitted with it.`;
  return {
    identifier,
    status: 'draft',
    submission,
    next: `It is a draft again and can be edited.${also} To submit it, call aiod_publish with action "submit".`,
  };
}

async function describe(context: WorkflowContext, identifier: string, status: string): Promise<Arguments> {
  const mode = status === 'submitted' ? 'pending' : 'completed';
  const submission = await findSubmission(context, mode, identifier);
  return { identifier, status, ...(submission && { submission }), next: nextStep(status, submission) };
}

function nextStep(status: string, submission: Submission | undefined): string {
  const last = submission?.reviews.at(-1);
  if (status === 'draft' && last?.decision === 'rejected') {
    const why = last.comment === '' ? '' : `: ${JSON.stringify(last.comment)}`;
    return `A reviewer rejected it${why}. Correct it, then submit it again with action "submit".`;
  }
  return NEXT[status] ?? ASK;
}

const UNDER_REVIEW =
  'It is under review: a reviewer of AI-on-Demand publishes or rejects it. Until then it cannot be edited. Use action "status" to see the decision, "retract" to edit it.';
const ASK = 'Ask the maintainers of AI-on-Demand what this status means.';

const NEXT: Readonly<Record<string, string>> = {
  draft: 'It is a private draft. To have it reviewed and published, use action "submit".',
  submitted: UNDER_REVIEW,
  published:
    'It is published: everyone can see it. Changes by its owner are visible at once, without a review.',
};
