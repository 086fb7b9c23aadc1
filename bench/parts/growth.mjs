// From 208 over 1,200 to 5,000 operations: what a start, a search and a call cost. The operations beyond our own come
// from a description that is compiled at the start, as with `--live-spec`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeAsSwagger, operations } from '../openapi-description.mjs';
import { bound, compare } from '../rows.mjs';
import { CACHE, ourEnv, PROGRAM } from '../servers.mjs';
import { alternate, timed } from '../statistics.mjs';
import { startServer, succeed } from '../stdio.mjs';

const SIZES = [1_200, 5_000];
/** Operations of the smallest description: with it, a start already loads what compiles descriptions. */
const FEW = 10;
const STARTS = 5;
const CALLS = 1_000;
const SEARCHES = 100;
const QUERIES = [
  'run a job',
  'share a model with a group',
  'cancel an import',
  'logs of the last build',
  'upload file',
];
/** No faster than linearly, and a tenth for the noise of the measure. */
const NOISE = 1.1;

export async function measureGrowth({ origin }) {
  const totals = [operations.length + FEW, ...SIZES];
  const argsOf = Object.fromEntries(totals.map((total) => [total, argumentsFor(total)]));
  const start = (total, ...flags) => startServer([PROGRAM, ...argsOf[total], ...flags], ourEnv(origin));
  return [
    ...(await measureStarts(totals, start)),
    ...(await measureCalls({
      [operations.length]: () => startServer([PROGRAM], ourEnv(origin)),
      ...starters(start),
    })),
    ...(await measureSearches(totals, start)),
  ];
}

const starters = (start) => Object.fromEntries(SIZES.map((total) => [total, () => start(total)]));

function argumentsFor(total) {
  const path = join(CACHE, `described-${total}.json`);
  writeFileSync(path, JSON.stringify(describeAsSwagger(total - operations.length)));
  return ['--live-spec', `civis=${path}`];
}

async function measureStarts(totals, start) {
  const tasks = Object.fromEntries(
    totals.map((total) => [
      total,
      async () => {
        let server;
        const took = await timed(async () => {
          server = await start(total);
          const tools = await server.list();
          if (tools.length < total) throw new Error(`${tools.length} of ${total} operations are listed`);
        });
        await server.stop();
        return took;
      },
    ]),
  );
  const took = await alternate(tasks, STARTS);
  const [few, some, many] = totals;
  const perOperation = (total, smaller) => ({
    median: (took[total].median - took[smaller].median) / (total - smaller),
  });
  return [
    ...totals.map((total) => bound(`Start with ${name(total)} operations`, 'ms', took[total])),
    compare(
      `Start, for each operation added up to ${name(many)}`,
      'ms',
      perOperation(many, some),
      [`up to ${name(some)}`, perOperation(some, few)],
      { most: NOISE },
    ),
  ];
}

/** A call costs the same, however many operations there are. */
async function measureCalls(starts) {
  const servers = {};
  for (const [total, start] of Object.entries(starts)) servers[total] = await start();
  const tasks = Object.fromEntries(
    Object.entries(servers).map(([total, server]) => [
      total,
      () => timed(() => server.call('civis_jobs_get', { id: 5 })),
    ]),
  );
  const took = await alternate(tasks, CALLS, { warmUp: 300 });
  await Promise.all(Object.values(servers).map((server) => server.stop()));
  const fewest = operations.length;
  return SIZES.map((total) =>
    compare(
      `One call among ${name(total)} operations`,
      'ms',
      took[total],
      [`among ${fewest}`, took[fewest]],
      {
        most: NOISE,
      },
    ),
  );
}

async function measureSearches(totals, start) {
  const servers = {};
  const rows = [];
  const search = (server, query) => succeed(server.call('operations_search', { query }));
  const index = {};
  for (const total of totals) {
    servers[total] = await start(total, '--surface', 'compact');
    index[total] = await timed(() => search(servers[total], 'warm up'));
  }
  let turn = 0;
  const tasks = Object.fromEntries(
    totals.map((total) => [
      total,
      () => timed(() => search(servers[total], QUERIES[turn++ % QUERIES.length])),
    ]),
  );
  const took = await alternate(tasks, SEARCHES, { warmUp: 50 });
  await Promise.all(Object.values(servers).map((server) => server.stop()));
  for (const total of totals) {
    rows.push(bound(`First search among ${name(total)} operations`, 'ms', index[total]));
  }
  for (const [at, total] of totals.slice(1).entries()) {
    const smaller = totals[at];
    const bar = { most: Number(((total / smaller) * NOISE).toFixed(1)) };
    rows.push(
      compare(
        `Search among ${name(total)} operations`,
        'ms',
        took[total],
        [`among ${name(smaller)}`, took[smaller]],
        bar,
      ),
    );
  }
  return rows;
}

const name = (count) => count.toLocaleString('en');
