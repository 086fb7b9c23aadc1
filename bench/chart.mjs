// The picture of the report: a panel a measure, a bar a server, readable in light and dark.
import { OURS } from './names.mjs';
import { figure } from './rows.mjs';

/** The measures that are drawn, and which way is better. */
const PANELS = [
  { measure: 'Start to the full list of tools', better: 'less' },
  { measure: 'One call, stdio', better: 'less' },
  { measure: '50 calls in flight, stdio', better: 'more' },
  { measure: '50 in flight, HTTP, modern clients', better: 'more' },
  { measure: '50 in flight, HTTP, legacy clients', better: 'more' },
  { measure: 'Memory at rest, full surface', better: 'less' },
];

const WIDTH = 760;
const LABELS = 270;
const VALUES = 110;
const BAR = 18;
const GAP = 6;
const TITLE = 34;
const MARGIN = 16;
const SCALE = WIDTH - LABELS - VALUES - 2 * MARGIN;

const STYLE = `
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
.title { font-weight: 600; }
.other { fill: #afb8c1; }
.ours { fill: #0969da; }
.spread { stroke: #57606a; stroke-width: 1.5; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .other { fill: #484f58; }
  .ours { fill: #2f81f7; }
  .spread { stroke: #8b949e; }
}`;

export function drawPicture(rows) {
  let top = MARGIN;
  const panels = PANELS.flatMap((panel) => {
    const entries = entriesOf(rows, panel.measure);
    if (entries.length === 0) return [];
    const drawn = drawPanel(panel, entries, top);
    top += TITLE + entries.length * (BAR + GAP) + GAP;
    return [drawn];
  });
  const label = 'Bars for start, calls and memory of this program and of others';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top + MARGIN}" role="img" aria-label="${label}">
<style>${STYLE}</style>
${panels.join('\n')}
</svg>
`;
}

/** Ours first, then every other that the measure was compared with. */
function entriesOf(rows, measure) {
  const own = rows.filter((row) => row.measure === measure && row.rival !== undefined);
  if (own.length === 0) return [];
  const [{ ours, unit }] = own;
  return [
    { name: OURS, summary: ours, unit },
    ...own.map(({ rival, theirs }) => ({ name: rival, summary: theirs, unit })),
  ];
}

function drawPanel({ measure, better }, entries, top) {
  const largest = Math.max(...entries.map(({ summary }) => summary.high ?? summary.median));
  const length = (value) => Math.round((value / largest) * SCALE);
  const bars = entries.map(({ name, summary, unit }, at) => {
    const y = top + TITLE + at * (BAR + GAP);
    const left = MARGIN + LABELS;
    const middle = y + BAR / 2;
    const textAt = (x, text, anchor) =>
      `<text x="${x}" y="${middle}" dominant-baseline="central" text-anchor="${anchor}">${escapeXml(text)}</text>`;
    return [
      textAt(left - 10, name === OURS ? 'civis-aiod-mcp' : name, 'end'),
      `<rect class="${name === OURS ? 'ours' : 'other'}" x="${left}" y="${y}" width="${length(summary.median)}" height="${BAR}" rx="2"/>`,
      `<line class="spread" x1="${left + length(summary.low)}" x2="${left + length(summary.high)}" y1="${middle}" y2="${middle}"/>`,
      textAt(left + SCALE + 10, `${figure(summary.median)} ${unit}`, 'start'),
    ].join('\n');
  });
  const title = `${measure} (${better} is better)`;
  return [`<text class="title" x="${MARGIN}" y="${top + 20}">${escapeXml(title)}</text>`, ...bars].join('\n');
}

const escapeXml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
