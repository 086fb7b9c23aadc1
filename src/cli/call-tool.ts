import type { CallToolResult } from '@modelcontextprotocol/server';
import { ConfirmationNeeded } from '../dispatch/confirmation.ts';
import type { Caller } from '../dispatch/tool-call.ts';
import { ConfigError } from '../errors.ts';
import { isObject } from '../json.ts';
import { type CallParts, handleCall } from '../mcp/call-handler.ts';
import { questionOf } from '../mcp/elicitation.ts';
import { mustBe } from '../wording.ts';
import { printableJson } from './printable.ts';

/** The arguments of a tool from the command line; `--arg` overrides the same name in `--json`. */
export function parseArguments(pairs: readonly string[], json: string | undefined): Record<string, unknown> {
  const given = pairs.map((pair) => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
    if (name === undefined || value === undefined)
      throw new ConfigError(mustBe('--arg', 'NAME=VALUE', JSON.stringify(pair)));
    return [name, value] as const;
  });
  return { ...parseJsonObject(json ?? '{}'), ...Object.fromEntries(given) };
}

function parseJsonObject(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (isObject(value)) return { ...value };
  } catch {
    // Falls through to the error for everything that is not an object.
  }
  throw new ConfigError(mustBe('--json', 'one JSON object, such as \'{"id": 5}\''));
}

/** Asks the user a yes-or-no question; null if there is no terminal to ask at. */
export type AskYesNo = ((question: string) => Promise<boolean>) | null;

/** Calls a tool in the same way as a host. */
export async function callTool(
  name: string,
  args: Record<string, unknown>,
  answering: CallParts,
  ask: AskYesNo = null,
): Promise<{ readonly text: string; readonly failed: boolean }> {
  const { signal } = new AbortController();
  const call = async (answer?: Caller['answer']): Promise<CallToolResult> => {
    const caller: Caller = {
      id: 'terminal',
      canBeAsked: ask !== null,
      isOneShot: true,
      ...(answer && { answer }),
    };
    const result = await handleCall({ name, args, signal, report: () => undefined, caller }, answering);
    if (!(result instanceof ConfirmationNeeded)) return result;
    const agreed = ask !== null && (await ask(questionOf(result, answering.rules)));
    return call({ word: agreed ? 'yes' : 'no', state: result.state });
  };
  const result = await call();
  return { text: printableJson(result.structuredContent), failed: result.isError === true };
}
