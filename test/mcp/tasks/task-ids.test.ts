import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTaskIds, TASK_LIFETIME_MS } from '../../../src/mcp/tasks/task-ids.ts';

const KEY = Buffer.alloc(32, 7);
const PLATFORM = 'https://api.civisanalytics.com/';
const TASK = { tool: 'civis_run_and_wait', point: { kind: 'job', id: 5, run_id: 9 }, begun: 1_000 };
const idsAt = (moment: number, key = KEY, platform = PLATFORM) => createTaskIds(key, () => moment, platform);

describe('the id of a task', () => {
  const id = idsAt(1_000).seal(TASK, 'ada');

  it('holds the task, for every server with the key', () => {
    expect(idsAt(2_000).open(id, 'ada')).toEqual(TASK);
    expect(id).not.toContain(Buffer.from('civis').toString('base64url'));
  });

  it('is unknown to another caller, key or platform, and after its time', () => {
    expect(idsAt(2_000).open(id, 'bob')).toBeUndefined();
    expect(idsAt(2_000, Buffer.alloc(32, 8)).open(id, 'ada')).toBeUndefined();
    expect(idsAt(2_000, KEY, 'https://other.example/').open(id, 'ada')).toBeUndefined();
    expect(idsAt(1_000 + TASK_LIFETIME_MS).open(id, 'ada')).toBeUndefined();
  });

  it('is not made up of other text', () => {
    fc.assert(fc.property(fc.string(), (text) => idsAt(2_000).open(text, 'ada') === undefined));
    const bits = Buffer.from(id, 'base64url').length * 8;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bits - 1 }), (bit) => {
        const bytes = Buffer.from(id, 'base64url');
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        return idsAt(2_000).open(bytes.toString('base64url'), 'ada') === undefined;
      }),
    );
  });
});
