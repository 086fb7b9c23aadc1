import { mkdir, symlink, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCleanupStack } from '../src/cleanup-stack.ts';
import { readConfig } from '../src/config.ts';
import type { Caller, Dispatch, ToolCall } from '../src/dispatch/tool-call.ts';
import { ALL_TOOLS } from '../src/dispatch/tool-filter.ts';
import { CallError, ConfigError } from '../src/errors.ts';
import { openAllowedFolders } from '../src/filesystem/allowed-folders.ts';
import { createPrompts } from '../src/mcp/prompts/prompt-list.ts';
import { renderError } from '../src/mcp/results/error-result.ts';
import { compose } from '../src/server.ts';
import * as wording from '../src/wording.ts';
import { compactOver } from './support/compact.ts';
import { connectTo, neverAborted } from './support/connect.ts';
import { dispatchOver, openTransfers } from './support/dispatch.ts';
import { useGround } from './support/folder.ts';
import { answer, type FakePlatform, type Respond, startPlatform } from './support/platform.ts';
import { HANDLED, respondByRoute } from './support/tool-caller.ts';

/** Each pattern, with one example. */
describe('a pattern', () => {
  it.each([
    [wording.mustBe('limit', 'at most 50', '5000'), 'limit must be at most 50; got 5000'],
    [wording.mustBe('AIOD_API_SERVER', 'a URL'), 'AIOD_API_SERVER must be a URL'],
    [
      wording.mustBe('order_dir', wording.oneOfValues(['asc', 'desc']), '"up"'),
      'order_dir must be one of asc, desc; got "up"',
    ],
    [wording.isRequired('id', 'integer'), 'id is required (integer)'],
    [wording.isReadOnly('metadata.identifier'), 'metadata.identifier is read-only: leave it out'],
    [
      wording.unknownName('parameter', 'jobid', ['id', 'limit']),
      'unknown parameter jobid; allowed: id, limit',
    ],
    [
      wording.unknownName('parameter', 'job_di', ['job_id']),
      'unknown parameter job_di; did you mean job_id?',
    ],
    [wording.unknownName('parameter', 'x', []), 'unknown parameter x; allowed: none'],
    [
      wording.wasNotCalled('t', 'a is required (string)', 'b?'),
      't was not called: a is required (string). b?',
    ],
    [wording.notFound('File', '"a.csv"'), 'File not found: "a.csv".'],
    [wording.returnedStatus('Civis', 404, 'No "job"'), 'Civis returned 404: "No \\"job\\"".'],
    [wording.returnedStatus('Civis', 502, ''), 'Civis returned 502.'],
    [wording.cannotBeRead('a.toml', 'EACCES'), 'a.toml cannot be read (EACCES)'],
    [wording.checkConnection('URL'), 'Check URL, the network and any proxy, then call again.'],
    [wording.wasSentAs('expires_at', 'null'), 'expires_at was sent as null.'],
    [
      wording.wasSentAs('expires_at', '2016-12-31T23:59:59Z', 'a time without a zone is read as UTC'),
      'expires_at was sent as 2016-12-31T23:59:59Z; a time without a zone is read as UTC.',
    ],
    [wording.checkConnection(), 'Check the network and any proxy, then call again.'],
  ])('%s', (built, text) => {
    expect(built).toBe(text);
  });
});

const ground = useGround();
let platform: FakePlatform;
let respond: Respond;
const PERSON: Caller = { id: 'one', canBeAsked: true };

beforeAll(async () => {
  platform = await startPlatform((received, response) => respond(received, response));
  await mkdir(join(ground().inside, 'folder'));
  await writeFile(join(ground().inside, 'data.csv'), 'a;b\n1;2\n');
  await writeFile(join(ground().outside, 'secret.csv'), 'a,b\n');
  await symlink(ground().outside, join(ground().inside, 'link'));
});
afterAll(() => platform.close());

/** The text that a host gets for a failed call; the platform's address and the folder are made the same for all. */
async function errorText(dispatch: Dispatch, call: Pick<ToolCall, 'name' | 'args'> & Partial<ToolCall>) {
  const cause = await dispatch({ signal: neverAborted, report: () => undefined, ...call }).then(
    () => expect.fail('the call succeeded'),
    (thrown: unknown) => thrown,
  );
  if (!(cause instanceof CallError)) return (cause as Error).message;
  const [content] = renderError(cause, (value) => value).content;
  const text = content?.type === 'text' ? content.text : '';
  return text
    .replaceAll(platform.url.slice('http://'.length, -1), 'HOST')
    .replaceAll(ground().inside, '/data')
    .replace(/confirm_token="[^"]+"/, 'confirm_token="TOKEN"');
}

