import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staticCredential } from '../../src/client/credential.ts';
import type { ClosablePlatformClient } from '../../src/client/platform-client.ts';
import type { KindName } from '../../src/tools/aiod/attributes/attribute.ts';
import { KIND_FACTS } from '../../src/tools/aiod/attributes/kind-facts.ts';
import type { Arguments } from '../../src/tools/operation.ts';
import type { Outcome } from '../../src/tools/outcome.ts';
import { FullMetadata, REVIEWED_KINDS } from '../support/catalogue-records.ts';
import { connectTo, neverAborted } from '../support/connect.ts';
import { dispatchOver } from '../support/dispatch.ts';
import { answer } from '../support/platform.ts';
import { useSandbox } from '../support/sandbox.ts';
import { callErrorOf, HANDLED, type ToolResult, withFakePlatform } from '../support/tool-caller.ts';

type Raw = Record<string, unknown> & {
  aiod_entry: { editor: string[]; status: string; date_modified: string };
};

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('a record of each kind, from draft to deletion', () => {
  const under = useSandbox();
  let client: ClosablePlatformClient;
  let full: FullMetadata;
  beforeAll(() => {
    const credential = staticCredential(under.sandbox.aiodToken);
    const options = { platform: 'aiod', label: 'AI-on-Demand', version: 'v2', credential } as const;
    client = connectTo(under.sandbox.aiodServer, options);
    full = new FullMetadata(call);
  });
  afterAll(() => client.close());

  async function run(name: string, args: Arguments): Promise<Outcome> {
    const dispatch = dispatchOver({ civis: client, aiod: client });
    return (await dispatch({ name, args, signal: neverAborted, report: () => undefined })).outcome;
  }

  async function call(name: string, args: Arguments): Promise<ToolResult> {
    return (await run(name, args)).value as ToolResult;
  }

  /** The record with its images, as the platform has it. */
  async function stored(kind: KindName, identifier: string): Promise<Raw> {
    const key = under.sandbox.aiodToken;
    const query = KIND_FACTS[kind].hasImages ? '?get_image=true' : '';
    return (await under.aiod<Raw>(`GET /v2/${kind}/${identifier}${query}`, { key })).body;
  }

  async function uploadImage(kind: KindName, identifier: string): Promise<void> {
    const form = new FormData();
    form.append('file', new Blob([PNG], { type: 'image/png' }), 'logo.png');
    const { aiodServer, aiodToken } = under.sandbox;
    const headers = { authorization: `Bearer ${aiodToken}` };
    const url = `${aiodServer}v2/${kind}/${identifier}/image?name=logo`;
    const { status } = await fetch(url, { method: 'POST', headers, body: form });
    expect(status).toBe(200);
  }

  async function accept(submission_identifier: unknown): Promise<void> {
    const body = { submission_identifier, decision: 'accepted' };
    const key = `${under.sandbox.aiodToken}-reviewer`;
    expect((await under.aiod('POST /v2/reviews', { body, key })).status).toBe(200);
  }

  /** Everything but the name and the time of the change, as text. */
  function withoutChange(record: Raw): string {
    const { name: _, aiod_entry, ...rest } = record;
    return JSON.stringify({ ...rest, aiod_entry: { ...aiod_entry, date_modified: null } });
  }

  it.each(REVIEWED_KINDS)('%s', async (kind) => {
    const metadata = await full.of(kind);
    const { value, notices } = await run(`aiod_${kind}_register`, { metadata });
    const { identifier } = value as { identifier: string };
    expect(notices?.join()).toContain(`call aiod_publish with identifier=${identifier}`);
    if (KIND_FACTS[kind].hasImages) await uploadImage(kind, identifier);

    const before = await stored(kind, identifier);
    expect(before.aiod_entry.editor).toHaveLength(1);
    const update = (name: string) => run(`aiod_${kind}_update`, { identifier, metadata: { name } });
    expect((await update('New')).value).toEqual({
      identifier,
      changed: { name: { was: before['name'], now: 'New' } },
    });
    const after = await stored(kind, identifier);
    expect(after['name']).toBe('New');
    expect(withoutChange(after)).toBe(withoutChange(before));
    expect(await update('New')).toMatchObject({
      value: { changed: {} },
      notices: [expect.stringContaining('nothing has changed')],
    });

    await call('aiod_publish', { identifier, comment: 'Please look' });
    const refused = await callErrorOf(update('Too late'));
    expect(refused.details).toMatchObject({ status: 403, hint: expect.stringContaining('aiod_publish') });
    expect(await call('aiod_publish', { identifier, action: 'status' })).toMatchObject({
      status: 'submitted',
      submission: { comment: 'Please look', assets: [identifier] },
    });
    expect(await call('aiod_publish', { identifier, action: 'retract' })).toMatchObject({ status: 'draft' });
    expect(withoutChange(await stored(kind, identifier))).toBe(withoutChange(before));

    const { submission } = (await call('aiod_publish', { identifier })) as { submission: ToolResult };
    await accept(submission['identifier']);
    await update('Published');
    const published = await stored(kind, identifier);
    expect(published.aiod_entry.status).toBe('published');
    expect(withoutChange(published).replace('"published"', '"draft"')).toBe(withoutChange(before));

    await call(`aiod_${kind}_replace`, { identifier, metadata: { name: 'Replaced' } });
    expect(await call(`aiod_${kind}_get_asset`, { identifier })).toMatchObject({
      name: 'Replaced',
      aiod_entry: { editor: before.aiod_entry.editor, status: 'published' },
    });
    await call(`aiod_${kind}_delete`, { identifier });
    expect((await callErrorOf(call(`aiod_${kind}_get_asset`, { identifier }))).kind).toBe('not_found');
  });
});

