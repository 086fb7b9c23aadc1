import { describe, expect, it } from 'vitest';
import { workflows } from '../../src/dispatch/tool-catalogue.ts';
import { ALL_TOOLS } from '../../src/dispatch/tool-filter.ts';
import { buildToolList } from '../../src/mcp/tool-list.ts';
import { operations } from '../../src/tools/catalogue/catalogue.ts';

const tools = buildToolList(operations);

function thawed(value: unknown, place = 'tools'): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([name, inner]) => thawed(inner, `${place}.${name}`));
  return Object.isFrozen(value) ? inside : [place, ...inside];
}

describe('the list of tools', () => {
  it('is frozen, since every request shares it', () => {
    expect(thawed(tools)).toEqual([]);
  });

  it('is sorted, and names nothing twice', () => {
    const names = tools.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].sort());
    expect(names).toEqual(operations.map(({ name }) => name));
  });

  it('is the same however often it is built', () => {
    expect(JSON.stringify(buildToolList(operations))).toBe(JSON.stringify(tools));
  });

  it('calls a workflow as destructive as its worst arguments, unless the server refuses those', () => {
    const destructive = (filter?: typeof ALL_TOOLS) =>
      buildToolList(workflows, filter)
        .filter(({ annotations }) => annotations?.destructiveHint === true)
        .map(({ name }) => name);
    expect(destructive()).toEqual([
      'civis_cancel_run',
      'civis_query',
      'civis_import_file',
      'civis_publish_report',
      'aiod_publish',
      'aiod_upload_image',
      'civis_share',
      'civis_rotate_credential',
      'civis_update',
      'civis_set_schedule',
    ]);
    expect(destructive({ ...ALL_TOOLS, noDestructive: true })).toEqual(['civis_cancel_run']);
  });

  it('shows of each tool what hosts read, and no more', () => {
    for (const tool of tools) {
      expect(Object.keys(tool)).toEqual(['name', 'title', 'description', 'inputSchema', 'annotations']);
    }
  });
});