interface Setting {
  readonly civis?: Parameters<typeof connectTo>[1];
  readonly filter?: Partial<typeof ALL_TOOLS>;
  readonly confirm?: 'auto' | 'always';
  readonly withFolders?: boolean;
}

function dispatchWith({ civis, filter, confirm, withFolders = true }: Setting = {}): Dispatch {
  const client = connectTo(platform.url, civis);
  const files = withFolders ? ground().folders : null;
  return dispatchOver(
    { civis: client, aiod: client },
    { ...ALL_TOOLS, ...filter },
    {
      files,
      ...(confirm !== undefined && { confirm }),
    },
  );
}

type Example = readonly [what: string, name: string, args: unknown, text: string];

/** Arguments of the tools that take more, or less, than an id. */
const OTHER_ARGUMENTS: Readonly<Record<string, object>> = {
  civis_apps_list: {},
  civis_imports_list_runs_logs: { id: 1, run_id: 2 },
  civis_jobs_get_runs: { id: 1, run_id: 2 },
  civis_jobs_put_projects: { id: 1, project_id: 3 },
};

const CORRECT = 'Correct the arguments and call again.';

/** Every refusal of arguments, with its complete text. */
const REFUSED: readonly Example[] = [
  [
    'a missing parameter',
    'civis_jobs_get',
    {},
    `civis_jobs_get was not called: id is required (integer). ${CORRECT}`,
  ],
  [
    'a missing enum',
    'civis_jobs_put_shares_users',
    { id: 1, user_ids: [2] },
    `civis_jobs_put_shares_users was not called: permission_level is required (one of read, write, manage). ${CORRECT}`,
  ],
  [
    'a wrong type',
    'civis_jobs_get',
    { id: 'latest' },
    `civis_jobs_get was not called: id must be an integer; got "latest". If id is a name, find the id with civis_find {"query":"latest","kinds":["job"]}. ${CORRECT}`,
  ],
  [
    'a fraction',
    'civis_jobs_get',
    { id: 3.7 },
    `civis_jobs_get was not called: id must be an integer: round it to the intended value; got 3.7. ${CORRECT}`,
  ],
  [
    'a value over the maximum',
    'civis_jobs_list',
    { limit: 5000 },
    `civis_jobs_list was not called: limit must be at most 50; got 5000. ${CORRECT}`,
  ],
  [
    'a value under the minimum',
    'civis_run_and_wait',
    { id: 1, wait_seconds: -1 },
    `civis_run_and_wait was not called: wait_seconds must be at least 0; got -1. ${CORRECT}`,
  ],
  [
    'a value of no enum',
    'civis_jobs_list',
    { order_dir: 'up' },
    `civis_jobs_list was not called: order_dir must be one of asc, desc; got "up". ${CORRECT}`,
  ],
  [
    'a value of no comma-separated enum',
    'civis_imports_list',
    { status: 'running,faild' },
    `civis_imports_list was not called: status must be one or more of running, failed, succeeded, idle, scheduled; got "faild". ${CORRECT}`,
  ],
  [
    'comma-separated ids',
    'civis_imports_list',
    { author: 'Ada,7' },
    `civis_imports_list was not called: author must be one or more comma-separated ids; got "Ada". ${CORRECT}`,
  ],
  [
    'a boolean',
    'civis_jobs_list',
    { hidden: 'perhaps' },
    `civis_jobs_list was not called: hidden must be a boolean; got "perhaps". ${CORRECT}`,
  ],
  [
    'a time',
    'civis_files_get',
    { id: 1, link_expires_at: 'tomorrow' },
    `civis_files_get was not called: link_expires_at must be an ISO 8601 time such as 2026-05-31T17:00:00Z; got "tomorrow". ${CORRECT}`,
  ],
  [
    'an array',
    'civis_jobs_put_shares_users',
    { id: 1, user_ids: 'Ada', permission_level: 'read' },
    `civis_jobs_put_shares_users was not called: user_ids must be an array of integers such as [1, 2]; got "Ada". ${CORRECT}`,
  ],
  [
    'an object',
    'aiod_contacts_register',
    { metadata: 'Ada' },
    `aiod_contacts_register was not called: metadata must be an object (keys: platform, platform_resource_identifier, name, aiod_entry, email, telephone, location, organisation, person); got "Ada". ${CORRECT}`,
  ],
  [
    'an object with keys of its own',
    'civis_models_patch',
    { id: 7, schedule: 'daily' },
    `civis_models_patch was not called: schedule must be an object (keys: scheduled, scheduled_days, scheduled_hours, scheduled_minutes, scheduled_runs_per_hour); got "daily". ${CORRECT}`,
  ],
  [
    'less than one',
    'civis_jobs_list',
    { limit: 0, page_num: -1 },
    `civis_jobs_list was not called: limit must be at least 1; got 0. page_num must be at least 1; got -1. ${CORRECT}`,
  ],
  [
    'a long value',
    'civis_jobs_get',
    { id: 'x'.repeat(100) },
    `civis_jobs_get was not called: id must be an integer; got "${'x'.repeat(59)}… (string). If id is a name, find the id with civis_find {"query":"${'x'.repeat(60)}…","kinds":["job"]}. ${CORRECT}`,
  ],
  [
    'arguments that are no object',
    'civis_jobs_get',
    [5],
    'civis_jobs_get was not called: arguments must be an object; got array.',
  ],
  [
    'a missing parameter of a replacement, where another tool changes single fields',
    'civis_codes_put',
    { id: 1, name: 'N', type: 'Code::R', body: 'x' },
    `civis_codes_put was not called: readme is required (string). ${CORRECT} To change only some fields, use civis_codes_patch.`,
  ],
  [
    'an unknown parameter',
    'civis_jobs_get',
    { id: 1, verbose: true },
    `civis_jobs_get was not called: unknown parameter verbose; allowed: id. ${CORRECT}`,
  ],
  [
    'a misspelled parameter',
    'civis_models_patch',
    { id: 7, schedule: { schedule_days: [1] } },
    `civis_models_patch was not called: unknown parameter schedule.schedule_days; did you mean scheduled_days? ${CORRECT}`,
  ],
  [
    'several violations',
    'civis_jobs_list',
    { limit: 51, page_nun: 2 },
    `civis_jobs_list was not called: limit must be at most 50; got 51. Unknown parameter page_nun; did you mean page_num? ${CORRECT}`,
  ],
  [
    'a parameter that others require',
    'civis_enhancements_patch_cass_ncoa',
    { id: 7, perform_ncoa: true },
    `civis_enhancements_patch_cass_ncoa was not called: ncoa_credential_id is required when perform_ncoa is true. ${CORRECT}`,
  ],
  [
    'a value that another parameter excludes',
    'civis_enhancements_patch_cass_ncoa',
    { id: 7, perform_ncoa: false, output_level: 'ncoa' },
    `civis_enhancements_patch_cass_ncoa was not called: output_level must be one of cass, all when perform_ncoa is false; got "ncoa". ${CORRECT}`,
  ],
  [
    'parameters that exclude each other',
    'civis_clusters_list_kubernetes',
    { organization_slug: 'a', organization_id: 7 },
    `civis_clusters_list_kubernetes was not called: only one of organization_slug and organization_id may be set. ${CORRECT}`,
  ],
  [
    'more than one property',
    'civis_enhancements_patch_cass_ncoa',
    { id: 7, source: {} },
    `civis_enhancements_patch_cass_ncoa was not called: source must be an object with exactly one property; got 0. ${CORRECT}`,
  ],
  [
    'a path segment',
    'aiod_contacts_get_asset',
    { identifier: '../users' },
    'aiod_contacts_get_asset (identifier=../users): identifier must be one path segment, without slashes or control characters; got "../users". Use the identifier exactly as the platform returns it.',
  ],
  [
    'too many requests',
    'aiod_contacts_get_list_async',
    { limit: 2000, batch_size: 1 },
    'aiod_contacts_get_list_async: this call requires 2000 requests; the maximum is 1000. Request fewer items per call, or use larger batches.',
  ],
  [
    'a time in words',
    'civis_find_runs',
    { since: 'tomorrow' },
    'Cannot understand since "tomorrow"; use a date, a time, or words such as "yesterday 18:00". Examples: yesterday 18:00, last night, monday, 9 am, 2 hours ago, 3d, 2026-05-31 or 2026-05-31T17:00:00Z.',
  ],
  [
    'a regular expression',
    'civis_read_log',
    { id: 1, run_id: 2, grep: '/(/' },
    'grep is not a valid regular expression: missing closing ): `(`. Correct it, or remove the slashes to search for literal text.',
  ],
  [
    'two sources',
    'civis_import_file',
    { path: 'a', file_id: 1, schema: 's', table: 't', database_id: 1 },
    'civis_import_file was not called: exactly one of path and file_id is required. path is a local file; file_id is a file that is already in Civis.',
  ],
  [
    'no principals',
    'civis_share',
    { object: 'job', id: 1, level: 'read' },
    'civis_share was not called: users or groups is required. Specify at least one user or group.',
  ],
  ['an unknown tool', 'civis_job_list', {}, 'Unknown tool "civis_job_list". Did you mean civis_jobs_list?'],
  [
    'a tool like no other',
    'make_coffee',
    {},
    'Unknown tool "make_coffee". List the tools to see their names.',
  ],
  [
    'a file that does not exist',
    'civis_upload_file',
    { path: 'absent.csv' },
    'File not found: "absent.csv". Use a path in /data, without "..", hidden names or links that lead outside.',
  ],
  [
    'an empty path',
    'civis_upload_file',
    { path: ' ' },
    'path must be a file name; got " ". Use a path in /data, without "..", hidden names or links that lead outside.',
  ],
  [
    'a path outside',
    'civis_upload_file',
    { path: '/etc/passwd' },
    'path "/etc/passwd" is outside the allowed folders. Use a path in /data, without "..", hidden names or links that lead outside.',
  ],
  [
    'a link',
    'civis_upload_file',
    { path: 'link/secret.csv' },
    'path "link/secret.csv" leads outside the allowed folders through a symbolic link. Use a path in /data, without "..", hidden names or links that lead outside.',
  ],
  [
    'a folder',
    'civis_upload_file',
    { path: 'folder' },
    'path "folder" is not a regular file. Use a path in /data, without "..", hidden names or links that lead outside.',
  ],
  [
    'a hidden file',
    'civis_upload_file',
    { path: '.env' },
    'path ".env" contains a hidden name. Use a path in /data, without "..", hidden names or links that lead outside.',
  ],
  [
    'a target that exists',
    'civis_download_file',
    { id: 1, path: 'data.csv' },
    '"data.csv" already exists and was not changed. Use another path, or set overwrite to true to replace it.',
  ],
  [
    'a target without its folder',
    'civis_download_file',
    { id: 1, path: 'no/data.csv' },
    'The folder of "no/data.csv" does not exist. Use a path in an existing folder; folders are not created.',
  ],
  [
    'a file that is not CSV',
    'civis_import_file',
    { path: 'data.csv', schema: 's', table: 't', database_id: 1 },
    '"data.csv" cannot be imported: its columns are separated by semicolons; Civis accepts comma, tab or pipe. Nothing was sent. Correct the file or the arguments, and call again.',
  ],
];

