import { defineResource } from '../define-operation.ts';
import type { Operation } from '../operation.ts';
import { int, list, oneOf, text } from '../parameters.ts';
import { prefix } from '../templates/asset-parameters.ts';

const submission = { identifier: 'int', request_date: 'time', comment: 'text' } as const;
const review = {
  identifier: 'int',
  submission_identifier: 'int',
  decision: 'text',
  comment: 'text',
  decision_date: 'time',
} as const;

const submissions = defineResource('aiod', 'submissions', [
  {
    method: 'get_list',
    request: 'GET /submissions',
    description: 'List your submissions for review; for a reviewer, those of all users.',
    query: {
      mode: oneOf(
        ['newest', 'oldest', 'pending', 'completed', 'all'],
        'newest, oldest: the one that has waited least or longest. Default: newest.',
      ),
    },
    prefix,
    returns: [submission],
  },
  {
    method: 'get',
    request: 'GET /submissions/{identifier}',
    description: 'Get a submission with its assets and the decisions of reviewers.',
    prefix,
    returns: { ...submission, reviews: [review], assets: ['any'] },
  },
  {
    method: 'post',
    request: 'POST /submissions',
    description:
      'Submit draft assets for review: accepted ones are published. Until then they cannot be edited. All or none.',
    body: {
      asset_identifiers: list(text().min(1), 'Catalogue identifiers, e.g. data_….').min(1),
      comment: text('Comment for the reviewer. Maximum: 256 characters.').max(256),
    },
    required: ['asset_identifiers'],
    prefix,
    returns: { submission_identifier: 'int' },
  },
  {
    method: 'retract',
    request: 'POST /submissions/retract/{submission_identifier}',
    effect: 'cancel',
    description: 'Retract a submission under review: its assets become drafts again.',
    prefix,
    returns: { review_identifier: 'int', submission_identifier: 'int', decision: 'text' },
  },
]);

const reviews = defineResource('aiod', 'reviews', [
  {
    method: 'post',
    request: 'POST /reviews',
    description:
      'Decide on a submission, as a reviewer: accepted assets are published, others become drafts again. Assets of your own are refused.',
    body: {
      submission_identifier: int(),
      decision: oneOf(['accepted', 'rejected', 'retracted']),
      comment: text('Reason. Maximum: 1800 characters.').max(1800),
    },
    required: ['submission_identifier', 'decision'],
    prefix,
    returns: review,
  },
]);

/** How a draft is published: by a submission that a reviewer accepts. */
export const publishing: readonly Operation[] = Object.freeze([...submissions, ...reviews]);
