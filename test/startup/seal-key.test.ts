import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { loadSealKey } from '../../src/startup/seal-key.ts';

const DIGITS = '0123456789abcdef'.repeat(4);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seal-key-'));
});
afterAll(() => rm(folder, { recursive: true }));

const keyOf = (value: string) => loadSealKey(readConfig({}, { CIVIS_AIOD_MCP_SEAL_KEY: value }));

async function fileWith(text: string): Promise<string> {
  const path = join(folder, 'key');
  await writeFile(path, text);
  return path;
}

it('is none unless it is set', async () => {
  expect(await keyOf('')).toBeUndefined();
});

it('is the same from digits and from a file of them', async () => {
  expect(await keyOf(DIGITS)).toEqual(Buffer.from(DIGITS, 'hex'));
  expect(await keyOf(await fileWith(`${DIGITS.toUpperCase()}\n`))).toEqual(Buffer.from(DIGITS, 'hex'));
});

it.each([
  ['too few digits', 'abc123'],
  ['other characters', 'x'.repeat(64)],
])('is not taken from a file with %s, which is not shown', async (_, text) => {
  const refusal = keyOf(await fileWith(text));
  await expect(refusal).rejects.toThrow('must be a text of 64 hexadecimal digits');
  await expect(refusal).rejects.not.toThrow(text);
});

it('must be in a file that exists', async () => {
  await expect(keyOf(join(folder, 'missing'))).rejects.toThrow('CIVIS_AIOD_MCP_SEAL_KEY');
});