it.each(REFUSED)('arguments: %s', async (_, name, args, text) => {
  respond = (_received, response) => answer(response, 200, {});
  expect(await errorText(dispatchWith(), { name, args })).toBe(text);
});

describe('a policy', () => {
  it.each<readonly [string, Setting, string, Partial<ToolCall>, string]>([
    [
      'that only reads',
      { filter: { readOnly: true } },
      'civis_jobs_post_runs',
      {},
      'civis_jobs_post_runs is not available: this server was started with --read-only. Only the person who runs the server can change this, by starting it without --read-only.',
    ],
    [
      'without destructive tools',
      { filter: { noDestructive: true } },
      'civis_codes_delete',
      {},
      'civis_codes_delete is not available: this server was started with --no-destructive. Only the person who runs the server can change this, by starting it without --no-destructive.',
    ],
    [
      'of an import that empties its table',
      { filter: { noDestructive: true } },
      'civis_import_file',
      {
        args: { path: 'data.csv', schema: 's', table: 't', database_id: 1, existing_table_rows: 'truncate' },
      },
      'civis_import_file was not called: this server does not allow what it would do. Its effect: Import, and delete all existing rows of the table. This server was started with --no-destructive; choose non-destructive arguments.',
    ],
    [
      'of operations_read',
      {},
      'civis_jobs_post_runs',
      { readsOnly: true },
      'civis_jobs_post_runs was not called: its effect is run, and operations_read runs only tools whose effect is read. Call operations_change with name civis_jobs_post_runs and the same arguments.',
    ],
    [
      'without folders',
      { withFolders: false },
      'civis_upload_file',
      { args: { path: 'data.csv' } },
      'Nothing was uploaded: the server was started without --files, so tools cannot access local files. The person who runs the server can allow a folder with --files DIR. Over HTTP, the flag is required; the environment variable is ignored.',
    ],
    [
      'without a credential',
      { civis: { credential: undefined } },
      'civis_jobs_get',
      {},
      'civis_jobs_get (id=1): No credential is set for Civis. Set CIVIS_API_KEY in the environment of the server. With --sandbox, no credential is needed.',
    ],
  ])('%s', async (_, setting, name, call, text) => {
    respond = (_received, response) => answer(response, 200, {});
    expect(await errorText(dispatchWith(setting), { name, args: { id: 1 }, ...call })).toBe(text);
  });
});

