import * as z from 'zod';
import { isObject } from '../../json.ts';
import { checkArguments } from '../check.ts';
import type { Invocation, Invoke } from '../invoke.ts';
import type { Effect } from '../operation.ts';
import { map, text } from '../params.ts';
import { type CatalogueTool, defineCatalogueTool } from './catalogue-tool.ts';

const input = z.strictObject({
  name: text(),
  arguments: map('As operations_describe tells').default({}),
});

/** Runs what reads, and nothing else: a host may approve it for good. */
export function readTool(invoke: Invoke): CatalogueTool {
  return defineCatalogueTool({
    does: 'read',
    says: 'Run an operation whose effect is read.',
    effects: ['read'],
    input,
    answer: async (tool, invocation) => invoke({ ...passedOn(tool, invocation), readsOnly: true }),
  });
}

/** Runs any operation; `effects` are those of what is offered. */
export function changeTool(invoke: Invoke, effects: readonly Effect[]): CatalogueTool {
  return defineCatalogueTool({
    does: 'change',
    says: 'Run an operation of any other effect: create, update, run, share, delete …',
    effects,
    input,
    answer: async (tool, invocation) => invoke(passedOn(tool, invocation)),
  });
}

/** The call that is meant, as if it had come by the operation's own name. */
function passedOn(tool: CatalogueTool, invocation: Invocation): Invocation {
  const { args: given, signal, report, caller } = invocation;
  const { token, rest } = withoutToken(given);
  const { name, arguments: args } = input.parse(checkArguments(tool, nested(rest)));
  return {
    name,
    args: token === undefined ? args : { ...args, confirm_token: token },
    signal,
    report,
    ...(caller && { caller }),
  };
}

/** A confirmation stands among the arguments or beside them: it is in no schema that would say where. */
function withoutToken(given: unknown): { readonly token: unknown; readonly rest: unknown } {
  if (!isObject(given)) return { token: undefined, rest: given };
  const { confirm_token: token, ...rest } = given;
  return { token, rest };
}

/** Arguments written beside the name, where none are given apart: what is meant is plain. */
function nested(given: unknown): unknown {
  if (!isObject(given) || given['arguments'] !== undefined) return given;
  const { name, arguments: _, ...rest } = given;
  return Object.keys(rest).length === 0 ? given : { name, arguments: rest };
}
