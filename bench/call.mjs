// One call over stdio against a platform on loopback, beside the two things that it cannot do without: the
// SDK's own round trip and undici's own request. Run with `npm run bench:call`; medians and their ratio.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'undici';
import { median, startServer } from './stdio.mjs';

const ROUNDS = 3_000;
const WARM_UP = 500;
const IN_FLIGHT = 50;

const platform = fork(new URL('platform.mjs', import.meta.url));
const [port] = await once(platform, 'message');
const origin = `http://127.0.0.1:${port}`;
const agent = new Agent();

const ours = await startServer(['dist/main.js'], {
  CIVIS_API_ENDPOINT: `${origin}/`,
  CIVIS_API_KEY: 'bench-key',
});
const echo = await startServer(['bench/echo-server.mjs']);

const work = {
  'one call': () => ours.call('civis_jobs_get', { id: 5 }),
  'bare SDK echo': () => echo.call('echo', { id: 5 }),
  'bare undici request': async () => {
    const { body } = await agent.request({ origin, path: '/jobs/5', method: 'GET' });
    await body.json();
  },
};

async function timed(task) {
  const start = performance.now();
  await task();
  return performance.now() - start;
}

const times = Object.fromEntries(Object.keys(work).map((name) => [name, []]));
for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
  // In turn, so that a slow moment of the machine falls on all of them.
  for (const [name, task] of Object.entries(work)) {
    const took = await timed(task);
    if (round >= WARM_UP) times[name].push(took);
  }
}
const medians = Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
for (const [name, value] of Object.entries(medians)) console.log(`${name.padEnd(22)} ${value.toFixed(3)} ms`);
const parts = medians['bare SDK echo'] + medians['bare undici request'];
console.log(`ratio                  ${(medians['one call'] / parts).toFixed(2)} (bar: 1.30)`);

const throughput = await timed(async () => {
  const lane = async () => {
    for (let call = 0; call < ROUNDS / IN_FLIGHT; call += 1) await work['one call']();
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
});
console.log(`${IN_FLIGHT} in flight           ${Math.round((ROUNDS / throughput) * 1000)} calls a second`);

await Promise.all([ours.stop(), echo.stop(), agent.close()]);
platform.disconnect();