describe('a confirmation', () => {
  const call = { name: 'civis_jobs_delete_shares_users', args: { id: 5, user_id: 7 } };
  const ask = (changes: Partial<ToolCall>) => {
    respond = (_received, response) => answer(response, 404);
    return errorText(dispatchWith({ confirm: 'always' }), { ...call, ...changes });
  };

  it('is asked for', async () => {
    expect(await ask({ caller: PERSON })).toMatch(
      /^.+: id=5, user_id=7\. Continue with civis_jobs_delete_shares_users\?$/,
    );
  });

  it('is required where the host cannot ask', async () => {
    expect(await ask({})).toMatch(
      /^civis_jobs_delete_shares_users was not called: it requires confirmation\. Nothing was sent\. Its effect: .+: id=5, user_id=7\. Ask the person\. If they agree, call again within 10 minutes with the same arguments and confirm_token="TOKEN"\.$/,
    );
  });

  it.each([
    [
      'civis_codes_put',
      { id: 5, name: 'N', type: 'Code::R', body: 'x', readme: 'r' },
      { score: 3, authS3Url: 's3://a' },
      'This clears score, auth_s3_url: id=5. To keep them, use civis_codes_patch or send them.',
    ],
    [
      'civis_imports_put',
      { id: 5, name: 'N', sync_type: 'Dbsync', is_outbound: true },
      { name: 'Nightly', parentId: 4 },
      'This clears parent_id: "Nightly" (id=5). To keep them, send them.',
    ],
    [
      'civis_media_put_spot_orders',
      { id: 5 },
      {},
      'What this clears could not be checked: id=5. Reading the object does not show it.',
    ],
    [
      'civis_jobs_put_shares_users',
      { id: 5, user_ids: [7], permission_level: 'read' },
      { name: 'Nightly', owners: { users: [{ id: 7, name: 'Ada' }] } },
      'This lowers the permission of "Ada" (id 7) from manage to read: "Nightly" (id=5).',
    ],
    [
      'civis_imports_post_runs',
      { id: 5 },
      {
        name: 'Nightly',
        syncs: [{ destination: { path: 'a.b' }, advancedOptions: { existingTableRows: 'drop' } }],
      },
      'Import, and drop the existing table with all its rows "a.b": "Nightly" (id=5).',
    ],
    [
      'civis_databases_post_whitelist_ips',
      { id: 5, subnet_mask: '0.0.0.0/0' },
      {},
      'Allow every computer on the internet to connect to the database: id=5.',
    ],
  ])('of %s says what would be lost', async (name, args, body, says) => {
    respond = (_received, response) => answer(response, 200, body);
    const text = await errorText(dispatchWith({ confirm: 'auto' }), { name, args });
    expect(text).toBe(
      `${name} was not called: it requires confirmation. Nothing was sent. Its effect: ${says} Ask the person. If they agree, call again within 10 minutes with the same arguments and confirm_token="TOKEN".`,
    );
  });

  it('is of another call', async () => {
    expect(await ask({ args: { ...call.args, confirm_token: 'x' } })).toContain(
      'was not called: the confirmation is for another call or another effect, has expired or was used before. Nothing was sent. Its effect: ',
    );
    expect(await ask({ caller: { ...PERSON, answer: { word: 'yes', state: 'x' } } })).toBe(
      'civis_jobs_delete_shares_users was not called: the confirmation is for another call or another effect, has expired or was used before. Nothing was sent. Call again, so that the person is asked about exactly this call.',
    );
  });
});

