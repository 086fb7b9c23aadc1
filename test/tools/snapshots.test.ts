import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildToolList } from '../../src/mcp/tool-list.ts';
import { operations } from '../../src/tools/catalogue/catalogue.ts';

const FOLDER = 'test/snapshots';
const ADVICE = 'Run `npm run generate`, and look at the diff: it is what hosts will see.';

const resources = [...new Set(operations.map(({ platform, resource }) => `${platform}-${resource}`))];

/** Sorts the keys at every depth, and changes nothing else. */
function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

describe('the advertised tools are those of the snapshots', () => {
  it('has one file for each resource, and no other', () => {
    const due = resources.map((resource) => `${resource}.json`).sort();
    expect(readdirSync(FOLDER).sort(), ADVICE).toEqual(due);
  });

  it.each(resources)('%s', (resource) => {
    const own = operations.filter((operation) => `${operation.platform}-${operation.resource}` === resource);
    const live = `${JSON.stringify(buildToolList(own), sorted, 2)}\n`;
    expect(live, ADVICE).toBe(readFileSync(`${FOLDER}/${resource}.json`, 'utf8'));
  });
});
