import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type CsvOptions, findCsvProblem } from '../../../src/workflows/data/validate-csv.ts';

const look = (content: string | Buffer, claims: CsvOptions = {}, more = 0) => {
  const bytes = Buffer.from(content as string);
  return findCsvProblem(bytes, bytes.length + more, claims);
};

describe('a file that can be imported', () => {
  it.each<[what: string, content: string | Buffer, claims: CsvOptions]>([
    ['commas', 'a,b\n1,2\n', {}],
    ['tabs', 'a\tb\n1\t2', { delimiter: 'tab', hasHeader: true }],
    ['pipes and CRLF', 'a|b\r\n1|2\r\n', { delimiter: 'pipe' }],
    ['one column', 'a\n1\n2\n', { delimiter: 'comma', hasHeader: true }],
    ['one row', 'a,b', {}],
    ['a byte order mark', '\ufeffa,b\n1,2\n', { hasHeader: true }],
    ['quoted delimiters and line breaks', 'a,b\n"1;2\n3",x\n', { delimiter: 'comma' }],
    ['sentences in one column', 'said\nwell, then\nno\n', { delimiter: 'tab' }],
    ['a quote that never ends', `a,"${'\n'.repeat(1000)}`, {}],
    ['umlauts', 'größe,b\n1,2', { hasHeader: true }],
  ])('has %s', (_, content, claims) => {
    expect(look(content, claims)).toBeNull();
  });

  it('may be cut in the middle of a character', () => {
    const head = Buffer.from('a,ü').subarray(0, 3);
    expect(look(head, {}, 10)).toBeNull();
    expect(look(head)).toContain('UTF-8');
  });
});

describe('a file that cannot be imported', () => {
  it.each<[what: string, content: string | Buffer, claims: CsvOptions, says: string]>([
    ['is empty', '', {}, 'empty'],
    ['holds line breaks alone', '\n\r\n \n', {}, 'no rows'],
    ['holds a byte order mark alone', '\ufeff', {}, 'no rows'],
    ['is in UTF-16 with a mark', Buffer.from('\ufeffa,b\n1,2', 'utf16le'), {}, 'UTF-16'],
    ['is in UTF-16 without one', Buffer.from('a,b\n1,2', 'utf16le'), {}, 'UTF-16'],
    ['is in UTF-16, the other way round', Buffer.from('\ufeffa,b', 'utf16le').swap16(), {}, 'UTF-16'],
    ['is in Windows-1252', Buffer.from('größe,b\n1,2', 'latin1'), {}, 'UTF-8'],
    ['is binary', Buffer.from([1, 0, 0, 2, 3, 0, 0]), {}, 'no text'],
    ['is gzipped', gzipSync('a,b\n1,2'), {}, 'gzip'],
    ['is zipped', Buffer.from('504b030414000000', 'hex'), {}, 'zip'],
    ['has semicolons', 'a;b\n1;2\n', {}, 'semicolons'],
    ['has another delimiter', 'a,b\n1,2\n', { delimiter: 'pipe' }, 'column_delimiter is comma'],
    ['names a column twice', 'id,Name,"name"\n1,2,3', { hasHeader: true }, '"name" twice'],
    ['has a column without a name', 'id,,b\n1,2,3', { hasHeader: true }, 'column 2'],
  ])('%s', (_, content, claims, says) => {
    expect(look(content, claims)).toContain(says);
  });
});