describe('the platform', () => {
  const answers =
    (status: number, body: unknown, headers = {}): Respond =>
    (_, response) =>
      answer(response, status, body, headers);
  const said = { error: 'code', errorDescription: 'Says why.' };
  const half = (response: ServerResponse) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"id":', () => response.destroy());
  };

  it.each<readonly [string, Respond, string, string]>([
    [
      'does not find an object',
      answers(404, said),
      'civis_jobs_get',
      'civis_jobs_get (id=1): Civis returned 404: "Says why". Call civis_jobs_list to list the ids that exist.',
    ],
    [
      'does not find what no tool lists',
      answers(404, said),
      'civis_files_get',
      'civis_files_get (id=1): Civis returned 404: "Says why". No available tool lists all ids: ask the person for the right one.',
    ],
    [
      'does not find a run',
      answers(404, said),
      'civis_imports_list_runs_logs',
      'civis_imports_list_runs_logs (id=1, run_id=2): Civis returned 404: "Says why". Call civis_imports_list_runs to list the values of run_id that exist. Check id with civis_imports_list.',
    ],
    [
      'does not find what an object shows',
      answers(404, said),
      'civis_jobs_get_runs',
      'civis_jobs_get_runs (id=1, run_id=2): Civis returned 404: "Says why". Call civis_jobs_get, whose runs show the values of run_id that exist. Check id with civis_jobs_list.',
    ],
    [
      'does not find a project',
      answers(404, said),
      'civis_jobs_put_projects',
      'civis_jobs_put_projects (id=1, project_id=3): Civis returned 404: "Says why". Call civis_projects_list to list the values of project_id that exist. Check id with civis_jobs_list.',
    ],
    [
      'has retired an operation',
      answers(404, said),
      'civis_apps_list',
      'civis_apps_list: Civis returned 404: "Says why". Civis has retired this operation; no documented operation replaces it.',
    ],
    [
      'refuses a key',
      answers(401, said),
      'civis_jobs_get',
      'civis_jobs_get (id=1): Civis returned 401: "Says why". Check CIVIS_API_KEY: it may be mistyped, expired or issued for another server.',
    ],
    [
      'forbids',
      answers(403, said),
      'civis_jobs_get',
      'civis_jobs_get (id=1): Civis returned 403: "Says why". Ask the object’s owner for permission, or use an account that has it.',
    ],
    [
      'runs the job already',
      answers(409, said),
      'civis_jobs_post_runs',
      'civis_jobs_post_runs (id=1): Civis returned 409: "Says why". It is already running: follow that run with civis_jobs_get instead of starting another one.',
    ],
    [
      'limits the rate',
      answers(429, said, { 'retry-after': '3600' }),
      'civis_jobs_get',
      'civis_jobs_get (id=1): Civis returned 429: "Says why". Call again in 3600 seconds.',
    ],
    [
      'fails in a change',
      answers(500, said),
      'civis_jobs_post_runs',
      'civis_jobs_post_runs (id=1): Civis returned 500: "Says why". The change may have taken effect: check with civis_jobs_get before you try again.',
    ],
    [
      'returns a page',
      (_, response) => response.end('<html>\n<body>'),
      'civis_jobs_get',
      'civis_jobs_get (id=1): The response is not valid JSON: "<html>". It may not come from the platform: check the endpoint and any proxy.',
    ],
    [
      'redirects elsewhere',
      answers(302, undefined, { location: 'http://localhost:1/' }),
      'civis_jobs_get',
      'civis_jobs_get (id=1): The platform redirected the request to another origin, http://localhost:1. Credentials are not sent there. Check the endpoint that the server was started with.',
    ],
    [
      'closes the connection',
      (_, response) => half(response),
      'civis_jobs_get',
      'civis_jobs_get (id=1): Civis at HOST closed the connection before the response was complete. Tried 4 times. Check CIVIS_API_ENDPOINT, the network and any proxy, then call again.',
    ],
    [
      'closes the connection of a change',
      (_, response) => half(response),
      'civis_jobs_post_runs',
      'civis_jobs_post_runs (id=1): Civis at HOST closed the connection before the response was complete. The change may have taken effect: check with civis_jobs_get before you try again.',
    ],
    [
      'returns a page to a change',
      (_, response) => response.end('<html>\n<body>'),
      'civis_jobs_post_runs',
      'civis_jobs_post_runs (id=1): Civis returned 200, but its response could not be read. The response is not valid JSON: "<html>". The change may have taken effect: check with civis_jobs_get before you try again.',
    ],
    [
      'has a file without content',
      respondByRoute({ 'GET /files/1': { id: 1, name: 'a', fileUrl: null } }),
      'civis_download_file',
      'File 1 has no content: its upload was not completed, or it has expired.',
    ],
    [
      'returns an unsafe link',
      respondByRoute({ 'GET /files/1': { id: 1, name: 'a', fileUrl: 'http://files.example/a?secret' } }),
      'civis_download_file',
      'The platform returned a link that is not safe to use. A link must be an https:// URL without a user name or password; got http://files.example.',
    ],
    [
      'returns a link into this network',
      respondByRoute({ 'GET /files/1': { id: 1, name: 'a', fileUrl: 'https://[::ffff:10.0.0.5]/a?secret' } }),
      'civis_download_file',
      'The platform returned a link that is not safe to use: ::ffff:a00:5 is a private address. Nothing was sent there. A link may lead to a private address only if the platform’s endpoint has one too: check the endpoint that the server was started with.',
    ],
    [
      'refuses an expired link',
      (received, response) =>
        received.target === '/files/1'
          ? answer(response, 200, { id: 1, name: 'a', fileUrl: `${platform.url}content` })
          : response.writeHead(403).end('<Error><Message>Request has expired</Message></Error>'),
      'civis_download_file',
      'The file storage at HOST returned 403: "Request has expired". The link may have expired: call again to get a new one.',
    ],
  ])('%s', async (_, behaviour, name, text) => {
    respond = behaviour;
    expect(await errorText(dispatchWith(), { name, args: OTHER_ARGUMENTS[name] ?? { id: 1 } })).toBe(text);
  });

  it.each<readonly [string, Setting['civis'], string]>([
    [
      'refuses connections',
      { endpoint: new URL('http://127.0.0.1:1/') },
      'The request to Civis at 127.0.0.1:1 failed: the connection was refused. Check CIVIS_API_ENDPOINT, the network and any proxy, then call again.',
    ],
    [
      'has a name that does not exist',
      { endpoint: new URL('https://api.exmaple.invalid/') },
      'Host name not found: api.exmaple.invalid. Check CIVIS_API_ENDPOINT, the network and any proxy, then call again.',
    ],
    [
      'does not respond',
      { timeoutSeconds: 0.2 },
      'Civis did not respond within 0.2 seconds. Call again later, or start the server with a longer --timeout.',
    ],
  ])('%s', async (_, civis, text) => {
    respond = () => undefined;
    const said = await errorText(dispatchWith({ civis }), { name: 'civis_jobs_get', args: { id: 1 } });
    // Without a name server, a lookup fails in another way.
    const noLookup = said.includes('could not be looked up');
    if (!noLookup) expect(said).toBe(`civis_jobs_get (id=1): ${text}`);
  });

  it('has a storage that stalls', async () => {
    respond = respondByRoute({
      'GET /files/1': { id: 1, name: 'a', fileUrl: `${platform.url}content` },
      'GET /content': () => HANDLED,
    });
    const transfers = openTransfers({ timeoutSeconds: 0.3 });
    const client = connectTo(platform.url);
    const dispatch = dispatchOver({ civis: client, aiod: client }, ALL_TOOLS, { transfers });
    expect(await errorText(dispatch, { name: 'civis_download_file', args: { id: 1 } })).toBe(
      'The file transfer with HOST stalled: no data was sent or received in time. Call again later, or start the server with a longer --timeout.',
    );
    await transfers.close();
  });

  it('refuses the connection of a change', async () => {
    const dispatch = dispatchWith({ civis: { endpoint: new URL('http://127.0.0.1:1/') } });
    expect(await errorText(dispatch, { name: 'civis_jobs_post_runs', args: { id: 1 } })).toBe(
      'civis_jobs_post_runs (id=1): The request to Civis at 127.0.0.1:1 failed: the connection was refused. Nothing was sent. Check CIVIS_API_ENDPOINT, the network and any proxy, then call again.',
    );
  });

  it('does not know a user', async () => {
    respond = respondByRoute({
      'GET /users': [{ id: 7, name: 'Ada Byron', username: 'abyron' }],
      'GET /jobs/1/shares': {},
    });
    const args = { object: 'job', id: 1, users: ['Ada'], level: 'read' };
    expect(await errorText(dispatchWith(), { name: 'civis_share', args })).toBe(
      'User not found: "Ada". Use the id of the intended one: "Ada Byron" (7, abyron).',
    );
  });
});

