// The sandbox alone: requests a second from one process to another, and pages out of ten thousand objects.
import { once } from 'node:events';
import { Pool } from 'undici';
import { bound } from '../rows.mjs';
import { PROGRAM } from '../servers.mjs';
import { summarize, throughput, timed } from '../statistics.mjs';
import { startProgram } from '../stdio.mjs';

const OBJECTS = 10_000;
const REQUESTS = 10_000;
const IN_FLIGHT = 32;
const PAGES = 100;

const QUERIES = {
  'first page of the jobs': '/jobs?limit=50',
  'page in the middle of the jobs': '/jobs?limit=50&page_num=100',
  'page of the imports by name': '/imports?limit=50&order=name&order_dir=asc&page_num=20',
  'page of the jobs by text': '/jobs?limit=50&q=77',
};

export async function measureSandbox() {
  const sandbox = await startSandbox();
  const send = sandbox.send;
  try {
    const [{ id }] = await send('GET', '/jobs?limit=1');
    const paths = [`/jobs/${id}`, '/jobs?limit=10', '/announcements', `/jobs/${id}/shares`];
    let turn = 0;
    const read = () => send('GET', paths[turn++ % paths.length]);
    await throughput(read, 2_000, IN_FLIGHT);
    const perSecond = await throughput(read, REQUESTS, IN_FLIGHT);
    let made = 0;
    await throughput(() => send('POST', '/imports', importNumber(made++)), OBJECTS, IN_FLIGHT);
    const rows = [bound('Sandbox: requests', 'a second', perSecond, { least: 2_000 })];
    for (const [label, path] of Object.entries(QUERIES)) {
      const times = [];
      for (let page = 0; page < PAGES; page += 1) {
        // Any change makes the next page be worked out anew.
        await send('POST', `/jobs/${id}/trigger_email`);
        times.push(await timed(() => send('GET', path)));
      }
      rows.push(bound(`Sandbox: ${label}, after a change`, 'ms', summarize(times), { most: 5 }));
    }
    return rows;
  } finally {
    await sandbox.close();
  }
}

const importNumber = (at) => ({
  name: `Import ${(at * 7919) % OBJECTS}`,
  syncType: 'Dbsync',
  isOutbound: false,
});

async function startSandbox() {
  const { child, stop } = startProgram([PROGRAM, 'sandbox'], { stdin: 'ignore' });
  const [printed] = await once(child.stdout, 'data');
  const variables = Object.fromEntries(
    Array.from(String(printed).matchAll(/export (\w+)=(.+)/g), ([, name, value]) => [name, value]),
  );
  const pool = new Pool(new URL(variables.CIVIS_API_ENDPOINT).origin, { connections: IN_FLIGHT });
  const headers = {
    authorization: `Bearer ${variables.CIVIS_API_KEY}`,
    'content-type': 'application/json',
  };
  return {
    send: async (method, path, body) => {
      const { statusCode, body: answer } = await pool.request({
        method,
        path: `/civis${path}`,
        headers,
        body: JSON.stringify(body),
      });
      const value = await answer.json();
      if (statusCode >= 400) throw new Error(`${method} ${path}: ${statusCode} ${JSON.stringify(value)}`);
      return value;
    },
    close: async () => {
      await pool.close();
      await stop();
    },
  };
}
