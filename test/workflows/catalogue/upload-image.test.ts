import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ClosablePlatformClient } from '../../../src/client/platform-client.ts';
import type { Arguments } from '../../../src/tools/operation.ts';
import { connectTo, neverAborted } from '../../support/connect.ts';
import { dispatchOver } from '../../support/dispatch.ts';
import { useGround } from '../../support/folder.ts';
import { answer, type FakePlatform, startPlatform } from '../../support/platform.ts';
import { callErrorOf } from '../../support/tool-caller.ts';

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

describe('aiod_upload_image', () => {
  const ground = useGround();
  let platform: FakePlatform;
  let client: ClosablePlatformClient;
  let status = 200;
  let detail = '';
  beforeAll(async () => {
    platform = await startPlatform((_, response) =>
      answer(response, status, status === 200 ? { identifier: 'org_1' } : { detail }),
    );
    client = connectTo(platform.url, { platform: 'aiod', label: 'AI-on-Demand', version: 'v2' });
    await writeFile(join(ground().inside, 'logo.txt'), GIF);
    await writeFile(join(ground().inside, 'no.png'), 'text');
    await writeFile(join(ground().inside, 'big.gif'), Buffer.concat([GIF, Buffer.alloc(1024 ** 2)]));
  });
  beforeEach(() => {
    platform.received.length = 0;
    status = 200;
  });
  afterAll(async () => {
    await client.close();
    await platform.close();
  });

  async function upload(args: Arguments): Promise<unknown> {
    const dispatch = dispatchOver({ civis: client, aiod: client }, undefined, { files: ground().folders });
    const call = { name: 'aiod_upload_image', args, signal: neverAborted, report: () => undefined };
    return (await dispatch(call)).outcome.value;
  }

  it.each([
    [false, 'POST'],
    [true, 'PUT'],
  ])('sends the file with its type and the credential; overwrite=%s: %s', async (overwrite, verb) => {
    const sent = await upload({ identifier: 'org_1', path: 'logo.txt', name: 'bannière 1', overwrite });
    expect(sent).toEqual({
      identifier: 'org_1',
      name: 'bannière 1',
      content_type: 'image/gif',
      size_bytes: GIF.length,
    });
    const [request] = platform.received;
    expect(request).toMatchObject({ verb, target: '/v2/organisations/org_1/image?name=banni%C3%A8re+1' });
    expect(request?.headers).toMatchObject({ authorization: 'Bearer test-key' });
    const form = new Response(request?.bytes, {
      headers: { 'content-type': String(request?.headers['content-type']) },
    });
    const file = (await form.formData()).get('file') as File;
    expect([file.name, file.type]).toEqual(['logo.txt', 'image/gif']);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(GIF);
  });

  it.each([
    ['another file', { identifier: 'org_1', path: 'no.png' }, 'must be a JPEG, PNG, GIF, WebP or BMP file'],
    ['a large file', { identifier: 'proj_1', path: 'big.gif' }, 'must be at most 1 MB'],
    ['another kind', { identifier: 'data_1', path: 'logo.txt' }, '"data_1" has no images'],
  ])('refuses %s before anything is sent', async (_, args, says) => {
    expect((await callErrorOf(upload(args))).message).toContain(says);
    expect(platform.received).toEqual([]);
  });

  it.each([
    [409, "An image with the name 'x' already exists for this project.", 'overwrite'],
    [404, "No image with the name 'x' found in the database.", 'without overwrite'],
    [403, 'You do not have permission to edit projects.', 'ask the owner for write permission'],
  ])('says what to do about %s', async (given, says, advice) => {
    status = given;
    detail = says;
    const refused = await callErrorOf(upload({ identifier: 'proj_1', path: 'logo.txt' }));
    expect(refused.details).toMatchObject({ status: given, hint: expect.stringContaining(advice) });
  });
});
