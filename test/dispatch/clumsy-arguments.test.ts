import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { ClosablePlatformClient } from '../../src/client/platform-client.ts';
import { createPresenter } from '../../src/dispatch/present.ts';
import { createCredentialRegistry } from '../../src/dispatch/redact.ts';
import { validateArguments } from '../../src/dispatch/validate.ts';
import { type CallParts, handleCall } from '../../src/mcp/call-handler.ts';
import { time } from '../../src/tools/parameters.ts';
import { connectTo, neverAborted } from '../support/connect.ts';
import { dispatchOver } from '../support/dispatch.ts';
import type { ToolResult } from '../support/hosts.ts';
import { answer, type FakePlatform, startPlatform } from '../support/platform.ts';
import { operationOf } from '../support/refusals.ts';
import { dataOf, errorOf } from '../support/results.ts';

type Arguments = Readonly<Record<string, unknown>>;

let platform: FakePlatform;
let client: ClosablePlatformClient;
let parts: CallParts;
beforeAll(async () => {
  platform = await startPlatform((_, response) => answer(response, 200, { id: 1 }));
  client = connectTo(platform.url);
  parts = {
    dispatch: dispatchOver({ civis: client, aiod: client }),
    rules: { maxChars: 60_000, protect: createPresenter(createCredentialRegistry([]), true).protect },
    log: { call: () => undefined, error: () => undefined },
  };
});
afterAll(async () => {
  await client.close();
  await platform.close();
});

async function call(name: string, args: Arguments): Promise<ToolResult> {
  platform.received.length = 0;
  return (await handleCall(
    { name, args, signal: neverAborted, report: () => undefined },
    parts,
  )) as ToolResult;
}

/** What the one request said: its query, or its body. */
function sent(): Arguments {
  const [request, ...others] = platform.received;
  expect(others).toEqual([]);
  const { searchParams } = new URL(request?.target ?? '', platform.url);
  return (request?.body as Arguments | null) ?? Object.fromEntries(searchParams);
}

const ZONE = 'a time without a zone is read as UTC';
const FILE = { name: 'a.csv' };
const UPLOAD = { schema: 'a', name: 'b', remote_host_id: 1, credential_id: 2 };

describe('a value in another form is sent in the form that the platform takes', () => {
  const repaired: [string, Arguments, Arguments, (readonly string[])?][] = [
    // Times
    [
      'civis_files_post',
      { ...FILE, expires_at: '2016-12-31 23:59:59' },
      { ...FILE, expiresAt: '2016-12-31T23:59:59Z' },
      [`expires_at was sent as 2016-12-31T23:59:59Z; ${ZONE}.`],
    ],
    [
      'civis_files_post',
      { ...FILE, expires_at: '2016-12-31T23:59' },
      { ...FILE, expiresAt: '2016-12-31T23:59:00Z' },
      [`expires_at was sent as 2016-12-31T23:59:00Z; ${ZONE}.`],
    ],
    [
      'civis_files_get',
      { id: 1, link_expires_at: '2026-05-31t17:00:00.25 +0200' },
      { link_expires_at: '2026-05-31T17:00:00.25+02:00' },
      ['link_expires_at was sent as 2026-05-31T17:00:00.25+02:00.'],
    ],
    [
      'civis_files_get',
      { id: 1, link_expires_at: '2026-05-31 17:00:00 UTC' },
      { link_expires_at: '2026-05-31T17:00:00Z' },
      ['link_expires_at was sent as 2026-05-31T17:00:00Z.'],
    ],
    [
      'civis_files_post',
      { ...FILE, expires_at: '2016-12-31T23:59:59.000Z' },
      { ...FILE, expiresAt: '2016-12-31T23:59:59.000Z' },
    ],
    [
      'civis_media_patch_optimizations',
      { id: 1, runs: { start_date: '2026-01-05T00:00:00Z' } },
      { runs: [{ startDate: '2026-01-05' }] },
    ],
    // Null
    ['civis_files_post', { ...FILE, expires_at: null }, { ...FILE, expiresAt: null }],
    [
      'civis_files_post',
      { ...FILE, expires_at: 'null' },
      { ...FILE, expiresAt: null },
      ['expires_at was sent as null.'],
    ],
    [
      'civis_imports_post_files',
      { ...UPLOAD, column_delimiter: 'null', first_row_is_header: ' NULL' },
      {
        schema: 'a',
        name: 'b',
        remoteHostId: 1,
        credentialId: 2,
        columnDelimiter: null,
        firstRowIsHeader: null,
      },
      ['column_delimiter was sent as null.', 'first_row_is_header was sent as null.'],
    ],
    ['civis_files_post', { name: 'null' }, { name: 'null' }],
    // Letter case
    ['civis_jobs_list', { state: 'FAILED' }, { state: 'failed' }],
    ['civis_jobs_list', { state: ['Running', 'QUEUED'] }, { state: 'running,queued' }],
    ['civis_jobs_list', { state: 'running, failed' }, { state: 'running,failed' }],
    [
      'civis_jobs_list',
      { permission: 'READ', order_dir: 'Asc', archived: 'True' },
      { permission: 'read', order_dir: 'asc', archived: 'true' },
    ],
    ['civis_credentials_list', { type: 'database,van::mycampaign' }, { type: 'Database,VAN::MyCampaign' }],
    ['civis_imports_list', { type: 'DbSync' }, { type: 'Dbsync' }],
    ['civis_imports_list', { type: ['autoimport', 'DbSync'] }, { type: 'AutoImport,Dbsync' }],
    [
      'civis_imports_post',
      { name: 'a', sync_type: 'DbSync', is_outbound: false },
      { name: 'a', syncType: 'Dbsync', isOutbound: false },
    ],
    [
      'civis_jobs_put_shares_users',
      { id: 1, user_ids: '2', permission_level: 'READ' },
      { userIds: [2], permissionLevel: 'read' },
    ],
    // The types of jobs
    [
      'civis_jobs_list',
      { type: 'Import' },
      { type: 'JobTypes::Import' },
      ['type was sent as JobTypes::Import.'],
    ],
    [
      'civis_jobs_list',
      { type: ['sqlRunner', 'JobTypes::Test', 'tgtg/test'] },
      { type: 'JobTypes::SqlRunner,JobTypes::Test,tgtg/test' },
      ['type was sent as JobTypes::SqlRunner,JobTypes::Test,tgtg/test.'],
    ],
  ];

  it.each(repaired)('%s %j', async (name, args, expected, notices) => {
    const { notices: said } = dataOf(await call(name, args));
    expect(sent()).toEqual(expected);
    expect(said).toEqual(notices);
  });

  it('in what workflows take, too', async () => {
    const result = await call('civis_share', { object: 'Job', id: 1, users: '7', level: 'READ' });
    expect(dataOf(result)).toMatchObject({ kind: 'job', id: 1 });
    const put = platform.received.find(({ verb }) => verb === 'PUT');
    expect(put?.target).toBe('/jobs/1/shares/users');
    expect(put?.body).toMatchObject({ permissionLevel: 'read' });
  });

  it('says how many more there are where one call has very many', () => {
    const said: string[] = [];
    const input = z.strictObject({ times: z.array(time()) });
    const tool = { name: 'tool', input, params: [], constraints: [] };
    const times = Array.from({ length: 30 }, () => '2016-12-31 23:59:59');
    validateArguments(tool, { times }, { note: (notice) => said.push(notice) });
    expect(said[1]).toBe(`times[1] was sent as 2016-12-31T23:59:59Z; ${ZONE}.`);
    expect(said.slice(20)).toEqual(['10 more values were sent in another form.']);
  });

  it('repeats no text of any length', () => {
    const said: string[] = [];
    const type = `Import,${'x'.repeat(100_000)}/y`;
    validateArguments(operationOf('civis_jobs_list'), { type }, { note: (notice) => said.push(notice) });
    expect(said).toEqual([expect.stringMatching(/^type was sent as JobTypes::Import,x{10,60}….$/)]);
  });
});