describe('the compact surface', () => {
  it.each([
    [
      'operations_search',
      { query: 'x', resource: 'job' },
      'operations_search was not called: unknown resource job; did you mean jobs?',
    ],
    [
      'operations_read',
      { name: 'civis_jobs_lst' },
      'Unknown tool "civis_jobs_lst". Similar names: civis_jobs_list',
    ],
  ])('%s %j', async (name, args, text) => {
    const { dispatch } = compactOver(dispatchWith());
    expect((await errorText(dispatch, { name, args })).startsWith(text)).toBe(true);
  });
});

it('an internal error', () => {
  expect(renderError(new TypeError('x'), (value) => value).content).toMatchObject([
    {
      text: 'The call failed because of an internal error of this server. Report it with the name of the tool and its arguments.',
    },
  ]);
});

it('a prompt', () => {
  const prompts = createPrompts(() => false);
  expect(() => prompts.get('nonsense', {})).toThrow(
    'Unknown prompt "nonsense". List the prompts to see their names.',
  );
  expect(() => prompts.get('diagnose_failed_job', {})).toThrow(
    /^diagnose_failed_job: \w+ is required \(string\)\.$/,
  );
});

describe('the command line', () => {
  it.each([
    [{ maxResultChars: '999' }, {}, '--max-result-chars must be an integer from 1000 to 10000000; got "999"'],
    [{ timeout: '0' }, {}, '--timeout must be a number of seconds above 0 and at most 3600; got "0"'],
    [{ surface: 'wide' }, {}, '--surface must be one of full, compact; got "wide"'],
    [{ confirm: 'often' }, {}, '--confirm must be one of auto, always, never; got "often"'],
    [{}, { CIVIS_AIOD_MCP_LIVE: 'x' }, 'CIVIS_AIOD_MCP_LIVE must be true or false; got "x"'],
    [
      { http: 'abc' },
      {},
      '--http must be HOST:PORT or PORT, such as 127.0.0.1:8808, with a port number (1 to 65535); got "abc"',
    ],
    [
      { http: '0.0.0.0:80' },
      {},
      '--http must be an address of localhost such as 127.0.0.1, because this version has no authentication for other hosts; got "0.0.0.0:80"',
    ],
    [{ sandboxData: 'a.json' }, {}, '--sandbox-data requires --sandbox'],
    [
      {},
      { CIVIS_API_ENDPOINT: 'civis' },
      'CIVIS_API_ENDPOINT must be a URL such as https://api.civisanalytics.com/',
    ],
    [
      {},
      { AIOD_API_SERVER: 'http://a.example/' },
      'AIOD_API_SERVER must use https://; http:// is accepted for localhost only',
    ],
    [{}, { AIOD_API_SERVER: 'ftp://a/' }, 'AIOD_API_SERVER must be a URL that starts with https://'],
    [{}, { AIOD_API_SERVER: 'https://a:b@c/' }, 'AIOD_API_SERVER must not contain a user name or password'],
    [
      {},
      { CIVIS_API_KEY: 'a b' },
      'CIVIS_API_KEY contains a space or another character that no key contains; copy the key again',
    ],
  ])('%j %j', (flags, env, text) => {
    expect(() => readConfig(flags, env)).toThrow(new ConfigError(text));
  });

  it('names a folder that does not exist', async () => {
    await expect(openAllowedFolders(['/no/such/folder'])).rejects.toThrow(
      new ConfigError('--files must be an existing folder; got "/no/such/folder", which does not exist'),
    );
    await expect(openAllowedFolders(['package.json'])).rejects.toThrow(
      new ConfigError('--files must be an existing folder; got "package.json", which is not a folder'),
    );
  });

  it('names an unknown tool or group', async () => {
    await expect(compose(readConfig({ tools: 'civis.job' }, {}), createCleanupStack())).rejects.toThrow(
      new ConfigError('--tools: unknown tool or group "civis.job"; did you mean civis.jobs?'),
    );
  });

  it('names a file that cannot be read or used', async () => {
    await expect(compose(readConfig({ liveSpec: 'no.json' }, {}), createCleanupStack())).rejects.toThrow(
      new ConfigError('--live-spec no.json cannot be read (ENOENT)'),
    );
    await expect(compose(readConfig({ liveSpec: 'README.md' }, {}), createCleanupStack())).rejects.toThrow(
      new ConfigError('--live-spec README.md cannot be used: it is not valid JSON'),
    );
  });
});
