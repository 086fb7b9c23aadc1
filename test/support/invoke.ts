import type { PlatformClients } from '../../src/client/client.ts';
import { clock } from '../../src/clock.ts';
import { ALIASES } from '../../src/tools/aliases.ts';
import { type ConfirmMode, createConsent } from '../../src/tools/consent.ts';
import { innerCatalogue, toolCatalogue } from '../../src/tools/index.ts';
import { createInvoke, type Invoke } from '../../src/tools/invoke.ts';
import { createSeal } from '../../src/tools/seal.ts';
import { EVERYTHING, type Selection } from '../../src/tools/select.ts';

/** The real way in, over these platforms. */
export function invokeOver(
  clients: PlatformClients,
  selection: Selection = EVERYTHING,
  confirm: ConfirmMode = 'auto',
  aliases: ReadonlyMap<string, string> = ALIASES,
): Invoke {
  const consent = createConsent(confirm, createSeal(clock.now));
  return createInvoke({
    catalogue: toolCatalogue,
    inner: innerCatalogue,
    aliases,
    selection,
    clients,
    clock,
    consent,
  });
}
