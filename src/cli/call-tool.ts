import type { CallToolResult } from '@modelcontextprotocol/server';
import { ConfirmationNeeded } from '../dispatch/confirmation.ts';
import type { Caller } from '../dispatch/tool-call.ts';
import { CallLeft, ConfigError } from '../errors.ts';
import { isObject } from '../json.ts';
import { type CallParts, handleCall } from '../mcp/call-handler.ts';
import { questionOf } from '../mcp/elicitation.ts';
import type { ReportProgress } from '../tools/outcome.ts';
import { mustBe } from '../wording.ts';

/**
 * The arguments of a tool from the command line.
 *
 * @throws ConfigError for what is not readable, and for an argument that is given in both ways.
 */
export function parseArguments(pairs: readonly string[], json: string | undefined): Record<string, unknown> {
  const given = pairs.map((pair) => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
    if (name === undefined || value === undefined)
      throw new ConfigError(mustBe('--arg', 'NAME=VALUE', JSON.stringify(pair)));
    return [name, value] as const;
  });
  const object = parseJsonObject(json ?? '{}');
  const seen = new Set(Object.keys(object));
  for (const [name] of given) {
    if (seen.has(name))
      throw new ConfigError(`argument ${name} is given twice; give it once, with --arg or in --json`);
    seen.add(name);
  }
  return { ...object, ...Object.fromEntries(given) };
}

function parseJsonObject(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (isObject(value)) return { ...value };
  } catch {
    // Falls through to the error for everything that is not an object.
  }
  throw new ConfigError(mustBe('--json', 'one JSON object, such as \'{"id": 5}\', @FILE, or - for stdin'));
}

/** Asks the user a yes-or-no question; null if nobody can be asked. */
export type AskYesNo = ((question: string) => Promise<boolean>) | null;

/** Kinds of errors that the caller has to correct in the call itself. */
const WRONG_CALLS: readonly unknown[] = [
  'invalid_input',
  'unknown_tool',
  'not_allowed',
  'confirmation_required',
];

export interface CallOutcome {
  readonly value: unknown;
  /** `wrong`: the same command cannot succeed; it was not sent. */
  readonly ended: 'well' | 'failed' | 'wrong';
}

/** Calls a tool in the same way as a host. */
export async function callTool(
  name: string,
  args: Record<string, unknown>,
  answering: CallParts,
  ask: AskYesNo = null,
  report: ReportProgress = () => undefined,
): Promise<CallOutcome> {
  const { signal } = new AbortController();
  const call = async (answer?: Caller['answer']): Promise<CallToolResult> => {
    const caller: Caller = {
      id: 'terminal',
      canBeAsked: ask !== null,
      isOneShot: true,
      ...(answer && { answer }),
    };
    const result = await handleCall({ name, args, signal, report, caller }, answering);
    // The command line waits for every result.
    if (result instanceof CallLeft) throw result;
    if (!(result instanceof ConfirmationNeeded)) return result;
    const agreed = ask !== null && (await ask(questionOf(result, answering.rules)));
    return call({ word: agreed ? 'yes' : 'no', state: result.state });
  };
  const { structuredContent: value, isError } = await call();
  if (isError !== true) return { value, ended: 'well' };
  const error = isObject(value) && isObject(value['error']) ? value['error'] : {};
  return { value, ended: WRONG_CALLS.includes(error['kind']) ? 'wrong' : 'failed' };
}

/** An error as one line for a person: what failed and what to do next. */
export function errorLine(value: unknown): string {
  const error = isObject(value) && isObject(value['error']) ? value['error'] : {};
  return [error['message'], error['hint']].filter((text) => typeof text === 'string').join(' ');
}
