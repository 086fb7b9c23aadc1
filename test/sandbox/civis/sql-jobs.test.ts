import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { useSandboxOnClock } from '../../support/sandbox.ts';

const HARBOR = 20700001;
const MINUTE = 60_000;

const { under, clock } = useSandboxOnClock();

interface Query {
  readonly id: number;
  readonly state: string;
  readonly error: string | null;
  readonly resultColumns: readonly string[] | null;
  readonly resultRows: readonly (readonly (string | null)[])[] | null;
  readonly lastRunId: number;
}

/** Runs SQL and returns the query as it is after a minute. */
async function query(sql: string, more: Readonly<Record<string, unknown>> = {}): Promise<Query> {
  const { status, body } = await under.civis<Query>('POST /queries', {
    body: { database: HARBOR, sql, previewRows: 10, ...more },
  });
  expect([status, body.state]).toEqual([200, 'queued']);
  clock.forward(MINUTE);
  return (await under.civis<Query>(`GET /queries/${body.id}`)).body;
}

describe('POST /queries', () => {
  it('runs SQL on the tables of the database', async () => {
    expect(await query('SELECT count(*), min(donation_id) AS first FROM public.donations')).toMatchObject({
      state: 'succeeded',
      error: null,
      resultColumns: ['count', 'first'],
      resultRows: [['2600', '1']],
    });
  });

  it('has donations of the last 30 days and of a year ago', async () => {
    const { resultRows } = await query(`
      SELECT sum(CASE WHEN donated_at >= DATEADD(day, -30, GETDATE()) THEN 1 ELSE 0 END),
             sum(CASE WHEN donated_at BETWEEN DATEADD(day, -395, GETDATE()) AND DATEADD(day, -365, GETDATE()) THEN 1 ELSE 0 END)
      FROM donations`);
    const [recent, before] = (resultRows?.[0] ?? []).map(Number);
    expect(recent).toBeGreaterThan(100);
    expect(before).toBeGreaterThan(10);
    expect(recent).toBeGreaterThan(before ?? 0);
  });

  it('shows no more rows than were asked for', async () => {
    expect((await query('SELECT * FROM customers.customers', { previewRows: 3 })).resultRows).toHaveLength(3);
  });

  it('keeps what changes, and lists new tables', async () => {
    await query(
      'CREATE TABLE staging.totals AS SELECT channel, sum(amount) AS total FROM public.donations GROUP BY 1',
    );
    await query("DELETE FROM staging.totals WHERE channel <> 'web'");
    expect(await query('SELECT channel FROM staging.totals')).toMatchObject({ resultRows: [['web']] });
    await query('CREATE SCHEMA scratch; CREATE TABLE scratch.t (a int)');
    const { body } = await under.civis<{ schema: string }[]>(`GET /databases/${HARBOR}/schemas`);
    expect(body.map(({ schema }) => schema)).toContain('scratch');
  });

  it('fails as a whole, with an error that names the line', async () => {
    const failed = await query('CREATE TABLE staging.half (a int);\nSELECT nope\nFROM public.donations');
    expect(failed).toMatchObject({ state: 'failed', resultRows: null });
    expect(failed.error).toBe('ERROR:  column "nope" does not exist\nLINE 2: SELECT nope\n               ^');
    expect((await query('SELECT * FROM staging.half')).error).toContain(
      'relation "staging.half" does not exist',
    );
  });

  it('does nothing when it is cancelled in time', async () => {
    const { body } = await under.civis<Query>('POST /queries', {
      body: { database: HARBOR, sql: 'DELETE FROM public.donations', previewRows: 0 },
    });
    await under.civis(`DELETE /queries/${body.id}/runs/${body.lastRunId}`);
    clock.forward(MINUTE);
    const { body: ended } = await under.civis<Query>(`GET /queries/${body.id}`);
    expect(ended.state).toBe('cancelled');
    expect((await query('SELECT count(*) FROM public.donations')).resultRows).toEqual([['2600']]);
  });

  it('refuses a database that does not exist', async () => {
    const { status } = await under.civis('POST /queries', {
      body: { database: 1, sql: 'SELECT 1', previewRows: 1 },
    });
    expect(status).toBe(422);
  });
});

describe('SQL scripts', () => {
  const body = {
    name: 'Totals',
    remoteHostId: HARBOR,
    credentialId: 21100001,
    sql: 'SELECT channel, count(*) FROM public.donations GROUP BY 1 ORDER BY 1 LIMIT 1',
  };

  interface ScriptRun {
    readonly id: number;
    readonly state: string;
    readonly error: string | null;
    readonly output: readonly { outputName: string; fileId: number; path: string }[];
  }

  async function runScript(more: Readonly<Record<string, unknown>>): Promise<{ id: number; run: ScriptRun }> {
    const { body: script } = await under.civis<{ id: number }>('POST /scripts/sql', {
      body: { ...body, ...more },
    });
    const { body: started } = await under.civis<ScriptRun>(`POST /scripts/sql/${script.id}/runs`);
    clock.forward(MINUTE);
    const { body: run } = await under.civis<ScriptRun>(`GET /scripts/sql/${script.id}/runs/${started.id}`);
    return { id: script.id, run };
  }

  it('write their result to a file', async () => {
    const { id, run } = await runScript({});
    expect(run).toMatchObject({
      state: 'succeeded',
      error: null,
      output: [{ outputName: `output_${run.id}.csv.gz` }],
    });
    const bytes = await fetch(run.output[0]?.path ?? '').then((response) => response.arrayBuffer());
    expect(gunzipSync(Buffer.from(bytes)).toString()).toMatch(/^"channel","count"\n"event","\d+"\n$/);
    const { body: outputs } = await under.civis(`GET /scripts/sql/${id}/runs/${run.id}/outputs`);
    expect(outputs).toMatchObject([{ objectType: 'File', objectId: run.output[0]?.fileId }]);
    const { body: logs } = await under.civis<{ message: string }[]>(
      `GET /scripts/sql/${id}/runs/${run.id}/logs`,
    );
    expect(logs.map(({ message }) => message)).toContain('Rows in the result: 1');
  });

  it('write it as their settings say', async () => {
    const csvSettings = {
      compression: 'none',
      columnDelimiter: 'pipe',
      unquoted: true,
      includeHeader: false,
    };
    const { run } = await runScript({ csvSettings });
    expect(await fetch(run.output[0]?.path ?? '').then((response) => response.text())).toMatch(
      /^event\|\d+\n$/,
    );
  });

  it('fail with the error of the database', async () => {
    const { run } = await runScript({ sql: 'SELECT * FROM nope' });
    expect(run).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('relation "public.nope" does not exist'),
    });
  });
});

describe('a file that was imported', () => {
  it('can be queried', async () => {
    const { body: prepared } = await under.civis<{ id: number; uploadUri: string }>('POST /imports/files', {
      body: { schema: 'landing', name: 'orders', remoteHostId: HARBOR, credentialId: 21100001 },
    });
    await fetch(prepared.uploadUri, {
      method: 'PUT',
      body: 'id,paid,at\n1,true,2026-01-02T10:00:00Z\n2,false,\n3,yes,\n',
    });
    await under.civis(`POST /imports/files/${prepared.id}/runs`);
    clock.forward(MINUTE);
    const { resultRows } = await query('SELECT id, paid, at FROM landing.orders ORDER BY id');
    expect(resultRows).toEqual([
      ['1', 't', '2026-01-02 10:00:00'],
      ['2', 'f', null],
      ['3', 't', null],
    ]);
  });
});
