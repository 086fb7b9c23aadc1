import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { callErrorOf, type ToolResult, useSandboxTools, withFakePlatform } from '../support/tool-caller.ts';

/** What Civis itself sends; beside the project, not in it. */
const RECORDED = '../shared/specs/civis-swagger.json';

const DESCRIPTION = {
  swagger: '2.0',
  paths: {
    '/jobs': { get: { summary: 'List jobs' } },
    '/jobs/{id}/runs': {
      parameters: [{ name: 'id' }],
      get: { summary: 'List runs\nin pages' },
      post: { summary: 'Run a job', deprecated: true },
    },
    '/files': { post: { summary: 'x'.repeat(5_000) } },
    '/constructor': { get: {} },
    '/none': {},
  },
};

async function list(description: unknown, args: ToolResult = {}): Promise<ToolResult> {
  const answers: ToolResult[] = [];
  await withFakePlatform({ 'GET /endpoints': description }, async ({ call, platform }) => {
    answers.push(await call('civis_endpoints_list', args));
    const query = 'openapi_version' in args ? '?openapi_version=3.0' : '';
    expect(platform.received.map(({ target }) => target)).toEqual([`/endpoints${query}`]);
  });
  return answers[0] ?? {};
}

describe('the API description', () => {
  it('without arguments: its resources, with the number of their operations', async () => {
    expect(await list(DESCRIPTION)).toEqual({
      resources: [
        { name: 'constructor', operations: 1 },
        { name: 'files', operations: 1 },
        { name: 'jobs', operations: 3 },
      ],
    });
  });

  it('of one resource: its operations on one line each; the argument is not sent', async () => {
    expect(await list(DESCRIPTION, { resource: 'jobs', openapi_version: '3.0' })).toEqual({
      resource: 'jobs',
      operations: [
        { verb: 'GET', path: '/jobs', summary: 'List jobs' },
        { verb: 'GET', path: '/jobs/{id}/runs', summary: 'List runs' },
        { verb: 'POST', path: '/jobs/{id}/runs', summary: 'Run a job', deprecated: true },
      ],
    });
    const { operations } = await list(DESCRIPTION, { resource: 'files' });
    expect((operations as ToolResult[])[0]?.['summary']).toHaveLength(200);
  });

  it.each([
    ['job', 'civis_endpoints_list: unknown resource job; did you mean jobs?'],
    ['toString', 'civis_endpoints_list: unknown resource toString; allowed: jobs, files, constructor.'],
  ])('refuses %s, which is none of them', async (resource, message) => {
    await withFakePlatform({ 'GET /endpoints': DESCRIPTION }, async ({ call }) => {
      expect(await callErrorOf(call('civis_endpoints_list', { resource }))).toMatchObject({
        kind: 'invalid_input',
        message,
        details: { hint: 'Call civis_endpoints_list without arguments to list the resources.' },
      });
    });
  });

  it('names no more resources in an error than can be read', async () => {
    const paths = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, at) => [`/${'r'.repeat(500)}${at}`, { get: {} }]),
    );
    await withFakePlatform({ 'GET /endpoints': { paths } }, async ({ call }) => {
      const error = await callErrorOf(call('civis_endpoints_list', { resource: 'jobs' }));
      expect(error.kind).toBe('invalid_input');
      expect(error.message.length).toBeLessThan(10_000);
    });
  });

  it.each([[[]], ['text'], [{ paths: [] }], [{ swagger: '2.0' }]])('%j is none', async (description) => {
    await withFakePlatform({ 'GET /endpoints': description }, async ({ call }) => {
      const error = await callErrorOf(call('civis_endpoints_list', {}));
      expect(error).toMatchObject({
        kind: 'platform_error',
        message: 'civis_endpoints_list: The API description contains no paths.',
      });
    });
  });

  it.skipIf(!existsSync(RECORDED))('of Civis itself is small in both forms', async () => {
    const description: unknown = JSON.parse(readFileSync(RECORDED, 'utf8'));
    const { resources } = (await list(description)) as { resources: { name: string; operations: number }[] };
    expect(resources.reduce((sum, { operations }) => sum + operations, 0)).toBe(910);
    expect(JSON.stringify(resources).length).toBeLessThan(3_000);
    const scripts = await list(description, { resource: 'scripts' });
    expect(scripts['operations']).toHaveLength(222);
    expect(JSON.stringify(scripts).length).toBeLessThan(30_000);
  });
});

describe('the API description of the sandbox', () => {
  const tools = useSandboxTools();

  it('lists what the sandbox serves', async () => {
    const { operations } = (await tools.call('civis_endpoints_list', { resource: 'jobs' })) as {
      operations: unknown[];
    };
    expect(operations).toContainEqual({
      verb: 'POST',
      path: '/jobs/{id}/runs',
      summary: expect.any(String),
    });
  });
});
