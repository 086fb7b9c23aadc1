import { afterEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { CallError, ConfigError } from '../../src/errors.ts';
import {
  type BackgroundCatalogue,
  MAX_WAIT_MS,
  startBackgroundCatalogue,
} from '../../src/startup/background-catalogue.ts';
import { NO_DESCRIPTION_CACHE } from '../../src/startup/description-cache.ts';
import { createPlatformClients } from '../../src/startup/platform-connections.ts';
import { descriptionText } from '../support/descriptions.ts';
import { platformEnv } from '../support/host-with-platform.ts';
import { answer, type FakePlatform, type Received, startPlatform } from '../support/platform.ts';

const opened: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close();
});

/** A clock whose sleeps end when the test says so. */
class HeldClock implements Clock {
  time = 1_000_000;
  readonly asleep: { readonly ms: number; readonly wake: () => void }[] = [];

  now(): number {
    return this.time;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = () => reject(new CallError('cancelled', 'The call was cancelled.'));
      if (signal.aborted) return stop();
      signal.addEventListener('abort', stop, { once: true });
      this.asleep.push({ ms, wake: resolve });
    });
  }

  spread(ms: number): number {
    return ms;
  }

  /** Lets the longest time pass that is waited for. */
  pass(): void {
    for (const { ms, wake } of this.asleep.splice(0)) {
      this.time += ms;
      wake();
    }
  }
}

/** A platform that describes Civis when it is let, and AI-on-Demand at once. */
async function startHeld() {
  const held: (() => void)[] = [];
  let isHeld = true;
  const platform = await startPlatform(({ target }: Received, response) => {
    const text = descriptionText(target.startsWith('/endpoints') ? 'civis' : 'aiod');
    const send = () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(text);
    };
    if (isHeld && target.startsWith('/endpoints')) held.push(send);
    else send();
  });
  opened.push(platform);
  return {
    platform,
    release: () => {
      isHeld = false;
      for (const send of held.splice(0)) send();
    },
  };
}

interface Started {
  readonly catalogue: BackgroundCatalogue;
  readonly clock: HeldClock;
  readonly notices: string[];
}

async function start(
  { url }: Pick<FakePlatform, 'url'>,
  { flags = {}, env = {} }: { flags?: Record<string, unknown>; env?: Record<string, string> } = {},
): Promise<Started> {
  const config = readConfig({ surface: 'compact', ...flags }, { ...platformEnv(url), ...env });
  const notices: string[] = [];
  const events = { onCredential: () => undefined, onNotice: () => undefined };
  const clients = await createPlatformClients(config, 'test', events, (value) => value);
  opened.push(clients);
  const clock = new HeldClock();
  const catalogue = await startBackgroundCatalogue({
    config,
    clients,
    cache: NO_DESCRIPTION_CACHE,
    clock,
    programVersion: 'test',
    onNotice: (text) => notices.push(text),
  });
  opened.push(catalogue);
  return { catalogue, clock, notices };
}

const never = new AbortController().signal;

describe('a catalogue that is read in the background', () => {
  it('is waited for, and then is complete, without a notice', async () => {
    const { platform, release } = await startHeld();
    const { catalogue, notices } = await start(platform);
    const asked = catalogue.available(never);
    release();
    const { operations, missing } = await asked;
    expect(missing).toEqual([]);
    expect(operations.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['civis_shelves_post', 'aiod_submissions_patch']),
    );
    expect((await catalogue.available(never)).operations).toBe(operations);
    expect(notices).toEqual([]);
  });

  it('says what is missing after two seconds, which only the first calls wait', async () => {
    const { platform, release } = await startHeld();
    const { catalogue, clock } = await start(platform);
    const asked = [catalogue.available(never), catalogue.available(never)];
    await expect.poll(() => clock.asleep.map(({ ms }) => ms)).toEqual([MAX_WAIT_MS, MAX_WAIT_MS]);
    await expect.poll(() => platform.received.length).toBe(2);
    clock.pass();
    for (const { missing } of await Promise.all(asked)) {
      expect(missing).toContain(
        'The description of Civis is still being read; only its documented operations are included.',
      );
    }
    // No call sleeps again: the clock would never wake it.
    const early = await catalogue.available(never);
    expect(early.operations.map((operation) => operation.platform)).not.toContain('civis');
    release();
    await expect.poll(async () => (await catalogue.available(never)).missing).toEqual([]);
    const late = await catalogue.available(never);
    expect(late.operations.map(({ name }) => name)).toContain('civis_shelves_post');
  });

  it('ends a wait with the call', async () => {
    const { platform } = await startHeld();
    const { catalogue } = await start(platform);
    const call = new AbortController();
    const asked = catalogue.available(call.signal);
    call.abort();
    await expect(asked).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it('ends its requests when it is closed, and says nothing of it', async () => {
    const { platform } = await startHeld();
    const { catalogue, notices } = await start(platform, { flags: { live: true } });
    await expect.poll(() => platform.received.length).toBe(2);
    notices.length = 0;
    await catalogue.close();
    expect(notices.filter((notice) => notice.includes('Civis'))).toEqual([]);
  });

  it('says why a platform is missing, and asks it again after a minute', async () => {
    let isAway = true;
    const platform = await startPlatform(({ target }, response) => {
      if (isAway) return answer(response, 500);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(descriptionText(target.startsWith('/endpoints') ? 'civis' : 'aiod'));
    });
    opened.push(platform);
    const { catalogue, clock } = await start(platform, { env: { CIVIS_AIOD_MCP_TIMEOUT: '1' } });
    const { operations, missing } = await catalogue.available(never);
    expect(operations).toEqual([]);
    expect(missing).toEqual([
      expect.stringMatching(/^Live catalogue of Civis: .+; none of its operations were added\.$/),
      expect.stringMatching(/^Live catalogue of AI-on-Demand: .+; none of its operations were added\.$/),
    ]);
    isAway = false;
    expect((await catalogue.available(never)).missing).toHaveLength(2);
    clock.time += 60_000;
    await expect.poll(async () => (await catalogue.available(never)).missing).toEqual([]);
    expect((await catalogue.available(never)).operations.length).toBeGreaterThan(0);
  });

  it('reads files first, and asks their platforms nothing', async () => {
    const { platform } = await startHeld();
    const liveSpec = ['test/fixtures/live/civis.json'];
    const { catalogue, notices } = await start(platform, { flags: { liveSpec } });
    const { operations, missing } = await catalogue.available(never);
    expect(missing).toEqual([]);
    expect(operations.map(({ name }) => name)).toContain('civis_shelves_post');
    expect(platform.received.map(({ target }) => target)).toEqual(['/v2/openapi.json']);
    expect(notices).toEqual([]);
    await expect(start(platform, { flags: { liveSpec: ['no.json'] } })).rejects.toThrow(ConfigError);
  });
});
