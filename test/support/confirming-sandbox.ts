import { afterAll, beforeAll, expect } from 'vitest';
import { staticCredential } from '../../src/client/credential.ts';
import type { ConfirmMode } from '../../src/dispatch/confirmation.ts';
import type { DispatchResult } from '../../src/dispatch/tool-call.ts';
import { ALL_TOOLS } from '../../src/dispatch/tool-filter.ts';
import type { CallError } from '../../src/errors.ts';
import type { Arguments } from '../../src/tools/operation.ts';
import { connectTo, neverAborted } from './connect.ts';
import { dispatchOver } from './dispatch.ts';
import { Clock, useSandbox } from './sandbox.ts';
import { changesBetween, readState } from './sandbox-state.ts';
import { callErrorOf } from './tool-caller.ts';

/** How a server was started: by `--confirm`, or with `--no-destructive`. */
export type Server = ConfirmMode | 'no-destructive';

export interface ConfirmingSandbox {
  /** Moves the time of the sandbox, which stands still otherwise. */
  readonly clock: Clock;
  /** Calls a tool of a server whose host cannot ask. */
  call(server: Server, name: string, args: Arguments): Promise<DispatchResult>;
  /** The value of a call that nobody is asked about. */
  value(name: string, args?: Arguments): Promise<unknown>;
  /** The refusal of a call that must change nothing at all, in either sandbox. */
  refusal(server: Server, name: string, args: Arguments): Promise<CallError>;
  /** The places in the sandbox that a call changes. */
  changes(call: () => Promise<unknown>): Promise<string[]>;
}

/** A sandbox for the tests of one file, behind servers with different rules. */
export function useConfirmingSandbox(): ConfirmingSandbox {
  const clock = new Clock('2026-03-04T15:00:00Z');
  const under = useSandbox({ now: clock.now });
  const connected: { client?: ReturnType<typeof connectTo> } = {};
  const servers = new Map<Server, ReturnType<typeof dispatchOver>>();
  beforeAll(() => {
    const { civisEndpoint, civisApiKey } = under.sandbox;
    const client = connectTo(civisEndpoint, { credential: staticCredential(civisApiKey) });
    connected.client = client;
    const clients = { civis: client, aiod: client };
    for (const confirm of ['auto', 'always', 'never'] as const) {
      servers.set(confirm, dispatchOver(clients, ALL_TOOLS, { confirm }));
    }
    servers.set(
      'no-destructive',
      dispatchOver(clients, { ...ALL_TOOLS, noDestructive: true }, { confirm: 'never' }),
    );
  });
  afterAll(() => connected.client?.close());

  const call: ConfirmingSandbox['call'] = async (server, name, args) => {
    const dispatch = servers.get(server) ?? expect.fail('The sandbox has not started.');
    return dispatch({ name, args, signal: neverAborted, report: () => undefined });
  };
  const changes = async (calling: () => Promise<unknown>) => {
    const before = readState(under.sandbox);
    await calling();
    return changesBetween(before, readState(under.sandbox));
  };
  return {
    clock,
    call,
    changes,
    value: async (name, args = {}) => (await call('never', name, args)).outcome.value,
    async refusal(server, name, args) {
      const before = readState(under.sandbox);
      const error = await callErrorOf(call(server, name, args));
      expect(changesBetween(before, readState(under.sandbox))).toEqual([]);
      return error;
    },
  };
}

/** The arguments that confirm a call which was refused with this error. */
export function confirmed(args: Arguments, { kind, details }: CallError): Arguments {
  expect(kind).toBe('confirmation_required');
  return { ...args, confirm_token: details.confirmToken ?? expect.fail('no confirm_token') };
}
