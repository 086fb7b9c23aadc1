import type { PlatformClients } from '../../src/client/client.ts';
import { type ConnectedTransfers, connectTransfers } from '../../src/client/transfer.ts';
import { clock } from '../../src/clock.ts';
import { CallError } from '../../src/errors.ts';
import { ALIASES } from '../../src/tools/aliases.ts';
import { type ConfirmMode, createConsent } from '../../src/tools/consent.ts';
import { innerCatalogue, toolCatalogue } from '../../src/tools/index.ts';
import { createInvoke, type Invoke } from '../../src/tools/invoke.ts';
import { createSeal } from '../../src/tools/seal.ts';
import { EVERYTHING, type Selection } from '../../src/tools/select.ts';
import type { FileRoom } from '../../src/tools/workflows/file-room.ts';
import type { Clock } from '../../src/tools/workflows/workflow.ts';

export interface InvokeChoices {
  readonly confirm?: ConfirmMode;
  readonly time?: Clock;
  readonly files?: FileRoom | null;
  readonly aliases?: ReadonlyMap<string, string>;
}

/** Transfers to and from loopback. */
export function openTransfers(timeoutSeconds = 20): ConnectedTransfers {
  const proxy = { http: '', https: '', bypass: '' };
  return connectTransfers({ timeoutSeconds, userAgent: 'test', proxy });
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
