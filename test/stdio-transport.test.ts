import { Buffer } from 'node:buffer';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { createStdioTransport } from '../src/stdio-transport.ts';

const message = (id: number, text = '') => ({ jsonrpc: '2.0', id, result: { text } }) as const;

/** A transport whose output counts what it is written at once. */
function gathered() {
  const pieces: string[] = [];
  const output = new PassThrough({ highWaterMark: 1000 });
  output._writev = (chunks, done) => {
    pieces.push(Buffer.concat(chunks.map(({ chunk }) => chunk as Buffer)).toString());
    done();
  };
  output._write = (chunk: Buffer, _, done) => {
    pieces.push(chunk.toString());
    done();
  };
  const transport = createStdioTransport(new PassThrough(), output);
  return { transport, pieces, lines: () => pieces.join('').trim().split('\n') };
}

it('writes what is sent in one turn in one piece, in its order', async () => {
  const { transport, pieces, lines } = gathered();
  await Promise.all([1, 2, 3].map((id) => transport.send(message(id))));
  await expect.poll(() => pieces).toHaveLength(1);
  expect(lines().map((line) => (JSON.parse(line) as { id: number }).id)).toEqual([1, 2, 3]);
  await transport.send(message(4));
  await expect.poll(() => pieces).toHaveLength(2);
});

it('writes more than the buffer holds', async () => {
  const { transport, lines } = gathered();
  const ids = Array.from({ length: 30 }, (_, id) => id);
  await Promise.all(ids.map((id) => transport.send(message(id, 'x'.repeat(200)))));
  expect(lines().map((line) => (JSON.parse(line) as { id: number }).id)).toEqual(ids);
});
