// A row of the report: one measure of ours, alone or beside another program's, and the bar that it has to hold.
import { isBare, OURS } from './names.mjs';

/**
 * A measure beside another's, as summaries. The bar is on the ratio of ours to theirs: `{ most }` or `{ least }`;
 * without one the row informs.
 */
export function compare(measure, unit, ours, [rival, theirs], bar) {
  const ratio = ours.median / theirs.median;
  return { measure, unit, ours, rival, theirs, ratio, bar, held: holds(ratio, bar) };
}

/** Ours beside every other of the same summaries; the bars are by kind, `bare` for the SDK's own and `peer`. */
export function compareEach(measure, unit, { [OURS]: ours, ...others }, bars = {}) {
  return Object.entries(others).map(([name, theirs]) =>
    compare(measure, unit, ours, [name, theirs], isBare(name) ? bars.bare : bars.peer),
  );
}

/** A measure with a bar of its own, in its unit. */
export function bound(measure, unit, value, bar) {
  const ours = typeof value === 'number' ? { median: value } : value;
  return { measure, unit, ours, bar, held: holds(ours.median, bar) };
}

function holds(value, bar) {
  if (bar === undefined) return undefined;
  return bar.most === undefined ? value >= bar.least : value <= bar.most;
}

/** A figure as people read it: three digits, or whole. */
export function figure(value) {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(value < 1 ? 2 : 3)));
}

const spread = ({ low, high }) =>
  low === undefined || low === high ? '' : ` (${figure(low)}–${figure(high)})`;

/** The cells of a row, as the report and the terminal show them. */
export function cellsOf({ measure, unit, ours, rival, theirs, ratio, bar, held }) {
  const withUnit = (summary) => `${figure(summary.median)} ${unit}${spread(summary)}`.replace(' %', '%');
  return [
    measure,
    withUnit(ours),
    rival === undefined ? '' : `${rival}: ${withUnit(theirs)}`,
    ratio === undefined ? '' : ratio.toFixed(2),
    barText(bar, ratio === undefined ? ` ${unit}` : ''),
    { true: 'yes', false: '**no**' }[held] ?? '',
  ];
}

function barText(bar, unit) {
  if (bar === undefined) return '';
  const [sign, limit] = bar.most === undefined ? ['≥', bar.least] : ['≤', bar.most];
  return `${sign} ${limit}${unit}`.replace(' %', '%');
}
