import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readReportSource } from '../../../src/workflows/reports/report-source.ts';
import { parseGrants } from '../../../src/workflows/sharing/grants.ts';
import { confirmed, useConfirmingSandbox } from '../../support/confirming-sandbox.ts';
import { useGround } from '../../support/folder.ts';
import { callErrorOf, type ToolResult, withFakePlatform } from '../../support/tool-caller.ts';

const TOOL = 'civis_publish_report';
const sandbox = useConfirmingSandbox();
const publish = async (args: ToolResult) => (await sandbox.value(TOOL, args)) as ToolResult;
const grantsOn = async (id: unknown) => parseGrants(await sandbox.value('civis_reports_list_shares', { id }));
const openLink = async ({ display_url: link }: ToolResult) => (await fetch(String(link))).text();

describe('civis_publish_report', () => {
  it('creates a report, with its link, that those it is shared with can read', async () => {
    const value = await publish({
      name: 'Gifts this week',
      html: '<h1>Gifts</h1>',
      share_with: ['krao', 'Analytics'],
    });
    expect(value).toMatchObject({ created: true, shared_with: ['Kavita Rao', 'Analytics'] });
    expect(await openLink(value)).toBe('<h1>Gifts</h1>');
    expect(await grantsOn(value['id'])).toMatchObject({
      users: [{ level: 'manage' }, { name: 'Kavita Rao', level: 'read' }],
      groups: [{ name: 'Analytics', level: 'read' }],
    });
  });

  it('replaces the HTML of the report with that name, once that is confirmed, and nothing else', async () => {
    const { id } = await publish({ name: 'Twice', html: 'one' });
    await sandbox.value('civis_reports_patch', { id, description: 'Kept' });
    const again = { name: 'Twice', html: 'two' };
    expect((await sandbox.refusal('no-destructive', TOOL, again)).kind).toBe('not_allowed');
    const refused = await sandbox.refusal('auto', TOOL, again);
    expect(refused.message).toContain(
      `Replace the HTML of report ${String(id)} "Twice", last changed 2026-03-04`,
    );
    let value: ToolResult = {};
    const changes = await sandbox.changes(async () => {
      value = (await sandbox.call('auto', TOOL, confirmed(again, refused))).outcome.value as ToolResult;
    });
    expect(value).toMatchObject({ id, created: false, shared_with: [] });
    expect(await openLink(value)).toBe('two');
    expect(changes.filter((change) => change.startsWith('reports'))).toEqual([
      expect.stringContaining(`reports ${String(id)} code_key`),
    ]);
  });

  it('a report that is new is not asked about', async () => {
    await sandbox.call('no-destructive', TOOL, { name: 'New', html: 'x' });
    await sandbox.call('always', TOOL, { name: 'New too', html: 'x' });
  });

  it('lowers nobody’s permission', async () => {
    const { id } = await publish({ name: 'Shared', html: 'x' });
    await sandbox.value('civis_share', { kind: 'report', id: String(id), users: ['krao'], level: 'manage' });
    const value = await publish({ name: 'Shared', html: 'y', share_with: ['krao', 'Ada Lindqvist'] });
    expect(value).toMatchObject({ shared_with: [] });
    expect((await grantsOn(id)).users.map(({ level }) => level)).toEqual(['manage', 'manage']);
  });

  it.each([
    ['nothing to publish', {}, 'exactly one of html and path is required'],
    ['two pages', { html: 'x', path: 'x.html' }, 'exactly one of html and path is required'],
    ['an empty page', { html: ' \n' }, 'the HTML is empty'],
    ['an unknown reader', { html: 'x', share_with: ['Nobody'] }, 'User or group not found: "Nobody"'],
    ['a file without --files', { path: 'x.html' }, 'the server was started without --files'],
  ])('refuses %s before anything is created', async (_, args, says) => {
    expect((await sandbox.refusal('never', TOOL, { name: 'Refused', ...args })).message).toContain(says);
  });

  it.each([
    [
      'creates one where a report of another type has the name',
      [report(3, 'ReportTypes::SQL')],
      'POST /reports',
    ],
    ['changes the one with the name', [report(3), { ...report(4), name: 'Other' }], 'PATCH /reports/3'],
  ])('of the account’s own reports, %s', async (_, listed, expected) => {
    const routes = {
      'GET /users/me': { id: 7 },
      'GET /reports': listed,
      'POST /reports': { id: 9 },
      'PATCH /reports/3': { id: 3 },
    };
    await withFakePlatform(routes, async ({ call, platform, requestLines }) => {
      await call(TOOL, { name: 'Mine', html: 'x' });
      expect(requestLines().at(-1)).toBe(expected);
      expect(platform.received.some(({ target }) => /author=7\b/.test(target))).toBe(true);
    });
  });

  it('changes none of several reports that have the name', async () => {
    const routes = { 'GET /users/me': { id: 7 }, 'GET /reports': [report(3), report(4)] };
    await withFakePlatform(routes, async ({ call, requestLines }) => {
      const { kind, message } = await callErrorOf(call(TOOL, { name: 'Mine', html: 'x' }));
      expect(kind).toBe('conflict');
      expect(message).toContain('report 3 "Mine", report 4 "Mine"');
      expect(requestLines().every((line) => line.startsWith('GET '))).toBe(true);
    });
  });
});

describe('the file of a report', () => {
  const ground = useGround();
  const read = (path: string) => readReportSource({ folders: ground().folders }, { path });

  it('is read whole', async () => {
    const path = join(ground().inside, 'page.html');
    await writeFile(path, '<p>è</p>');
    expect(await read(path)).toBe('<p>è</p>');
  });

  it('is refused outside the folders, where it is too large, and where it is no text', async () => {
    const [outside, large, binary] = ['outside', 'inside', 'inside'].map((folder, n) =>
      join(folder === 'inside' ? ground().inside : ground().outside, `${n}.html`),
    ) as [string, string, string];
    await Promise.all([outside, large].map((path) => writeFile(path, 'x')));
    await truncate(large, 5_000_001);
    await writeFile(binary, Buffer.from([0xff, 0xfe, 0xff]));
    expect((await callErrorOf(read(outside))).kind).toBe('not_allowed');
    expect((await callErrorOf(read(large))).kind).toBe('too_large');
    expect((await callErrorOf(read(binary))).message).toContain('must be UTF-8');
  });
});

function report(id: number, type = 'ReportTypes::HTML') {
  return { id, name: 'Mine', type, updatedAt: '2026-03-01T00:00:00Z' };
}
