import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type HostWithPlatform,
  respondAlways,
  startHostWithPlatform,
} from '../support/host-with-platform.ts';
import type { ListedTool } from '../support/hosts.ts';
import { errorOf, textOf } from '../support/results.ts';

/** What each test of this file holds beside its own point: nothing was sent. */
let stage: HostWithPlatform;
let all: readonly ListedTool[];
beforeAll(async () => {
  const unbound = await startHostWithPlatform();
  all = (await unbound.host.list()).tools;
  await unbound.close();
});
beforeEach(() => stage.respondWith(respondAlways(200, { id: 1 })));
afterEach(() => expect(stage.platform.received).toEqual([]));

describe('bad input', () => {
  beforeAll(async () => {
    stage = await startHostWithPlatform();
  });
  afterAll(() => stage.close());

  it.each([
    ['a required one missing', 'civis_jobs_get', {}, 'id is required (integer)'],
    ['null for a required one', 'civis_jobs_get', { id: null }, 'id must be an integer; got null'],
    ['an empty text for a number', 'civis_jobs_get', { id: '' }, 'id must be an integer; got ""'],
    [
      'a fraction',
      'civis_jobs_get',
      { id: 3.7 },
      'id must be an integer: round it to the intended value; got 3.7',
    ],
    ['a fraction as text', 'civis_jobs_get', { id: '3.7' }, 'id must be an integer: round it'],
    ['words for a number', 'civis_jobs_get', { id: 'latest' }, 'id must be an integer; got "latest"'],
    [
      'an integer that a double cannot hold',
      'civis_jobs_get',
      { id: '9007199254740993' },
      'id must be an integer; got "9007199254740993"',
    ],
    ['a list for one', 'civis_jobs_get', { id: [1] }, 'id must be an integer; got [1]'],
    ['an object for a number', 'civis_jobs_get', { id: { id: 1 } }, 'id must be an integer; got {"id":1}'],
    ['an unknown name', 'civis_jobs_get', { id: 1, verbose: true }, 'unknown parameter verbose; allowed: id'],
    ['a misspelled name', 'civis_jobs_list', { page_nun: 2 }, 'did you mean page_num?'],
    ['a camelCase name', 'civis_jobs_list', { pageNum: 2 }, 'did you mean page_num?'],
    ['an inherited name', 'civis_jobs_get', { id: 1, constructor: 1 }, 'unknown parameter constructor'],
    [
      'a word out of no list',
      'civis_jobs_list',
      { order_dir: 'up' },
      'order_dir must be one of asc, desc; got "up"',
    ],
    ['a word out of no comma-separated list', 'civis_jobs_list', { state: 'running,done' }, '; got "done"'],
    ['over the maximum', 'civis_jobs_list', { limit: 51 }, 'limit must be at most 50; got 51'],
    [
      'under the minimum',
      'aiod_contacts_get_list_async',
      { batch_size: 0 },
      'batch_size must be at least 1; got 0',
    ],
    ['no moment', 'civis_files_get', { id: 1, link_expires_at: 'tomorrow' }, 'an ISO 8601 time such as'],
    ['words for a flag', 'civis_jobs_list', { hidden: 'perhaps' }, 'hidden must be a boolean; got "perhaps"'],
    [
      'a list with a wrong element',
      'civis_jobs_put_shares_users',
      { id: 1, user_ids: [1, 'x'], permission_level: 'read' },
      'user_ids[1] must be an integer; got "x"',
    ],
    [
      'text for an object',
      'aiod_contacts_register',
      { metadata: 'Ada' },
      'metadata must be an object (keys: platform, platform_resource_identifier, name,',
    ],
    [
      'broken JSON for an object',
      'aiod_contacts_register',
      { metadata: '{"name":' },
      'metadata must be an object',
    ],
  ])('%s', async (_, tool, args, words) => {
    const result = await stage.host.call(tool, args);
    expect(errorOf(result)).toMatchObject({ kind: 'invalid_input', retryable: false });
    expect(errorOf(result)).not.toHaveProperty('status');
    expect(textOf(result)).toContain(`${tool} was not called`);
    expect(textOf(result)).toContain(words);
  });

  it('names every fault at once', async () => {
    const args = { id: 'x', user_ids: [], permission_level: 'own', note: 'hi' };
    const text = textOf(await stage.host.call('civis_jobs_put_shares_users', args));
    for (const name of [
      'id must be an integer',
      'permission_level must be one of',
      'Unknown parameter note',
    ]) {
      expect(text).toContain(name);
    }
  });

  it('repeats no more of a long value than tells it apart', async () => {
    const result = await stage.host.call('civis_jobs_get', { id: 'x'.repeat(100_000) });
    expect(textOf(result).length).toBeLessThan(1000);
  });

  it.each(['', '.', '..', '../users', 'a/b', 'a\\b', 'line\nbreak', '\0', '\uD800'])(
    'a path value that could leave its place: %j',
    async (identifier) => {
      const result = await stage.host.call('aiod_contacts_get_asset', { identifier });
      expect(errorOf(result)).toMatchObject({ kind: 'invalid_input', retryable: false });
      expect(textOf(result)).toContain('identifier');
    },
  );

  it.each(['..', 'v2/../admin'])('a version that could leave its place: %j', async (version) => {
    const result = await stage.host.call('aiod_contacts_get_list', { version });
    expect(errorOf(result).kind).toBe('invalid_input');
  });

  it.each([
    ['civis_job_list', 'civis_jobs_list'],
    ['civis.jobs.post.runs', 'civis_jobs_post_runs'],
    ['civis_get_runs_of_jobs', 'civis_jobs_get_runs'],
  ])('a tool that is not there: %s, likely %s', async (name, near) => {
    const result = await stage.host.call(name, {});
    expect(errorOf(result)).toMatchObject({ kind: 'unknown_tool', hint: expect.stringContaining(near) });
  });

  it('a tool like no other', async () => {
    const result = await stage.host.call('make_coffee', {});
    expect(errorOf(result)).toMatchObject({
      kind: 'unknown_tool',
      hint: expect.stringContaining('List the tools'),
    });
  });
});

