import { statfs } from 'node:fs/promises';

/** What is left free at the least: this much, or this part of a small disk. */
const RESERVED_BYTES = 1000 ** 3;
const RESERVED_PART = 0.05;

/** What a file system says of itself, in blocks of `bsize` bytes. */
interface DiskUsage {
  readonly bsize: number;
  readonly blocks: number;
  /** Blocks that are free to users other than root. */
  readonly bavail: number;
}

/** Bytes that a new file in a folder may take and not fill the disk. */
export async function readSpareBytes(folder: string): Promise<number> {
  return spareBytes(await statfs(folder).catch(() => undefined));
}

/** Infinite where the file system does not tell; some on a network do not. */
export function spareBytes(usage: DiskUsage | undefined): number {
  if (usage === undefined || usage.blocks === 0) return Number.POSITIVE_INFINITY;
  const { bsize, blocks, bavail } = usage;
  return Math.max(0, bavail * bsize - Math.min(RESERVED_BYTES, blocks * bsize * RESERVED_PART));
}
