import type { PlatformClients } from '../../src/client/client.ts';
import { type ConnectedTransfers, connectTransfers } from '../../src/client/transfer.ts';
import { type Clock, clock } from '../../src/clock.ts';
import { CallError } from '../../src/errors.ts';
import type { AllowedFolders } from '../../src/files/interface.ts';
import { ALIASES } from '../../src/tools/aliases.ts';
import { type ConfirmMode, createConsent } from '../../src/tools/consent.ts';
import { innerCatalogue, toolCatalogue } from '../../src/tools/index.ts';
import { createInvoke, type Invoke } from '../../src/tools/invoke.ts';
import { createSeal } from '../../src/tools/seal.ts';
import { EVERYTHING, type Selection } from '../../src/tools/select.ts';

export interface InvokeChoices {
  readonly confirm?: ConfirmMode;
  readonly time?: Clock;
  readonly files?: AllowedFolders | null;
  readonly aliases?: ReadonlyMap<string, string>;
}

/** Transfers to and from loopback. */
export function openTransfers(): ConnectedTransfers {
  const proxy = { http: '', https: '', bypass: '' };
  return connectTransfers({ timeoutSeconds: 20, userAgent: 'test', proxy });
}

/** The real way in, over these platforms. */
export function invokeOver(
  clients: PlatformClients,
  selection: Selection = EVERYTHING,
  { confirm = 'auto', time = clock, files = null, aliases = ALIASES }: InvokeChoices = {},
): Invoke {
  return createInvoke({
    catalogue: toolCatalogue,
    inner: innerCatalogue,
    aliases,
    selection,
    clients,
    clock: time,
    consent: createConsent(confirm, createSeal(time.now)),
    files,
    transfers: openTransfers(),
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
}

/** Time that passes so many times faster, for a sandbox that is as fast. */
export function fasterClock(speed: number): Clock {
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) * speed,
    sleep: (ms, signal) => clock.sleep(ms / speed, signal),
  };
}
