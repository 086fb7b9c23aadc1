import { staticCredential } from '../../src/client/credential.ts';
import type { ConfirmMode } from '../../src/dispatch/confirmation.ts';
import type { Arguments } from '../../src/tools/operation.ts';
import type { Outcome } from '../../src/tools/outcome.ts';
import { connectTo, neverAborted } from './connect.ts';
import { dispatchOver } from './dispatch.ts';
import { startPlatform } from './platform.ts';
import { type Routes, respondByRoute } from './tool-caller.ts';

export interface CatalogueCall {
  readonly name: string;
  readonly args: Arguments;
  readonly confirm?: ConfirmMode;
  /** Null: without a credential. */
  readonly token?: string | null;
}

/** What a call returns of a catalogue on loopback, with its notices, and the requests that it took. */
export async function callCatalogue(
  routes: Routes,
  { name, args, confirm = 'never', token = 'test-key' }: CatalogueCall,
): Promise<{
  readonly outcome: Outcome;
  readonly requests: readonly string[];
  readonly tokens: readonly unknown[];
}> {
  const platform = await startPlatform(respondByRoute(routes));
  const client = connectTo(platform.url, {
    platform: 'aiod',
    label: 'AI-on-Demand',
    credentialVariable: 'AIOD_ACCESS_TOKEN',
    version: 'v2',
    credential: token === null ? undefined : staticCredential(token),
  });
  try {
    const dispatch = dispatchOver({ civis: client, aiod: client }, undefined, { confirm });
    const { outcome } = await dispatch({ name, args, signal: neverAborted, report: () => undefined });
    const { received } = platform;
    return {
      outcome,
      requests: received.map(({ verb, target }) => `${verb} ${target}`),
      tokens: received.map(({ headers }) => headers['authorization']),
    };
  } finally {
    await client.close();
    await platform.close();
  }
}
