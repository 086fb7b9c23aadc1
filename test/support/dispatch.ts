import type { PlatformClients } from '../../src/client/interface.ts';
import { type ClosableTransfers, createTransfers, type TransferOptions } from '../../src/client/transfer.ts';
import { type Clock, clock } from '../../src/clock.ts';
import { type ConfirmMode, createConfirmation } from '../../src/dispatch/confirmation.ts';
import { createConfirmationTokens } from '../../src/dispatch/confirmation-token.ts';
import { createDispatch } from '../../src/dispatch/dispatch.ts';
import { createPresenter } from '../../src/dispatch/present.ts';
import { createCredentialRegistry } from '../../src/dispatch/redact.ts';
import type { Dispatch } from '../../src/dispatch/tool-call.ts';
import { callableTools } from '../../src/dispatch/tool-catalogue.ts';
import { ALL_TOOLS, type ToolFilter } from '../../src/dispatch/tool-filter.ts';
import { CallError } from '../../src/errors.ts';
import type { AllowedFolders } from '../../src/filesystem/file-access.ts';
import { innerOperationsByName } from '../../src/tools/catalogue/catalogue.ts';
import { ALIASES } from '../../src/tools/catalogue/tool-aliases.ts';
import type { Operation } from '../../src/tools/operation.ts';

export interface DispatchChoices {
  readonly confirm?: ConfirmMode;
  readonly time?: Clock;
  readonly files?: AllowedFolders | null;
  readonly aliases?: ReadonlyMap<string, string>;
  readonly transfers?: ClosableTransfers;
  /** Credentials of the server itself; secrets in results are hidden where this is given. */
  readonly hidden?: readonly string[];
  /** Operations that only a platform describes. */
  readonly described?: readonly Operation[];
}

/** Transfers to and from the links of a platform on loopback, unless a test changes that. */
export function openTransfers(changes: Partial<TransferOptions> = {}): ClosableTransfers {
  return createTransfers({
    endpoint: new URL('http://127.0.0.1/'),
    timeoutSeconds: 20,
    userAgent: 'test',
    protect: (value) => value,
    proxy: { http: '', https: '', bypass: '' },
    ...changes,
  });
}

/** The same transfers for the links of both platforms. */
export function forBoth(transfers: ClosableTransfers) {
  return { civis: transfers, aiod: transfers };
}

/** The real way in, over these platforms; nobody is asked unless a mode is chosen. */
export function dispatchOver(
  clients: PlatformClients,
  filter: ToolFilter = ALL_TOOLS,
  {
    confirm = 'never',
    time = clock,
    files = null,
    aliases = ALIASES,
    transfers = openTransfers(),
    hidden,
    described = [],
  }: DispatchChoices = {},
): Dispatch {
  return createDispatch({
    catalogue: callableTools(described),
    inner: innerOperationsByName,
    aliases,
    filter,
    clients,
    clock: time,
    presenter: createPresenter(createCredentialRegistry(hidden ?? []), hidden === undefined),
    confirmation: createConfirmation(confirm, createConfirmationTokens(time.now)),
    folders: files,
    transfers: forBoth(transfers),
  });
}

/** Time that passes only by waiting, at once, and keeps an account of it. */
export class LeapingClock implements Clock {
  readonly pauses: number[] = [];
  #now: number;

  constructor(start = '2026-03-04T15:00:00Z') {
    this.#now = Date.parse(start);
  }

  now(): number {
    return this.#now;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw new CallError('cancelled', 'The call was cancelled.');
    this.pauses.push(ms);
    this.#now += ms;
  }

  spread(ms: number): number {
    return ms;
  }
}
