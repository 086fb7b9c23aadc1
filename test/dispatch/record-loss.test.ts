import { describe, expect, it } from 'vitest';
import type { Arguments } from '../../src/tools/operation.ts';
import { callCatalogue } from '../support/catalogue-calls.ts';
import { answer } from '../support/platform.ts';
import { callErrorOf, HANDLED } from '../support/tool-caller.ts';

const current = {
  identifier: 'proj_1',
  name: 'P',
  platform: 'aiod',
  platform_resource_identifier: 'proj_1',
  description: { plain: 'kept' },
  keyword: ['one'],
  subtitle: 'S',
  funder: [],
  total_cost_euro: 5,
  total_cost_euros: 5,
  media: [
    { name: 'logo', encoding_format: 'image/png' },
    { name: 'link', content_url: 'https://example.org/i.png' },
  ],
  aiod_entry: { editor: ['prsn_1'], status: 'draft' },
};

function change(method: string, metadata: Arguments) {
  const routes = {
    'GET /v2/projects/proj_1': current,
    'PUT /v2/projects/proj_1': (_: unknown, response: Parameters<typeof answer>[0]) => {
      answer(response, 200, null);
      return HANDLED;
    },
  };
  const args = { identifier: 'proj_1', metadata };
  return callCatalogue(routes, { name: `aiod_projects_${method}`, args, confirm: 'auto' });
}

const { platform, platform_resource_identifier } = current;
const rest = {
  name: 'Q',
  platform,
  platform_resource_identifier,
  keyword: ['two'],
  subtitle: 'T',
  total_cost_euros: 1,
};

describe('a change of a record', () => {
  it.each<readonly [method: string, metadata: Arguments, effect: string]>([
    [
      'replace',
      { name: 'Q' },
      'This clears platform, platform_resource_identifier, keyword, total_cost_euros, subtitle',
    ],
    ['replace', { ...rest, aiod_entry: {} }, 'This clears aiod_entry.editor'],
    ['replace', { ...rest, media: [{ name: 'x' }] }, 'This deletes the uploaded images logo'],
    ['update', { media: [{ name: 'x' }] }, 'This deletes the uploaded images logo'],
  ])('%s %j is asked about', async (method, metadata, effect) => {
    const refused = await callErrorOf(change(method, metadata));
    expect(refused.kind).toBe('confirmation_required');
    const [, names = ''] = /^This clears (.*)$/.exec(effect) ?? [];
    for (const name of names === '' ? [effect] : names.split(', ')) expect(refused.message).toContain(name);
    expect(refused.message).not.toContain('description');
    if (names !== '') expect(refused.message).toContain('use aiod_projects_update or send them');
  });

  it.each<readonly [method: string, metadata: Arguments]>([
    ['replace', rest],
    ['update', { name: 'Q' }],
  ])('%s %j is not', async (method, metadata) => {
    const { requests } = await change(method, metadata);
    expect(requests.filter((line) => line.startsWith('PUT'))).toHaveLength(1);
  });
});
