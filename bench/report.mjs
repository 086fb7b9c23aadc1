// Writes docs/performance.md and its picture from the rows of a whole run.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, platform, release, totalmem } from 'node:os';
import { drawPicture } from './chart.mjs';
import { explanationOf } from './explanations.mjs';
import { PEER_PACKAGES } from './peers.mjs';
import { cellsOf } from './rows.mjs';

const PAGE = 'docs/performance.md';
const PICTURE = 'docs/performance.svg';
const HEADINGS = ['Measure', 'Ours', 'Compared with', 'Ours ÷ theirs', 'Bar', 'Held'];

export function writeReport(rows, startedAt) {
  writeFileSync(PICTURE, drawPicture(rows));
  writeFileSync(PAGE, page(rows, startedAt));
  console.log(`\n${PAGE} and ${PICTURE} are written`);
}

function page(rows, startedAt) {
  const barred = rows.filter(({ held }) => held !== undefined);
  const missed = barred.filter(({ held }) => !held);
  return `# Performance

Written by \`npm run bench\`, which measures this program beside others in one run: in turn, so that a slow moment of
the machine falls on all of them. Figures are medians, with quartiles in brackets; each platform is a server on
loopback. Compare ratios: times depend on the machine.

![Start, calls and memory beside other servers](performance.svg)

${list({
  Version: `${readJson('package.json').version}, commit ${commit()}`,
  Date: startedAt.toISOString().slice(0, 10),
  Machine: `${cpus()[0]?.model ?? 'unknown CPU'}, ${cpus().length} cores, ${Math.round(totalmem() / 1024 ** 3)} GB`,
  Software: `Node.js ${process.versions.node}, ${platform()} ${release()}`,
})}

${barred.length - missed.length} of ${barred.length} bars are held.

${table(HEADINGS, rows.map(cellsOf))}
${shortfalls(missed)}
## What is compared

- **bare SDK server**: the MCP SDK for TypeScript alone, with our tools and one undici request a call. It is
  written in two ways: every tool registered with its zod schema, or the list read from a JSON file.
- **bare SDK echo + bare undici request**: a round trip to a server with one tool that returns its argument, plus the
  request that a call makes.
- **bare createMcpHandler**: the SDK's HTTP handler with one tool that makes the same request.
${peerLines(rows)}
`;
}

/** Where the program is behind, and why. */
function shortfalls(missed) {
  if (missed.length === 0) return '';
  const lines = missed.map((row) => {
    const beside = row.rival === undefined ? '' : ` (${row.rival})`;
    const cause = explanationOf(row);
    return `- ${row.measure}${beside}${cause === undefined ? '.' : `: ${cause}`}`;
  });
  return `\n## Bars that are missed\n\n${lines.join('\n')}\n`;
}

function peerLines(rows) {
  const measured = Object.entries(PEER_PACKAGES).filter(([name]) => rows.some(({ rival }) => rival === name));
  if (measured.length === 0) return '- Peers from npm could not be installed in this run.';
  return measured
    .map(
      ([name, version]) =>
        `- **${name}** ${version}, from npm, with an OpenAPI description of our operations.`,
    )
    .join('\n');
}

const list = (items) =>
  Object.entries(items)
    .map(([name, value]) => `- ${name}: ${value}`)
    .join('\n');

function table(headings, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

function commit() {
  const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  try {
    const changed = git('status', '--porcelain', '--', 'src', 'scripts', 'package-lock.json') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}`;
  } catch {
    return 'unknown';
  }
}
