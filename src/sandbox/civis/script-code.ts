import { toText } from '../../json.ts';
import type { Job, RunOutcome } from '../state/entities.ts';
import type { RunExecutor } from './runs.ts';

/** What a line of code prints: `print("...")`, `cat("...")`, `console.log("...")`, `echo "..."`. */
const PRINTS = /^\s*(?:print|cat|message|console\.log|echo)\s*(?:\(\s*)?(["'])(?<text>[^"']*)\1/;
/** What ends a script with an error: `raise ValueError("...")`, `stop("...")`, `throw new Error("...")`, `exit 1`. */
const FAILS =
  /^(?:raise\s+(?<type>\w+)?|stop|throw\s+new\s+(?<thrown>\w+)|(?:sys\.)?exit)\s*\(?\s*(?:(["'])(?<text>[^"']*)\3|(?<code>[1-9]\d*))?/;

/**
 * Scripts other than SQL are not executed: their runs print the texts that their code prints line by line, and
 * fail where a line at the left margin raises an error.
 */
export const codeExecutor: RunExecutor = { determineOutcome: readOutcome };

function readOutcome(job: Job): RunOutcome | undefined {
  const steps: string[] = [];
  for (const line of codeOf(job).split(/\n|;|&&/)) {
    const failure = FAILS.exec(line.trimEnd());
    if (failure !== null) return { steps, error: describeFailure(failure.groups ?? {}) };
    const text = PRINTS.exec(line)?.groups?.['text'];
    if (text !== undefined) steps.push(text);
  }
  return steps.length === 0 ? undefined : { steps, error: null };
}

function codeOf(job: Job): string {
  return toText(job['source'] ?? job['docker_command']);
}

function describeFailure({ type, thrown, text, code }: Readonly<Record<string, string | undefined>>): string {
  if (code !== undefined) return `Process exited with code ${code}`;
  return `${type ?? thrown ?? 'Error'}: ${text ?? 'unknown'}`;
}
