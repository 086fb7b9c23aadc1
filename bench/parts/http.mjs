// One call and fifty in flight over HTTP, in both eras of the protocol, beside the least that the SDK can do.
import { connect, startHttpServer } from '../http.mjs';
import { BARE_HTTP, OURS } from '../names.mjs';
import { compareEach } from '../rows.mjs';
import { ourEnv, PROGRAM } from '../servers.mjs';
import { alternate, throughput, timed } from '../statistics.mjs';
import { succeed } from '../stdio.mjs';

const ROUNDS = 1_000;
const WARM_UP = 500;
const IN_FLIGHT = 50;
const BURSTS = 7;
const CALLS_A_BURST = 1_000;

export async function measureHttp({ origin }) {
  const ours = await startHttpServer([PROGRAM, 'serve', '--http', '127.0.0.1:0'], { env: ourEnv(origin) });
  const bare = await startHttpServer(['bench/servers/bare-http-server.mjs'], {
    env: { PLATFORM_ORIGIN: origin },
  });
  try {
    const rows = [];
    for (const era of ['modern', 'legacy']) rows.push(...(await measureEra(era, ours.url, bare.url)));
    return rows;
  } finally {
    await Promise.all([ours.stop(), bare.stop()]);
  }
}

async function measureEra(era, ourUrl, bareUrl) {
  const clients = {
    [OURS]: await connect(ourUrl, era, IN_FLIGHT),
    [BARE_HTTP]: await connect(bareUrl, era, IN_FLIGHT),
  };
  const tasksOf = (make) =>
    Object.fromEntries(
      Object.entries(clients).map(([name, client]) => [
        name,
        make(() => client.call('civis_jobs_get', { id: 5 })),
      ]),
    );
  try {
    for (const client of Object.values(clients)) await succeed(client.call('civis_jobs_get', { id: 5 }));
    const took = await alternate(
      tasksOf((call) => () => timed(call)),
      ROUNDS,
      { warmUp: WARM_UP },
    );
    const rates = await alternate(
      tasksOf((call) => () => throughput(call, CALLS_A_BURST, IN_FLIGHT)),
      BURSTS,
      { warmUp: 1 },
    );
    return [
      ...compareEach(`One call, HTTP, ${era} clients`, 'ms', took, { bare: { most: 1.25 } }),
      ...compareEach(`${IN_FLIGHT} in flight, HTTP, ${era} clients`, 'calls/s', rates, {
        bare: { least: 0.85 },
      }),
    ];
  } finally {
    await Promise.all(Object.values(clients).map((client) => client.close()));
  }
}
