import { describe, expect, test } from 'vitest';
import { useSandboxOnClock } from '../../support/sandbox.ts';

interface File {
  readonly id: number;
  readonly name: string;
  readonly fileSize: number;
  readonly expiresAt: string | null;
  readonly fileUrl: string | null;
  readonly downloadUrl: string | null;
}

interface Upload extends File {
  readonly uploadUrl: string;
  readonly uploadFields: Record<string, string>;
}

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

const { under, clock } = useSandboxOnClock();

async function create(body: Record<string, unknown> = { name: 'notes.txt' }): Promise<Upload> {
  const reply = await under.civis<Upload>('POST /files', { body });
  expect(reply.status).toBe(201);
  return reply.body;
}

function upload({ uploadUrl }: Upload, fields: Record<string, string>, bytes: string): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([bytes]), 'whatever');
  return fetch(uploadUrl, { method: 'POST', body: form });
}

async function read(id: number, query = ''): Promise<File> {
  return (await under.civis<File>(`GET /files/${id}${query}`)).body;
}

describe('a file', () => {
  test('is uploaded by form and downloaded again', async () => {
    const file = await create({ name: 'grüße.csv' });
    expect(await read(file.id)).toMatchObject({ fileSize: 0, fileUrl: null, downloadUrl: null });
    expect((await upload(file, file.uploadFields, 'a,b\n1,ü\n')).status).toBe(204);
    const there = await read(file.id);
    expect(there).toMatchObject({ name: 'grüße.csv', fileSize: 9, downloadUrl: there.fileUrl });
    const download = await fetch(there.fileUrl ?? '');
    expect(download.status).toBe(200);
    expect(download.headers.get('content-type')).toContain('text/csv');
    expect(await download.text()).toBe('a,b\n1,ü\n');
  });

  test('is not taken with other fields than those that were given', async () => {
    const [file, other] = [await create(), await create()];
    const tries = [
      {},
      { ...file.uploadFields, 'x-amz-signature': 'forged' },
      { ...file.uploadFields, key: String(other.uploadFields['key']) },
    ];
    for (const fields of tries) expect((await upload(file, fields, 'x')).status).toBe(403);
    expect((await read(file.id)).fileSize).toBe(0);
    expect((await read(other.id)).fileSize).toBe(0);
  });

  test('needs a form with a file', async () => {
    const { uploadUrl } = await create();
    expect((await fetch(uploadUrl, { method: 'POST', body: 'bytes' })).status).toBe(400);
    const form = new FormData();
    form.set('key', 'k');
    expect((await fetch(uploadUrl, { method: 'POST', body: form })).status).toBe(400);
  });

  test('has links that expire', async () => {
    const { id, ...file } = await create();
    await upload({ id, ...file }, file.uploadFields, 'x');
    const { fileUrl } = await read(id);
    const longer = await read(id, `?link_expires_at=${new Date(clock.now() + 20 * HOUR).toISOString()}`);
    clock.forward(HOUR);
    const late = await fetch(fileUrl ?? '');
    expect(late.status).toBe(403);
    expect(await late.text()).toContain('expired');
    expect((await fetch(longer.fileUrl ?? '')).status).toBe(200);
    expect((await fetch((longer.fileUrl ?? '').replace(/Expires=\d+/, 'Expires=9999999999999'))).status).toBe(
      403,
    );
  });

  test.each([
    ['in the past', -HOUR],
    ['more than 36 hours ahead', 37 * HOUR],
  ])('has no links that expire %s', async (_, distance) => {
    const { id } = await create();
    const moment = new Date(clock.now() + distance).toISOString();
    expect((await under.civis(`GET /files/${id}?link_expires_at=${moment}`)).status).toBe(422);
  });

  test.each([
    ['30 days when nothing is said', {}, '2026-04-03T15:00:00.000Z'],
    ['for good with null', { expiresAt: null }, null],
    ['to the given moment', { expiresAt: '2026-03-05T00:00:00+02:00' }, '2026-03-04T22:00:00.000Z'],
    [
      'to the given moment, in UTC without an offset',
      { expires_at: '2026-03-05T00:00:00' },
      '2026-03-05T00:00:00.000Z',
    ],
  ])('is kept %s', async (_, body, expected) => {
    const { id, expiresAt } = await create({ name: 'kept.txt', ...body });
    expect(expiresAt).toBe(expected);
    clock.forward(31 * DAY);
    expect((await under.civis(`GET /files/${id}`)).status).toBe(expected === null ? 200 : 404);
  });

  test('of the world downloads what it says', async () => {
    const { body } = await under.civis<File>('GET /files/1520001');
    expect(body.name).toBe('stores.csv');
    const text = await (await fetch(body.fileUrl ?? '')).text();
    expect(Buffer.byteLength(text)).toBe(body.fileSize);
    expect(text.split('\n')[0]).toBe('store_id,name,state,square_meters');
  });
});

describe('an upload in parts', () => {
  const begin = async (parts: number) => {
    const body = { name: 'big.bin', numParts: parts };
    const reply = await under.civis<File & { uploadUrls: string[] }>('POST /files/multipart', { body });
    expect(reply.status).toBe(201);
    expect(reply.body.uploadUrls).toHaveLength(parts);
    return reply.body;
  };
  const put = async (url: string | undefined, body: string) =>
    (await fetch(url ?? '', { method: 'PUT', body: Buffer.from(body) })).status;
  const complete = (id: number) =>
    under.civis<{ errorDescription: string } | undefined>(`POST /files/multipart/${id}/complete`);

  test('takes its parts in any order', async () => {
    const { id, uploadUrls } = await begin(3);
    for (const [at, text] of [
      [2, 'three'],
      [0, 'one '],
      [1, 'wrong'],
      [1, 'two '],
    ] as const) {
      expect(await put(uploadUrls[at], text)).toBe(200);
    }
    expect((await complete(id)).status).toBe(204);
    const { fileUrl, fileSize } = await read(id);
    expect(fileSize).toBe(13);
    expect(await (await fetch(fileUrl ?? '')).text()).toBe('one two three');
  });

  test('is not complete while a part is missing', async () => {
    const { id, uploadUrls } = await begin(3);
    await put(uploadUrls[0], 'a');
    await put(uploadUrls[2], 'c');
    const early = await complete(id);
    expect(early.status).toBe(422);
    expect(early.body?.errorDescription).toContain('Missing parts: 2.');
    expect((await read(id)).fileUrl).toBeNull();
    await put(uploadUrls[1], 'b');
    expect((await complete(id)).status).toBe(204);
  });

  test('is completed once, and takes no part afterwards', async () => {
    const { id, uploadUrls } = await begin(1);
    await put(uploadUrls[0], 'a');
    await complete(id);
    expect((await complete(id)).status).toBe(404);
    expect(await put(uploadUrls[0], 'b')).toBe(404);
  });

  test('does not take a part under another number', async () => {
    const { uploadUrls } = await begin(2);
    expect(await put(uploadUrls[0]?.replace('partNumber=1', 'partNumber=2'), 'a')).toBe(403);
  });

  test.each([0, -1, 10_001, 1.5])('cannot have %d parts', async (numParts) => {
    expect((await under.civis('POST /files/multipart', { body: { name: 'x', numParts } })).status).toBe(422);
  });

  test('a file that is no upload in parts cannot be completed', async () => {
    expect((await complete((await create()).id)).status).toBe(404);
  });
});
