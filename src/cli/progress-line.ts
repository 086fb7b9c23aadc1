import type { ReportProgress } from '../tools/outcome.ts';
import { printableLine } from './printable.ts';

const BAR_CHARS = 20;
/** Moves to the start of the line and clears it. */
const CLEAR_LINE = '\r\u001b[2K';

/** One line at the terminal that shows how far a call has come, and is cleared before anything else is written. */
export interface ProgressLine {
  readonly report: ReportProgress;
  clear(): void;
}

/** `width`: characters in a line of the terminal. */
export function createProgressLine(write: (text: string) => void, width: number): ProgressLine {
  let isShown = false;
  return {
    report({ done, total, message }) {
      isShown = true;
      const bar = total === undefined || total <= 0 ? '' : `${drawBar(done / total)} `;
      write(`${CLEAR_LINE}${bar}${printableLine(message ?? '')}`.slice(0, CLEAR_LINE.length + width - 1));
    },
    clear() {
      if (isShown) write(CLEAR_LINE);
      isShown = false;
    },
  };
}

function drawBar(share: number): string {
  const part = Math.min(1, Math.max(0, share));
  const filled = Math.round(part * BAR_CHARS);
  return `[${'#'.repeat(filled)}${'-'.repeat(BAR_CHARS - filled)}] ${String(Math.floor(part * 100)).padStart(3)} %`;
}
