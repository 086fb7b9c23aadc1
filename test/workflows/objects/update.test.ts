import { describe, expect, it } from 'vitest';
import type { Received } from '../../support/platform.ts';
import {
  callErrorOf,
  findJobId,
  type ToolResult,
  useSandboxTools,
  withFakePlatform,
} from '../../support/tool-caller.ts';

const withoutTime = ({ updated_at, ...others }: ToolResult) => others;

describe('civis_update in the sandbox', () => {
  const tools = useSandboxTools();
  const read = async (tool: string, name: string) =>
    tools.call(tool, { id: await findJobId(tools.call, name) });

  it('changes what can only be replaced as a whole, and keeps everything else of it', async () => {
    const before = await read('civis_imports_get', 'Import web orders');
    const value = await tools.call('civis_update', {
      id: 'Import web orders',
      kind: 'import',
      set: { name: 'Import shop orders', notifications: { failure_on: true } },
    });
    const notifications = before['notifications'] as ToolResult;
    expect(value).toMatchObject({
      was: { name: 'Import web orders', notifications },
      now: { name: 'Import shop orders', notifications: { ...notifications, failure_on: true } },
    });
    expect(value['note']).toBeUndefined();
    const after = await read('civis_imports_get', 'Import shop orders');
    expect(withoutTime(after)).toEqual({ ...withoutTime(before), ...(value['now'] as ToolResult) });
  });

  it('an attribute that the object does not have is refused with those that it has', async () => {
    const { message } = await callErrorOf(
      tools.call('civis_update', { id: 'Import POS transactions', kind: 'import', set: { nmae: 'x' } }),
    );
    expect(message).toContain('unknown parameter nmae; did you mean name?');
  });

  it('what has no attributes of its own to change is refused', async () => {
    const { message } = await callErrorOf(
      tools.call('civis_update', { id: 'Score churn risk', kind: 'job', set: { name: 'x' } }),
    );
    expect(message).toContain('kind must be one of');
  });
});

it('civis_update sends nothing but what is set, with the rest of a nested object', async () => {
  const script = {
    id: 5,
    name: 'Refresh',
    sql: 'select 1',
    schedule: { scheduled: true, scheduledDays: [1], scheduledHours: [6], scheduledRunsPerHour: null },
  };
  const bodies: unknown[] = [];
  const routes = {
    'GET /scripts/sql/5': script,
    'PATCH /scripts/sql/5': ({ body }: Received) => {
      bodies.push(body);
      return script;
    },
  };
  await withFakePlatform(routes, async ({ call, requestLines }) => {
    await call('civis_update', { id: '5', kind: 'sql_script', set: { schedule: { scheduled_hours: [7] } } });
    expect(bodies).toEqual([{ schedule: { scheduled: true, scheduledDays: [1], scheduledHours: [7] } }]);
    expect(requestLines().filter((line) => !line.startsWith('GET'))).toEqual(['PATCH /scripts/sql/5']);
  });
});
