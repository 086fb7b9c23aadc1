import { expect, it } from 'vitest';
import { decodeUtf8 } from '../src/decode-utf8.ts';

const EURO = Buffer.from('€');

it.each([
  ['text', Buffer.from('café €'), 'café €'],
  ['text behind a byte order mark', Buffer.from('\uFEFFid'), 'id'],
  ['nothing', Buffer.alloc(0), ''],
  ['bytes of another encoding', Buffer.from([0x63, 0x61, 0x66, 0xe9]), undefined],
  ['text with a null character', Buffer.from('a\0b'), undefined],
  ['an incomplete last character', EURO.subarray(0, 2), undefined],
])('%s', (_, bytes, text) => {
  expect(decodeUtf8(bytes)).toBe(text);
});

it('a sample may end within a character', () => {
  expect(decodeUtf8(Buffer.concat([Buffer.from('5 '), EURO.subarray(0, 2)]), true)).toBe('5 ');
  expect(decodeUtf8(Buffer.from([0xe9, 0x61]), true)).toBeUndefined();
});
