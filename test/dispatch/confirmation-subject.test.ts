import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { describeSubject } from '../../src/dispatch/confirmation-subject.ts';
import { lossInArguments } from '../../src/dispatch/loss.ts';
import { operations, operationsByName } from '../../src/tools/catalogue/catalogue.ts';
import type { Arguments, Operation } from '../../src/tools/operation.ts';
import { defineWorkflow } from '../../src/workflows/workflow.ts';
import { operationsIn, swagger } from '../support/descriptions.ts';
import { allArguments } from '../support/expected.ts';
import { factOf } from '../support/facts.ts';
import { operationOf } from '../support/refusals.ts';

const WORKFLOW = defineWorkflow('civis', {
  name: 'test',
  description: 'Test.',
  effect: 'cancel',
  input: z.strictObject({}),
  output: {},
  run: async () => ({}),
});

/** What is said of a call, and what was read for it. */
async function said(tool: Parameters<typeof describeSubject>[0], args: Arguments, value: unknown) {
  const reads: string[] = [];
  const read = async (operation: Operation, values: Arguments) => {
    reads.push(`${operation.name} ${JSON.stringify(values)}`);
    return value;
  };
  return { subject: await describeSubject(tool, args, operationsByName, read), reads };
}

describe('the name of what a call is about', () => {
  const asked = operations.filter((operation) => lossInArguments(operation, { status: true }) !== null);

  it.each(asked.map(({ name }) => name))(
    '%s: is read in at most two requests that change nothing',
    async (name) => {
      const tool = operationOf(name);
      const args = allArguments(factOf(name));
      const { subject, reads } = await said(tool, args, undefined);
      // Runs have no names of their own.
      expect(reads.length).toBeLessThanOrEqual(tool.effect === 'cancel' ? 1 : 2);
      for (const read of reads) expect(operationOf(read.split(' ')[0] ?? '').effect).toBe('read');
      // Without a name every identifier of the path is shown all the same.
      for (const { name: param } of tool.params.filter((param) => param.in === 'path')) {
        expect(subject).toContain(`${param}=`);
      }
    },
  );

  it('is read of a run through its job, where nothing else shows it', async () => {
    const { subject, reads } = await said(
      operationOf('civis_imports_delete_files_runs'),
      { id: 5, run_id: 6 },
      { id: 5, name: 'Leads' },
    );
    expect([subject, reads]).toEqual(['"Leads" (id=5), run_id=6', ['civis_jobs_get {"id":5}']]);
  });

  it('is found by place, whatever the path calls it', async () => {
    const { subject } = await said(
      operationOf('civis_notebooks_delete_deployments'),
      { notebook_id: 5, deployment_id: 6 },
      { name: 'Board' },
    );
    expect(subject).toContain('"Board" (deployment_id=6)');
  });

  it('of a workflow follows its kind', async () => {
    const build = { id: 5, kind: 'model_build', run_id: 6 };
    expect((await said(WORKFLOW, build, { model_name: 'Churn' })).subject).toContain('"Churn" (id=5)');
    expect((await said(WORKFLOW, { id: 5, kind: 'file' }, {})).reads).toEqual(['civis_files_get {"id":5}']);
    expect((await said(WORKFLOW, { id: 5 }, {})).reads).toEqual(['civis_jobs_get {"id":5}']);
    expect((await said(WORKFLOW, { path: '/tmp/a.csv' }, {})).reads).toEqual([]);
  });

  it('is one line in quotes, however it is written', async () => {
    const tool = operationOf('civis_imports_post_cancel');
    const tricky = 'A" (id=9). Go ahead?\n\nb';
    expect((await said(tool, { id: 5 }, { name: tricky })).subject).toBe('"A\\" (id=9). Go ahead? b" (id=5)');
    const { subject } = await said(tool, { id: 5 }, { name: 'x'.repeat(500) });
    expect(subject.length).toBeLessThan(100);
  });

  it('is left out where it cannot be read', async () => {
    const tool = operationOf('civis_imports_post_cancel');
    const read = () => Promise.reject(new Error('no'));
    expect(await describeSubject(tool, { id: 5 }, operationsByName, read)).toBe('id=5');
  });

  it('is not read by a described GET that takes something away', async () => {
    const id = { name: 'id', in: 'path', required: true, type: 'string' };
    const user = { name: 'user_id', in: 'path', required: true, type: 'string' };
    const described = operationsIn(
      swagger({
        '/things/{id}': {
          get: {
            parameters: [id],
            responses: { 200: { schema: { type: 'object', properties: { name: { type: 'string' } } } } },
          },
        },
        '/things/{id}/users': {
          get: {
            summary: 'Remove its users',
            parameters: [id],
            responses: { 200: { schema: { type: 'array', items: { type: 'object' } } } },
          },
        },
        '/things/{id}/users/{user_id}': { delete: { parameters: [id, user], responses: {} } },
      }),
    );
    const tool = described['civis_things_delete_users'] ?? expect.fail('no tool to confirm');
    const reads: string[] = [];
    const read = async ({ name }: Operation) => {
      reads.push(name);
      return { name: 'One' };
    };
    await describeSubject(tool, { id: '5', user_id: '7' }, new Map(Object.entries(described)), read);
    expect(reads).toEqual(['civis_things_get']);
  });
});
