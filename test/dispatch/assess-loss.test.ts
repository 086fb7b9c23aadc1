import { beforeAll, describe, expect, it } from 'vitest';
import { ALL_TOOLS } from '../../src/dispatch/tool-filter.ts';
import { operations } from '../../src/tools/catalogue/catalogue.ts';
import type { Arguments } from '../../src/tools/operation.ts';
import { confirmed, useConfirmingSandbox } from '../support/confirming-sandbox.ts';
import { connectTo, neverAborted } from '../support/connect.ts';
import { dispatchOver } from '../support/dispatch.ts';
import { answer } from '../support/platform.ts';
import { operationOf } from '../support/refusals.ts';
import { callErrorOf, HANDLED, type Routes, withFakePlatform } from '../support/tool-caller.ts';
import { argumentsFor } from '../support/world.ts';

const sandbox = useConfirmingSandbox();

interface Replacement {
  readonly tool: string;
  /** What a replacement clears that gives only what is required. */
  readonly clears: string;
  readonly advice: string;
  /** What the GET does not show and the PUT requires. */
  readonly hidden?: Arguments;
}

const REPLACEMENTS: readonly Replacement[] = [
  {
    tool: 'civis_codes_put',
    clears: 'This clears score, auth_s3_url',
    advice: 'To keep them, use civis_codes_patch or send them.',
  },
  {
    tool: 'civis_credentials_put',
    clears: 'This clears name, description',
    advice: 'To keep them, use civis_credentials_patch or send them.',
    hidden: { password: 'pass' },
  },
  {
    tool: 'civis_enhancements_put_cass_ncoa',
    clears: 'This clears source.database_table.multipart_key, schedule, destination, column_mapping',
    advice: 'To keep them, use civis_enhancements_patch_cass_ncoa or send them.',
  },
  {
    tool: 'civis_imports_put',
    clears: 'This clears source, destination, schedule, time_zone',
    advice: 'To keep them, send them.',
  },
  {
    tool: 'civis_imports_put_syncs',
    clears: 'This clears advanced_options',
    advice: 'To keep them, send them.',
  },
  {
    tool: 'civis_media_put_spot_orders',
    clears: 'What this clears could not be checked',
    advice: 'Reading the object does not show it.',
  },
  {
    tool: 'civis_models_put_schedules',
    clears: 'This clears schedule.scheduled_minutes',
    advice: 'To keep them, send them.',
  },
  {
    tool: 'civis_notebooks_put',
    clears: 'This clears name, description, file_id',
    advice: 'To keep them, use civis_notebooks_patch or send them.',
  },
];

/** The arguments of an operation without those that it does not require. */
async function leastArguments(name: string): Promise<Arguments> {
  const { params } = operationOf(name);
  const args = await argumentsFor(operationOf(name), sandbox.value);
  const required = params.filter((param) => param.required).map((param) => [param.name, args[param.name]]);
  return Object.fromEntries(required);
}

/** The object as its GET shows it, with the arguments of the path. */
async function asShown(name: string): Promise<Arguments> {
  const operation = operationOf(name);
  const args = await argumentsFor(operation, sandbox.value);
  const inPath = Object.fromEntries(
    operation.params.filter((param) => param.in === 'path').map((param) => [param.name, args[param.name]]),
  );
  if (name === 'civis_imports_put_syncs') {
    const { syncs } = (await sandbox.value('civis_imports_get', { id: inPath['id'] })) as {
      syncs: Arguments[];
    };
    return { ...syncs.find(({ id }) => id === inPath['sync_id']), ...inPath };
  }
  const read = operations.find(({ verb, path }) => verb === 'GET' && path === operation.path);
  return { ...((await sandbox.value(read?.name ?? '', inPath)) as Arguments), ...inPath };
}

/** What changes in an object that is sent back as it was read: what it shows in another form, or not at all. */
const CHANGED_ANYWAY: Readonly<Record<string, readonly string[]>> = {
  civis_imports_put_syncs: ['source', 'destination'],
  civis_notebooks_put: ['file_id', 'requirements_file_id', 'requirements'],
};

/** The names of the changed fields. */
const fieldsIn = (places: readonly string[]) => [
  ...new Set(places.map((place) => place.split(' ').at(-1) ?? '')),
];

