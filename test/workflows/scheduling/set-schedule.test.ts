import { describe, expect, it } from 'vitest';
import { callErrorOf, findJobId, type ToolResult, useSandboxTools } from '../../support/tool-caller.ts';

describe('civis_set_schedule in the sandbox', () => {
  const tools = useSandboxTools();
  const setSchedule = (args: ToolResult) => tools.call('civis_set_schedule', args);
  const importNamed = async (name: string) => {
    const id = await findJobId(tools.call, name);
    return { id, read: () => tools.call('civis_imports_get', { id }) };
  };
  const withoutTimes = ({ updated_at, next_run_at, schedule, parent_id, state, ...others }: ToolResult) =>
    others;

  it('schedules an import by name, and changes nothing else of it', async () => {
    const { id, read } = await importNamed('Import weather history');
    const before = await read();
    const value = await setSchedule({ id: 'Import weather history', when: 'every Monday at 6:00' });
    expect(value).toMatchObject({
      kind: 'import',
      id,
      was: { schedule: before['schedule'] },
      now: {
        schedule: { scheduled: true, scheduled_days: [1], scheduled_hours: [6], scheduled_minutes: [0] },
      },
    });
    expect(value['next']).toHaveLength(3);
    expect(withoutTimes(await read())).toEqual(withoutTimes(before));
  });

  it('runs an import after a job, and turns that off again', async () => {
    const { id, read } = await importNamed('Import weather history');
    const parent = await findJobId(tools.call, 'Score churn risk');
    expect((await setSchedule({ id, kind: 'import', after: 'Score churn risk' }))['now']).toMatchObject({
      parent_id: parent,
      schedule: { scheduled: false },
    });
    const { now, next } = await setSchedule({ id, kind: 'import', when: 'off' });
    expect(now).toMatchObject({ parent_id: null, schedule: { scheduled: false } });
    expect(next).toEqual([]);
    expect((await read())['parent_id']).toBeNull();
  });

  it('turns a schedule off and keeps its times', async () => {
    const { read } = await importNamed('Import social ad spend');
    const { schedule } = await read();
    expect(schedule).toMatchObject({ scheduled: true });
    const { was, now } = await setSchedule({ id: 'Import social ad spend', when: 'off' });
    expect(was).toMatchObject({ schedule });
    expect(now).toMatchObject({ schedule: { ...Object(schedule), scheduled: false } });
  });

  it.each([
    ['neither', {}, 'civis_set_schedule was not called: either when or after is required.'],
    [
      'both',
      { when: 'off', after: '1' },
      'civis_set_schedule was not called: either when or after is required.',
    ],
    [
      'an unknown zone',
      { when: 'hourly', time_zone: 'Mars/Base' },
      'time_zone must be an IANA name; got "Mars/Base"',
    ],
    ['an unknown name', { id: 'No such import', when: 'hourly' }, 'not found: "No such import".'],
    ['an unknown kind', { when: 'hourly', kind: 'user' }, 'kind must be one of import, sql_script,'],
  ])('%s is refused', async (_, args, message) => {
    const error = await callErrorOf(setSchedule({ id: 'Import weather history', ...args }));
    expect(error.message).toContain(message);
  });
});
