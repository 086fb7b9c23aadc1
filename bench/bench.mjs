// Measures the program beside others, and writes docs/performance.md when it has measured everything.
// `npm run bench` takes all parts; `npm run bench -- start call` only those, and writes nothing.
import { parseArgs } from 'node:util';
import { measureAnswers } from './parts/answers.mjs';
import { measureCall } from './parts/call.mjs';
import { measureGrowth } from './parts/growth.mjs';
import { measureHttp } from './parts/http.mjs';
import { measureIdle } from './parts/idle.mjs';
import { measureLeak } from './parts/leak.mjs';
import { measureLoad } from './parts/load.mjs';
import { measureLoop } from './parts/loop.mjs';
import { measureRest } from './parts/rest.mjs';
import { measureSandbox } from './parts/sandbox.mjs';
import { measureStart } from './parts/start.mjs';
import { measureSurface } from './parts/surface.mjs';
import { measureTransfer } from './parts/transfer.mjs';
import { writeReport } from './report.mjs';
import { cellsOf } from './rows.mjs';
import { prepareServers, startPlatform } from './servers.mjs';

/** In the order of the report. */
const PARTS = {
  start: measureStart,
  call: measureCall,
  http: measureHttp,
  rest: measureRest,
  transfer: measureTransfer,
  idle: measureIdle,
  growth: measureGrowth,
  answers: measureAnswers,
  surface: measureSurface,
  load: measureLoad,
  loop: measureLoop,
  leak: measureLeak,
  sandbox: measureSandbox,
};

const { positionals } = parseArgs({ allowPositionals: true });
const unknown = positionals.filter((name) => PARTS[name] === undefined);
if (unknown.length > 0) {
  console.error(`unknown part ${unknown.join(', ')}; parts: ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}
const names = positionals.length > 0 ? positionals : Object.keys(PARTS);

const startedAt = new Date();
const platform = await startPlatform();
const context = { origin: platform.origin, servers: await prepareServers(platform.origin) };
const rows = [];
for (const name of names) {
  const start = performance.now();
  console.log(`\n${name}`);
  const measured = await PARTS[name](context);
  for (const row of measured) console.log(`  ${cellsOf(row).filter(Boolean).join(' | ')}`);
  console.log(`  took ${((performance.now() - start) / 1000).toFixed(0)} s`);
  rows.push(...measured);
}
platform.stop();
if (positionals.length === 0) await writeReport(rows, startedAt);
process.exitCode = rows.some(({ held }) => held === false) ? 1 : 0;