describe('what an update sends', () => {
  const read = {
    identifier: 'proj_1',
    ai_resource_identifier: 'proj_1',
    new_thing_identifier: 'x',
    platform: 'aiod',
    platform_resource_identifier: 'proj_1',
    name: 'P',
    total_cost_euro: 5,
    total_cost_euros: 5,
    media: [{ name: 'logo' }],
    contacts: [{ email: ['a@example.org'] }],
    not_known_to_us: { deep: [1] },
    description: { plain: 'text' },
    aiod_entry: { editor: ['prsn_1'], status: 'draft', date_modified: '2026', date_created: '2026' },
  };

  async function sentFor(metadata: Arguments, current: object = read, kind = 'projects'): Promise<unknown> {
    let sent: unknown;
    const path = `/${kind}/x_1`;
    const routes = {
      [`GET ${path}`]: () => current,
      [`PUT ${path}`]: ({ body }: { body: unknown }, response: Parameters<typeof answer>[0]) => {
        sent = body;
        answer(response, 200, null);
        return HANDLED;
      },
    };
    await withFakePlatform(routes, async ({ call }) => {
      await call(`aiod_${kind}_update`, { identifier: 'x_1', metadata });
    });
    return sent;
  }

  const kept = {
    platform: 'aiod',
    platform_resource_identifier: 'proj_1',
    not_known_to_us: { deep: [1] },
    aiod_entry: { editor: ['prsn_1'] },
  };

  it.each<readonly [what: string, metadata: Arguments, sent: object]>([
    ['leaves out what only reading shows', { name: 'Q' }, { name: 'Q', total_cost_euros: 5 }],
    ['sends the name of a value that is given', { total_cost_euro: 6 }, { name: 'P', total_cost_euro: 6 }],
    [
      'sends media that is given',
      { media: [{ name: 'y' }] },
      { name: 'P', total_cost_euros: 5, media: [{ name: 'y' }] },
    ],
    [
      'sends editors that are given',
      { aiod_entry: { editor: ['prsn_2'] } },
      { name: 'P', total_cost_euros: 5, aiod_entry: { editor: ['prsn_2'] } },
    ],
  ])('%s', async (_, metadata, sent) => {
    expect(await sentFor(metadata)).toEqual({ description: { plain: 'text' }, ...kept, ...sent });
  });

  it('keeps every digit of an integer, and a text of digits as a text', async () => {
    const distribution = '[{"content_size_kb":9007199254740993,"name":"9007199254740993"}]';
    const bodies: string[] = [];
    const routes = {
      'GET /datasets/data_1': (_: unknown, response: Parameters<typeof answer>[0]) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(`{"name":"D","distribution":${distribution}}`);
        return HANDLED;
      },
      'PUT /datasets/data_1': ({ bytes }: { bytes: Buffer }, response: Parameters<typeof answer>[0]) => {
        bodies.push(bytes.toString());
        answer(response, 200, null);
        return HANDLED;
      },
    };
    await withFakePlatform(routes, async ({ call }) => {
      await call('aiod_datasets_update', { identifier: 'data_1', metadata: { version: '2' } });
    });
    expect(bodies).toEqual([`{"name":"D","distribution":${distribution},"version":"2"}`]);
  });

  it.each<readonly [what: string, kind: string, current: object, metadata: Arguments, error: object]>([
    [
      'a hidden e-mail address',
      'contacts',
      { name: 'C', email: ['******'] },
      { name: 'D' },
      { kind: 'forbidden', message: expect.stringContaining('not allowed to see email') },
    ],
    [
      'an empty list of media',
      'projects',
      { name: 'P', media: [{ name: 'logo' }] },
      { media: [] },
      { kind: 'invalid_input', message: expect.stringContaining('AI-on-Demand cannot clear media') },
    ],
    [
      'what the platform cannot clear',
      'datasets',
      { name: 'D', size: { unit: 'rows', value: 1 } },
      { size: null },
      { kind: 'invalid_input', message: expect.stringContaining('AI-on-Demand cannot clear size') },
    ],
  ])('refuses %s, and writes nothing', async (_, kind, current, metadata, error) => {
    const path = `/${kind}/x_1`;
    await withFakePlatform({ [`GET ${path}`]: current }, async ({ call, requestLines }) => {
      const refused = await callErrorOf(call(`aiod_${kind}_update`, { identifier: 'x_1', metadata }));
      expect(refused).toMatchObject(error);
      expect(requestLines()).toEqual([`GET ${path}`]);
    });
  });
});
