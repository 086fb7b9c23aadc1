import type { PlatformClients } from '../../src/client/client.ts';
import { clock } from '../../src/clock.ts';
import { innerCatalogue, toolCatalogue } from '../../src/tools/index.ts';
import { createInvoke, type Invoke } from '../../src/tools/invoke.ts';
import { EVERYTHING, type Selection } from '../../src/tools/select.ts';

/** The real way in, over these platforms. */
export function invokeOver(clients: PlatformClients, selection: Selection = EVERYTHING): Invoke {
  return createInvoke({ catalogue: toolCatalogue, inner: innerCatalogue, selection, clients, clock });
}
