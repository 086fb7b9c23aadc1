import type { RunReference } from '../run-state.ts';
import { formatRunArguments } from './run-call.ts';

/** Why runs fail, as far as it can be seen from their error messages and logs. */
export const FAILURE_CAUSES = [
  'missing_column',
  'missing_table',
  'expired_credential',
  'timeout',
  'out_of_memory',
  'other',
] as const;

export type FailureCause = (typeof FAILURE_CAUSES)[number];

/** The first match applies: an expired credential takes precedence over the timeout that it may have caused. */
const CAUSE_PATTERNS: readonly (readonly [FailureCause, RegExp])[] = [
  [
    'missing_column',
    /column\b[^\n]{0,200}?\b(?:does not exist|not found|is missing)|(?:unknown|missing|no such|invalid) column|invalid identifier|KeyError:/i,
  ],
  [
    'missing_table',
    /(?:relation|table|view)\b[^\n]{0,200}?\b(?:does not exist|not found)|(?:unknown|missing|no such) table/i,
  ],
  [
    'expired_credential',
    /(?:credential|password|token|api key|secret|certificate|login)\b[^\n]{0,200}?\b(?:expired|invalid|revoked|rejected|incorrect)|expired (?:credential|password|token|api key)|(?:authentication|login) failed|invalid (?:credentials?|password|token|api key)|401 unauthorized/i,
  ],
  [
    'out_of_memory',
    /out of memory|\boom(?:killed)?\b|MemoryError|cannot allocate memory|java heap space|exit(?:ed)?(?: with)?(?: code| status)? 137\b/i,
  ],
  ['timeout', /tim(?:ed?|e-) ?-?out|deadline exceeded|statement canceled|no answer [^\n]{0,100}?within/i],
];

/**
 * The cause of a failure, and the text it was found in: the first text that matches a pattern, or else the
 * first one that is not empty.
 */
export function classifyFailure(texts: readonly string[]): {
  readonly cause: FailureCause;
  readonly words?: string | undefined;
} {
  for (const words of texts) {
    const found = CAUSE_PATTERNS.find(([, pattern]) => pattern.test(words));
    if (found !== undefined) return { cause: found[0], words };
  }
  return { cause: 'other', words: texts.find((words) => words !== '') };
}

/** What to do next, with the calls to make. */
export function adviceForCause(cause: FailureCause, run: RunReference): string {
  const again = `civis_run_and_wait ${formatRunArguments({ id: run.id, kind: run.kind })}`;
  switch (cause) {
    case 'missing_column':
    case 'missing_table':
      return `A ${cause === 'missing_column' ? 'column' : 'table'} is missing: it was renamed or removed. Check the source of the data and the jobs in triggered_by, fix it there or in this job, then call ${again}.`;
    case 'expired_credential':
      return `A credential has expired or was rejected. Find it with civis_credentials_list, ask its owner to renew it, then call ${again}.`;
    case 'timeout':
      return `The run timed out, which may be temporary. Call ${again}. If it times out again, check what it was waiting for, or allow the job more time.`;
    case 'out_of_memory':
      return `The job ran out of memory and is likely to do so again. Give it more memory or process the data in smaller parts, then call ${again}.`;
    case 'other':
      return `No known cause found. Call civis_read_log ${formatRunArguments({ id: run.id, run_id: run.runId, kind: run.kind, errors_only: true, context: 5 })} to see all errors. When the problem is fixed, call ${again}.`;
  }
}
