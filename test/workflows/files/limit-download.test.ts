import { describe, expect, it } from 'vitest';
import type { CallError } from '../../../src/errors.ts';
import { limitDownload } from '../../../src/workflows/files/limit-download.ts';
import { callErrorOf } from '../../support/tool-caller.ts';

async function* chunks(...sizes: number[]): AsyncGenerator<Uint8Array> {
  for (const size of sizes) yield Buffer.alloc(size);
}

async function read(bytes: AsyncIterable<Uint8Array>): Promise<number> {
  let count = 0;
  for await (const chunk of bytes) count += chunk.length;
  return count;
}

describe('a download', () => {
  const PLENTY = Number.POSITIVE_INFINITY;
  const textOf = ({ kind, message, details }: CallError) => [kind, message, details.hint];

  it.each([undefined, 30])('of a stated size of %s that fits is passed on', async (size) => {
    expect(await read(limitDownload({ bytes: chunks(10, 20), size }, 30))).toBe(30);
  });

  it('that is larger than the disk is not begun', async () => {
    const bytes = chunks(10);
    const failure = await callErrorOf(read(limitDownload({ bytes, size: 5_000_000 }, 2_000_000)));
    expect(textOf(failure)).toEqual([
      'too_large',
      'There is not enough disk space: the download needs 5 MB, and 2 MB can be used.',
      'Free disk space, or save to a folder on another disk.',
    ]);
    expect((await bytes.next()).value).toHaveLength(10);
  });

  it('without a stated size ends where the disk does', async () => {
    const failure = await callErrorOf(read(limitDownload({ bytes: chunks(10, 20), size: undefined }, 29)));
    expect(failure.message).toBe(
      'There is not enough disk space: the download needs more than 29 bytes, and 29 bytes can be used.',
    );
  });

  it('has a maximum on any disk', async () => {
    const failure = await callErrorOf(read(limitDownload({ bytes: chunks(), size: 100e9 + 1 }, PLENTY)));
    expect(textOf(failure)).toEqual([
      'too_large',
      'The download is larger than 100 GB.',
      'Download it with another program: civis_files_get returns the link of a Civis file.',
    ]);
  });
});
