import * as z from 'zod';
import { int, list, oneOf, record, text } from '../../tools/parameters.ts';
import { truncateText } from '../quote-text.ts';
import { formatLocalTime, parseSince } from '../runs/parse-since.ts';
import { defineWorkflow } from '../workflow.ts';
import { findFaults, type Problem } from './find-faults.ts';
import { observeObjects } from './observe-objects.ts';

const DEFAULT_SINCE = '7 days ago';
const MAX_ITEMS = 100;
const MAX_NAME_CHARS = 50;
const MAX_GAPS = 5;

/** In the order of the result, with the call that helps. */
const NEXT: Readonly<Record<Problem, string>> = {
  missed: 'missed: civis_run_and_wait runs it now; civis_set_schedule changes its schedule.',
  waiting: 'waiting: civis_cancel_run cancels the run; civis_run_and_wait starts it again.',
  failing: 'failing: civis_diagnose_run says why.',
  slow: 'slow: civis_read_log compares the run with an earlier one.',
};
const PROBLEMS = Object.keys(NEXT) as [Problem, ...Problem[]];

export const health = defineWorkflow('civis', {
  name: 'health',
  description:
    'Check what should have run by its schedule but did not, is queued too long, fails repeatedly, or is slower than usual.',
  effect: 'read',
  input: z.strictObject({ since: text(`Default: ${DEFAULT_SINCE}.`).default(DEFAULT_SINCE) }),
  output: {
    since: text(),
    checked: int('Jobs and workflows that were looked into.'),
    items: list(
      record({ problem: oneOf(PROBLEMS), kind: text(), id: int(), name: text(), reason: text() }),
      'Grouped by problem.',
    ),
    next: list(z.string(), 'The call that helps, by problem.'),
    note: text('What was not looked at.'),
  },
  run: async (context, { since }) => {
    const now = context.clock.now();
    const from = parseSince(since, now);
    const { objects, gaps } = await observeObjects(context, from);
    const found = objects
      .flatMap((each) =>
        findFaults(each, from, now).map(({ problem, reason }) => ({
          problem,
          kind: each.kind,
          id: each.id,
          name: truncateText(each.name, MAX_NAME_CHARS),
          reason,
        })),
      )
      .toSorted((one, other) => PROBLEMS.indexOf(one.problem) - PROBLEMS.indexOf(other.problem));
    const notes = gaps.slice(0, MAX_GAPS);
    if (gaps.length > MAX_GAPS) notes.push(`${gaps.length - MAX_GAPS} more were not read.`);
    if (found.length > MAX_ITEMS) notes.push(`The first ${MAX_ITEMS} of ${found.length} problems are shown.`);
    return {
      since: formatLocalTime(from),
      checked: objects.length,
      items: found.slice(0, MAX_ITEMS),
      next: PROBLEMS.filter((each) => found.some(({ problem }) => problem === each)).map(
        (each) => NEXT[each],
      ),
      ...(notes.length > 0 && { note: notes.join(' ') }),
    };
  },
});
