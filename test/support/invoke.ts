import type { PlatformClients } from '../../src/client/client.ts';
import { type ConnectedTransfers, connectTransfers } from '../../src/client/transfer.ts';
import { clock } from '../../src/clock.ts';
import { type ConfirmMode, createConsent } from '../../src/tools/consent.ts';
import { innerCatalogue, toolCatalogue } from '../../src/tools/index.ts';
import { createInvoke, type Invoke } from '../../src/tools/invoke.ts';
import { createSeal } from '../../src/tools/seal.ts';
import { EVERYTHING, type Selection } from '../../src/tools/select.ts';
import type { FileRoom } from '../../src/tools/workflows/file-room.ts';

/** Transfers to and from loopback. */
export function openTransfers(): ConnectedTransfers {
  const proxy = { http: '', https: '', bypass: '' };
  return connectTransfers({ timeoutSeconds: 20, userAgent: 'test', proxy });
}

/** The real way in, over these platforms. */
export function invokeOver(
  clients: PlatformClients,
  selection: Selection = EVERYTHING,
  confirm: ConfirmMode = 'auto',
  files: FileRoom | null = null,
): Invoke {
  const consent = createConsent(confirm, createSeal(clock.now));
  return createInvoke({
    catalogue: toolCatalogue,
    inner: innerCatalogue,
    selection,
    clients,
    clock,
    consent,
    files,
    transfers: openTransfers(),
  });
}
