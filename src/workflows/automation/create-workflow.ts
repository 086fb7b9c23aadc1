import * as z from 'zod';
import { CallError } from '../../errors.ts';
import { isObject, toText } from '../../json.ts';
import { flag, int, text } from '../../tools/parameters.ts';
import { listSome } from '../../wording.ts';
import { changeObject, planChange } from '../objects/change-object.ts';
import { formatObject, type ResolvedObject } from '../objects/resolve-object.ts';
import { responseFields } from '../response-fields.ts';
import { formatRunArguments, formatRunCall } from '../runs/run-call.ts';
import { startOrAttach } from '../runs/start-run.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';
import { checkDefinition } from './check-definition.ts';

const TOOL = 'civis_create_workflow';

export const createWorkflow = defineWorkflow('civis', {
  name: 'create_workflow',
  description:
    'Create a Civis workflow from YAML, or change the definition of the one with that name, and execute it if asked.',
  effect: 'run',
  input: z.strictObject({
    name: text(),
    definition: text('YAML: version, then workflow with its tasks.'),
    run: flag('Execute it.').default(false),
  }),
  output: {
    id: int(),
    name: text(),
    created: flag('False: it existed, and was changed.'),
    was: text('Its definition before.'),
    now: text('Its definition, if it was changed.'),
    execution_id: int(),
    next: text('What to do next.'),
  },
  plan: async (context, { name, definition }) => {
    checkDefinition(TOOL, definition);
    const existing = await findWorkflowNamed(context, name);
    return existing === undefined ? [] : planChange(context, existing, { definition });
  },
  run: async (context, { name, definition, run }) => {
    checkDefinition(TOOL, definition);
    const existing = await findWorkflowNamed(context, name);
    const made =
      existing === undefined
        ? await create(context, name, definition)
        : await change(context, existing, definition);
    const { id, refusal, ...shown } = made;
    const result = { id, name, ...shown };
    if (refusal !== '') {
      const next = `Civis does not accept the definition: ${refusal}. Correct it and call ${TOOL} again; it was not executed.`;
      return { ...result, next };
    }
    if (!run) {
      const call = `civis_run_and_wait ${formatRunArguments({ id, kind: 'workflow' })}`;
      return { ...result, next: `Call ${call} to execute it.` };
    }
    return { ...result, ...(await startExecutionOf(context, id)) };
  },
});

interface MadeWorkflow {
  readonly id: number;
  readonly created: boolean;
  readonly was?: string;
  readonly now?: string;
  /** What Civis says is wrong with the definition; empty: nothing. */
  readonly refusal: string;
}

/**
 * The one workflow that has the name.
 *
 * @throws CallError `conflict` if several have it.
 */
async function findWorkflowNamed(
  context: WorkflowContext,
  name: string,
): Promise<ResolvedObject | undefined> {
  const { value } = await context.callOperation('civis_workflows_list', { iterator: true });
  const found = (Array.isArray(value) ? value : []).filter(isObject).flatMap(({ id, name: its }) => {
    if (typeof id !== 'number' || toText(its).trim() !== name.trim()) return [];
    return [{ kind: 'workflow' as const, id, name: toText(its) }];
  });
  if (found.length < 2) return found[0];
  throw new CallError(
    'conflict',
    `${found.length} workflows have that name: ${listSome(found.map(formatObject), 8)}.`,
    {
      faulty: ['name'],
      hint: 'Use another name, or change the intended one with civis_update and its id. Nothing was changed.',
    },
  );
}

async function create(
  { callOperation }: WorkflowContext,
  name: string,
  definition: string,
): Promise<MadeWorkflow> {
  const outcome = await callOperation('civis_workflows_post', { name, definition });
  const id = responseFields(outcome).id();
  return { id, created: true, refusal: refusalOf(outcome.value) };
}

async function change(
  context: WorkflowContext,
  existing: ResolvedObject,
  definition: string,
): Promise<MadeWorkflow> {
  const { was, now, after } = await changeObject(context, existing, { definition });
  const texts = { was: toText(was['definition']), now: toText(now['definition']) };
  return { id: existing.id, created: false, ...texts, refusal: refusalOf(after) };
}

function refusalOf(workflow: unknown): string {
  if (!isObject(workflow) || workflow['valid'] !== false) return '';
  return toText(workflow['validation_errors'] ?? 'no reason given').slice(0, 500);
}

async function startExecutionOf(
  context: WorkflowContext,
  id: number,
): Promise<{ execution_id: number; next: string }> {
  const { run, started } = await startOrAttach(context, 'workflow', id, false).catch((cause: unknown) => {
    if (!(cause instanceof CallError)) throw cause;
    const call = `civis_run_and_wait ${formatRunArguments({ id, kind: 'workflow' })}`;
    throw cause.with({ hint: `The workflow was saved with id ${id}. Call ${call} to execute it.` });
  });
  const call = formatRunCall('civis_wait_for_run', { kind: 'workflow', id, runId: run.id });
  const next = started
    ? `Call ${call} to wait for it.`
    : `It was already being executed, with the definition before: call ${call}, then execute it.`;
  return { execution_id: run.id, next };
}
