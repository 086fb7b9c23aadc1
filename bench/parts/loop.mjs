// Answers of 31 MB, while another caller makes small calls: how long does the event loop stand still, and how long do
// the small calls wait?
import { setTimeout as pause } from 'node:timers/promises';
import { bound } from '../rows.mjs';
import { ourEnv, PROGRAM, startOrigin } from '../servers.mjs';
import { startServer, succeed } from '../stdio.mjs';

const PAUSE_MS = 20;
/** Longest that another caller may wait, and with it the loop. */
const BAR = { most: 200 };

/** The calls, by the way in which their answers are large; the platform's side is in the server. */
const CASES = {
  'a list': ['civis_databases_list', {}],
  'a list, of which two fields are asked for': ['civis_announcements_list', { fields: ['id', 'name'] }],
  'a list with integers beyond 2^53': ['civis_groups_list', {}],
  'one object with a list in it': ['civis_files_get', { id: 1 }],
};

export async function measureLoop() {
  const platform = await startOrigin('large-answers.mjs');
  const server = await startServer([PROGRAM], ourEnv(platform.origin), true);
  try {
    const rows = [];
    for (const [label, call] of Object.entries(CASES)) {
      rows.push(bound(`Answer of 31 MB, ${label}: others wait`, 'ms', await longestWait(server, call), BAR));
    }
    return rows;
  } finally {
    await server.stop();
    platform.stop();
  }
}

async function longestWait(server, [tool, args]) {
  const small = () => server.call('civis_jobs_get', { id: 5 });
  await small();
  await server.measure();
  let isDone = false;
  const large = succeed(server.call(tool, args)).finally(() => {
    isDone = true;
  });
  let longest = 0;
  while (!isDone) {
    const start = performance.now();
    await small();
    longest = Math.max(longest, performance.now() - start);
    await pause(PAUSE_MS);
  }
  await large;
  const { loopMs } = await server.measure();
  return Math.max(longest, loopMs.max);
}
