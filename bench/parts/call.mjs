// One call over stdio against a platform on loopback, and fifty in flight: beside the two things that a call cannot
// do without, the SDK's own round trip and undici's own request, and beside other servers.
import { Agent } from 'undici';
import { BARE_PARTS, OURS } from '../names.mjs';
import { compare, compareEach } from '../rows.mjs';
import { startWithTool } from '../servers.mjs';
import { alternate, throughput, timed } from '../statistics.mjs';
import { startServer, succeed } from '../stdio.mjs';

const ROUNDS = 1_500;
const WARM_UP = 500;
const IN_FLIGHT = 50;
const BURSTS = 7;
const CALLS_A_BURST = 1_000;

export async function measureCall({ servers, origin }) {
  const started = {};
  for (const [name, each] of Object.entries(servers)) started[name] = await startWithTool(each);
  const echo = await startServer(['bench/servers/echo-server.mjs']);
  const agent = new Agent();
  for (const { readJob } of Object.values(started)) await succeed(readJob());
  try {
    return [...(await measureOne(started, echo, agent, origin)), ...(await measureMany(started))];
  } finally {
    await Promise.all([...Object.values(started), echo].map(({ stop }) => stop()));
    await agent.close();
  }
}

async function measureOne(started, echo, agent, origin) {
  const request = async () => {
    const { body } = await agent.request({ origin, path: '/jobs/5', method: 'GET' });
    await body.json();
  };
  const calls = Object.fromEntries(
    Object.entries(started).map(([name, { readJob }]) => [name, () => timed(readJob)]),
  );
  // The two parts of each round belong together: their sum is one value.
  const both = async () => (await timed(() => echo.call('echo', { id: 5 }))) + (await timed(request));
  const { [BARE_PARTS]: parts, ...took } = await alternate({ ...calls, [BARE_PARTS]: both }, ROUNDS, {
    warmUp: WARM_UP,
  });
  const measure = 'One call, stdio';
  return [
    compare(measure, 'ms', took[OURS], [BARE_PARTS, parts], { most: 1.3 }),
    ...compareEach(measure, 'ms', took, { peer: { most: 0.67 } }),
  ];
}

async function measureMany(started) {
  const tasks = Object.fromEntries(
    Object.entries(started).map(([name, { readJob }]) => [
      name,
      () => throughput(readJob, CALLS_A_BURST, IN_FLIGHT),
    ]),
  );
  const rates = await alternate(tasks, BURSTS, { warmUp: 1 });
  return compareEach(`${IN_FLIGHT} calls in flight, stdio`, 'calls/s', rates, { peer: { least: 2 } });
}