describe('a replacement', () => {
  // A sync that truncates is asked about whatever else it says.
  beforeAll(async () => {
    const args = await leastArguments('civis_imports_put_syncs');
    const advanced_options = { existing_table_rows: 'append', max_errors: 5 };
    await sandbox.value('civis_imports_put_syncs', { ...args, advanced_options });
  });

  it('is in the table below, whichever it is', () => {
    const all = operations.filter(({ effect, platform }) => effect === 'replace' && platform === 'civis');
    expect(all.map(({ name }) => name).toSorted()).toEqual(REPLACEMENTS.map(({ tool }) => tool));
  });

  // The GET of a spot order does not show its content.
  const shown = REPLACEMENTS.filter(({ advice }) => advice.startsWith('To keep them'));

  it.each(shown)(
    '$tool takes what the GET showed: it drops what is read-only, with a notice, and clears nothing',
    async ({ tool, hidden = {} }) => {
      const args = { ...(await asShown(tool)), ...hidden };
      let notices: readonly string[] | undefined;
      const changes = await sandbox.changes(async () => {
        ({ notices } = (await sandbox.call('auto', tool, args)).outcome);
      });
      const expected = ['updated_at', 'due', ...(CHANGED_ANYWAY[tool] ?? [])];
      expect(fieldsIn(changes).filter((field) => !expected.includes(field))).toEqual([]);
      const readOnly = Object.keys(args).filter(
        (name) => !operationOf(tool).params.some((param) => param.name === name),
      );
      for (const name of readOnly) expect(notices?.join()).toContain(name);
    },
  );

  it('takes what Civis shows beyond its documentation as well', async () => {
    const args = { ...(await asShown('civis_imports_put')), my_permission_level: 'manage' };
    const { notices } = (await sandbox.call('auto', 'civis_imports_put', args)).outcome;
    expect(notices?.join()).toContain('my_permission_level');
  });

  it.each(REPLACEMENTS)(
    '$tool is asked about where it clears something, and changes nothing until it is confirmed',
    async ({ tool, clears, advice }) => {
      const args = await leastArguments(tool);
      const refused = await sandbox.refusal('auto', tool, args);
      expect(refused.message).toContain(`Its effect: ${clears}`);
      expect(refused.message).toContain(advice);
      expect(await sandbox.refusal('always', tool, args)).toMatchObject({ kind: 'confirmation_required' });
      expect(await sandbox.refusal('no-destructive', tool, args)).toMatchObject({ kind: 'not_allowed' });
      const changes = await sandbox.changes(() => sandbox.call('auto', tool, confirmed(args, refused)));
      const said = `${refused.message} ${Object.keys(args).join(' ')} updated_at next_run_at due`;
      const unshown = CHANGED_ANYWAY[tool] ?? [];
      const unsaid = fieldsIn(changes).filter((field) => !said.includes(field) && !unshown.includes(field));
      expect(unsaid).toEqual([]);
      const [field = ''] = /This clears (\w+)/.exec(refused.message)?.slice(1) ?? [];
      if (field !== '') expect(fieldsIn(changes)).toContain(field);
    },
  );

  it('says which tool changes single fields where required ones are missing', async () => {
    const { id } = await leastArguments('civis_codes_put');
    const refused = await sandbox.refusal('auto', 'civis_codes_put', { id, name: 'Renamed' });
    expect(refused.kind).toBe('invalid_input');
    expect(refused.details.hint).toBe(
      'Correct the arguments and call again. To change only some fields, use civis_codes_patch.',
    );
    const imports = await sandbox.refusal('auto', 'civis_imports_put', { id, schedule: {} });
    expect(imports.details.hint).toBe('Correct the arguments and call again.');
  });

  it('refuses any other unknown key, with the near one', async () => {
    const args = await leastArguments('civis_imports_put');
    const refused = await sandbox.refusal('auto', 'civis_imports_put', { ...args, time_zon: 'UTC' });
    expect(refused.message).toContain('unknown parameter time_zon; did you mean time_zone?');
  });
});

describe('what cannot be read', () => {
  const PUT = { id: 5, name: 'N', sync_type: 'Dbsync', is_outbound: false };
  const GRANT = { id: 5, user_ids: [7], permission_level: 'read' };
  const refuse = (status: number) => (_: unknown, response: Parameters<typeof answer>[0]) => {
    answer(response, status, { errorDescription: 'No.' });
    return HANDLED;
  };

  /** What a server in the mode `auto` sends, and how it ends. */
  async function sent(routes: Routes, name: string, args: Arguments) {
    let lines: string[] = [];
    let error: unknown;
    await withFakePlatform(routes, async ({ platform, requestLines }) => {
      const client = connectTo(platform.url);
      const dispatch = dispatchOver({ civis: client, aiod: client }, ALL_TOOLS, { confirm: 'auto' });
      const call = dispatch({ name, args, signal: neverAborted, report: () => undefined });
      error = await call.then(
        () => undefined,
        () => callErrorOf(call),
      );
      lines = requestLines();
      await client.close();
    });
    return { lines, error };
  }

  it.each([
    ['civis_imports_put', PUT, 'GET /imports/5', 404, 'What this clears could not be checked'],
    ['civis_imports_put', PUT, 'GET /imports/5', 403, 'What this clears could not be checked'],
    ['civis_imports_put', PUT, 'GET /imports/5', 500, 'What this clears could not be checked'],
    ['civis_jobs_put_shares_users', GRANT, 'GET /jobs/5/shares', 403, 'Whether this lowers a permission'],
    ['civis_imports_post_runs', { id: 5 }, 'GET /imports/5', 403, 'Whether this deletes rows of a table'],
  ])('%s %j is asked about where %s returns %i', async (name, args, route, status, says) => {
    const { lines, error } = await sent({ [route]: refuse(status) }, name, args);
    expect(error).toMatchObject({ kind: 'confirmation_required', message: expect.stringContaining(says) });
    expect(error).toMatchObject({ message: expect.stringContaining(String(status)) });
    expect(new Set(lines.filter((line) => !line.startsWith('GET')))).toEqual(new Set());
    expect(lines.length).toBeLessThanOrEqual(3);
  });

  it.each([404, 403, 500])('a job is started where its import returns %i', async (status) => {
    const { lines } = await sent(
      { 'GET /imports/5': refuse(status), 'POST /jobs/5/runs': { id: 6, state: 'queued' } },
      'civis_jobs_post_runs',
      { id: 5 },
    );
    expect(lines).toEqual(['GET /imports/5', 'POST /jobs/5/runs']);
  });

  it('a confirmed replacement takes two requests, a refused one a single request', async () => {
    const routes = { 'GET /imports/5': { id: 5, name: 'N', parentId: 4 }, 'PUT /imports/5': { id: 5 } };
    const refused = await sent(routes, 'civis_imports_put', PUT);
    expect(refused.error).toMatchObject({
      message: expect.stringContaining('This clears parent_id: "N" (id=5)'),
    });
    expect(refused.lines).toEqual(['GET /imports/5']);
    const kept = await sent(routes, 'civis_imports_put', { ...PUT, parent_id: 4 });
    expect([kept.error, kept.lines]).toEqual([undefined, ['GET /imports/5', 'PUT /imports/5']]);
  });
});
