// Memory at rest: resident after the start and the full list, when the process has come to rest.
import { setTimeout as pause } from 'node:timers/promises';
import { compareEach } from '../rows.mjs';
import { alternate } from '../statistics.mjs';
import { startServer } from '../stdio.mjs';

const ROUNDS = 5;
const REST_MS = 1_000;
const MB = 1024 ** 2;

export async function measureRest({ servers }) {
  const weigh =
    ({ args, env }) =>
    async () => {
      const server = await startServer(args, env, true, false);
      await server.list();
      await pause(REST_MS);
      const { rss } = await server.measure();
      await server.stop();
      return rss / MB;
    };
  const tasks = Object.fromEntries(Object.entries(servers).map(([name, each]) => [name, weigh(each)]));
  const weights = await alternate(tasks, ROUNDS);
  return compareEach('Memory at rest, full surface', 'MB', weights, { bare: { most: 1.1 } });
}