describe('a value that cannot be understood is refused with the rule', () => {
  const TIME = 'an ISO 8601 time such as 2026-05-31T17:00:00Z';
  const refused: [string, Arguments, string][] = [
    ['civis_files_post', { ...FILE, expires_at: 'tomorrow' }, `expires_at must be ${TIME}; got "tomorrow"`],
    // Which time of the day is meant is not known.
    ['civis_files_post', { ...FILE, expires_at: '2016-12-31' }, `must be ${TIME}; got "2016-12-31"`],
    ['civis_files_post', { ...FILE, expires_at: '2016-02-30 10:00:00' }, `must be ${TIME}`],
    ['civis_files_post', { ...FILE, expires_at: '31/12/2016 23:59:59' }, `must be ${TIME}`],
    ['civis_files_post', { ...FILE, expires_at: 1_483_228_799 }, `must be ${TIME}; got "1483228799"`],
    [
      'civis_media_patch_optimizations',
      { id: 1, runs: [{ start_date: '2026-01-05T09:00:00Z' }] },
      'runs[0].start_date must be an ISO 8601 date such as 2026-05-31',
    ],
    [
      'civis_models_patch',
      { id: 1, schedule: 'daily' },
      'schedule must be an object (keys: scheduled, scheduled_days, scheduled_hours, scheduled_minutes, scheduled_runs_per_hour); got "daily"',
    ],
    [
      'civis_imports_post_syncs',
      { id: 1, source: {}, destination: {}, advanced_options: 'x' },
      'distkey, sortkey1, sortkey2, column_delimiter, column_overrides, identity_column, row_chunk_size, wipe_destination_table, …); got "x"',
    ],
    [
      'civis_media_patch_optimizations',
      { id: 1, runs: 'all' },
      'runs must be an array of objects; got "all"',
    ],
    ['civis_jobs_get', { ip: 7 }, 'Unknown parameter ip; allowed: id.'],
    ['civis_jobs_get', { id: 'null' }, 'id must be an integer; got "null"'],
    ['civis_jobs_list', { state: 'FAILED,done' }, '; got "done"'],
    ['civis_jobs_list', { limit: 0 }, 'limit must be at least 1; got 0'],
    ['civis_jobs_list', { limit: -1 }, 'limit must be at least 1; got -1'],
    ['civis_jobs_list', { limit: 51 }, 'limit must be at most 50; got 51'],
    ['civis_jobs_list', { page_num: 0 }, 'page_num must be at least 1; got 0'],
    ['civis_jobs_list', { page_num: '-1' }, 'page_num must be at least 1; got -1'],
    ['civis_imports_list_runs_logs', { id: 1, run_id: 2, limit: 0 }, 'limit must be at least 1; got 0'],
    ['civis_codes_list', { limit: 0 }, 'limit must be at least 1; got 0'],
    ['aiod_contacts_get_list', { limit: 0 }, 'limit must be at least 1; got 0'],
    ['aiod_contacts_get_list', { limit: 1001 }, 'limit must be at most 1000; got 1001'],
    ['aiod_contacts_get_list', { offset: -1 }, 'offset must be at least 0; got -1'],
    ['aiod_contacts_get_list_async', { limit: -1 }, 'limit must be at least 1; got -1'],
  ];

  it.each(refused)('%s %j', async (name, args, says) => {
    const error = errorOf(await call(name, args));
    expect(error.kind).toBe('invalid_input');
    expect(error.message).toContain(says);
    expect(platform.received).toEqual([]);
  });
});
