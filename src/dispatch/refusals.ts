import { CallError } from '../errors.ts';
import type { Arguments } from '../tools/operation.ts';
import { wasNotCalled } from '../wording.ts';
import { changingArguments, effectOfCall } from './call-effect.ts';
import type { Tool } from './tool-catalogue.ts';
import type { ToolFilter } from './tool-filter.ts';

/** Refuses what is not a read, for a tool that a host may approve for good. */
export function refuseChanges({ name, effect }: Tool): void {
  if (effect === 'read') return;
  throw new CallError(
    'not_allowed',
    wasNotCalled(name, `its effect is ${effect}, and operations_read runs only tools whose effect is read`),
    {
      hint: `Call operations_change with name ${name} and the same arguments.`,
    },
  );
}

/** Refuses a call that changes something although its tool only reads in general. */
export function refuseChangingCall(
  tool: Tool,
  args: Arguments,
  { readOnly }: ToolFilter,
  readsOnly: boolean,
): void {
  if (!(readOnly || readsOnly) || tool.kind === 'operation' || tool.readsUnless === undefined) return;
  if (effectOfCall(tool, args) === 'read') return;
  const given = changingArguments(tool, args).join(' and ');
  const because = readOnly ? 'the server was started with --read-only' : 'operations_read only reads';
  throw new CallError(
    'not_allowed',
    wasNotCalled(tool.name, `with ${given} it changes data, and ${because}`),
    { hint: `Call again without ${given}.` },
  );
}

/** Refuses to save a result where nothing may be changed: that creates a file, even if the tool itself only reads. */
export function refuseFile({ name }: Tool, { readOnly }: ToolFilter, readsOnly: boolean): void {
  if (!readOnly && !readsOnly) return;
  const because = readOnly ? 'the server was started with --read-only' : 'operations_read only reads';
  throw new CallError('not_allowed', wasNotCalled(name, `save_as writes a file, and ${because}`), {
    hint: readOnly ? 'Call again without save_as.' : `Call operations_change with name ${name} instead.`,
  });
}
