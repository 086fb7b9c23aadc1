// A thousand HTTP connections that do nothing: what they add to the memory of the server. In the older era each is a
// session with an open stream.
import { setTimeout as pause } from 'node:timers/promises';
import { connect, startHttpServer } from '../http.mjs';
import { bound } from '../rows.mjs';
import { ourEnv, PROGRAM } from '../servers.mjs';
import { throughput } from '../statistics.mjs';
import { succeed } from '../stdio.mjs';

const CONNECTIONS = 1_000;
const AT_ONCE = 20;
/** After which the server has come to rest. */
const REST_MS = 3_000;
const MB = 1024 ** 2;

export async function measureIdle({ origin }) {
  const rows = [];
  for (const era of ['modern', 'legacy']) {
    const grown = await growth(era, origin);
    rows.push(bound(`1,000 idle HTTP connections, ${era} clients`, 'MB', grown / MB, { most: 60 }));
  }
  return rows;
}

const call = (client) => succeed(client.call('civis_jobs_get', { id: 5 }));

async function growth(era, origin) {
  const server = await startHttpServer([PROGRAM, 'serve', '--http', '127.0.0.1:0'], {
    env: ourEnv(origin),
    measured: true,
  });
  const clients = [];
  const add = async () => {
    // The stream takes the connection over.
    const client = await connect(server.url, era, 1);
    clients.push(client);
    await call(client);
    if (era === 'legacy') client.listen();
  };
  const rest = async () => {
    await pause(REST_MS);
    return (await server.measure()).rss;
  };
  try {
    // What so many calls take by themselves, on few connections, is not what is measured.
    const few = await connect(server.url, era, AT_ONCE);
    clients.push(few);
    await throughput(() => call(few), CONNECTIONS, AT_ONCE);
    const before = await rest();
    for (let at = 0; at < CONNECTIONS; at += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, add));
    return (await rest()) - before;
  } finally {
    await Promise.all(clients.map((client) => client.close()));
    await server.stop();
  }
}