describe('a missing credential', () => {
  beforeAll(async () => {
    stage = await startHostWithPlatform({ env: { CIVIS_API_KEY: '', AIOD_ACCESS_TOKEN: '' } });
  });
  afterAll(() => stage.close());

  it.each([
    ['civis_jobs_list', {}, 'CIVIS_API_KEY'],
    ['civis_jobs_list', { iterator: true }, 'CIVIS_API_KEY'],
    ['civis_jobs_post_runs', { id: 1 }, 'CIVIS_API_KEY'],
    ['aiod_contacts_register', { metadata: {} }, 'AIOD_ACCESS_TOKEN'],
    ['aiod_contacts_delete', { identifier: 'con_1' }, 'AIOD_ACCESS_TOKEN'],
    ['aiod_contacts_update', { identifier: 'con_1', metadata: {} }, 'AIOD_ACCESS_TOKEN'],
  ])('%s says what to set', async (tool, args, variable) => {
    const result = await stage.host.call(tool, args);
    expect(errorOf(result)).toMatchObject({ kind: 'not_configured', retryable: false });
    expect(textOf(result)).toContain(variable);
    expect(textOf(result)).toContain('--sandbox');
  });

  it('hides no tool', async () => {
    const { tools } = await stage.host.list();
    expect(tools.map(({ name }) => name)).toContain('civis_jobs_post_runs');
  });
});

interface Policy {
  readonly flags: readonly string[];
  readonly offers: (tool: ListedTool) => boolean;
  readonly refused: readonly string[];
}

const hint = (name: string) => (tool: ListedTool) => tool.annotations?.[name] === true;
const within = (prefix: string) => (tool: ListedTool) => tool.name.startsWith(prefix);

const DESTRUCTIVE_BY_ARGUMENTS = [
  'aiod_publish',
  'aiod_upload_image',
  'civis_import_file',
  'civis_publish_report',
  'civis_query',
  'civis_rotate_credential',
  'civis_set_schedule',
  'civis_share',
  'civis_update',
];

const POLICIES: readonly Policy[] = [
  {
    flags: ['--read-only'],
    // These are offered without the arguments that change something.
    offers: (tool) => hint('readOnlyHint')(tool) || ['civis_query', 'civis_project'].includes(tool.name),
    refused: ['civis_jobs_post_runs', 'civis_codes_delete', 'aiod_contacts_register'],
  },
  {
    flags: ['--no-destructive'],
    // These are offered without the arguments that are destructive.
    offers: (tool) => !hint('destructiveHint')(tool) || DESTRUCTIVE_BY_ARGUMENTS.includes(tool.name),
    refused: ['civis_codes_delete', 'civis_codes_put', 'aiod_contacts_replace'],
  },
  {
    flags: ['--tools', 'civis.jobs'],
    offers: within('civis_jobs_'),
    refused: ['civis_codes_list', 'aiod_contacts_counts'],
  },
  {
    flags: ['--tools', 'civis,-civis.jobs'],
    offers: (tool) => within('civis_')(tool) && !within('civis_jobs_')(tool),
    refused: ['civis_jobs_list', 'aiod_contacts_counts'],
  },
  {
    flags: ['--tools', '-aiod civis_codes_list *'],
    offers: within('civis_'),
    refused: ['aiod_contacts_counts'],
  },
  {
    flags: ['--tools', 'civis_jobs_get,civis_jobs_post_runs', '--read-only'],
    offers: (tool) => tool.name === 'civis_jobs_get',
    refused: ['civis_jobs_post_runs', 'civis_jobs_list'],
  },
];

describe.each(POLICIES)('$flags', ({ flags, offers, refused }) => {
  beforeAll(async () => {
    stage = await startHostWithPlatform({ flags });
  });
  afterAll(() => stage.close());

  it('lists what it offers, and no more', async () => {
    const { tools } = await stage.host.list();
    expect(tools.length).toBeGreaterThan(0);
    expect(tools.map(({ name }) => name)).toEqual(all.filter(offers).map(({ name }) => name));
    if (flags.includes('--read-only')) expect(tools.every(hint('readOnlyHint'))).toBe(true);
    if (flags.includes('--no-destructive')) expect(tools.filter(hint('destructiveHint'))).toEqual([]);
  });

  it.each(refused)('refuses %s', async (tool) => {
    const result = await stage.host.call(tool, { id: 1, identifier: 'x', metadata: {} });
    expect(errorOf(result)).toMatchObject({ kind: 'not_allowed', retryable: false });
    expect(textOf(result)).toContain(flags.find((flag) => textOf(result).includes(flag)) ?? 'a flag');
  });

  it('suggests no tool that it refuses', async () => {
    for (const tool of refused) {
      const near = await stage.host.call(`${tool}s`, {});
      expect(textOf(near)).not.toMatch(new RegExp(`${tool}\\?`));
    }
  });
});
