import { afterEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts';

const running: Sandbox[] = [];

async function start(...options: Parameters<typeof startSandbox>): Promise<Sandbox> {
  const sandbox = await startSandbox(...options);
  running.push(sandbox);
  return sandbox;
}

const portOf = ({ civisEndpoint }: Sandbox) => Number(new URL(civisEndpoint).port);
const listening = () => process.getActiveResourcesInfo().filter((each) => each === 'TCPServerWrap').length;

afterEach(() => Promise.all(running.splice(0).map((sandbox) => sandbox.close())));

test('several sandboxes run side by side, each with a world of its own', async () => {
  const [one, other] = [await start(), await start()];
  expect(portOf(one)).not.toBe(portOf(other));
  const headers = { authorization: `Bearer ${one.civisApiKey}` };
  const [{ id }] = (await (await fetch(`${one.civisEndpoint}codes`, { headers })).json()) as [{ id: number }];
  await fetch(`${one.civisEndpoint}codes/${id}`, { method: 'DELETE', headers });
  expect((await fetch(`${one.civisEndpoint}codes/${id}`, { headers })).status).toBe(404);
  expect((await fetch(`${other.civisEndpoint}codes/${id}`, { headers })).status).toBe(200);
});

test('a closed sandbox leaves nothing behind, open connections included', async () => {
  // Tests of other files share the process and may still have servers.
  const others = listening();
  const sandbox = await start();
  expect(listening()).toBe(others + 1);
  await fetch(`${sandbox.aiodServer}v2/contacts`);
  await sandbox.close();
  await expect.poll(listening).toBeLessThanOrEqual(others);
  await expect(fetch(`${sandbox.aiodServer}v2/contacts`)).rejects.toThrow();
});

test('the port may be chosen, and a taken one is an error', async () => {
  const port = portOf(await start());
  await expect(start({ port })).rejects.toThrow(/EADDRINUSE/);
});
