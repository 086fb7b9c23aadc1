import * as z from 'zod';
import { CallError } from '../../errors.ts';
import { isObject } from '../../json.ts';
import { int, text } from '../../tools/parameters.ts';
import { responseFields } from '../response-fields.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';
import { changeObject, readAttributes } from './change-object.ts';
import { OBJECT_KIND_NAMES, type ObjectKindName, objectOperation } from './object-kinds.ts';
import { objectParameters, type ResolvedObject, resolveObject } from './resolve-object.ts';
import { operationNamed, writableAttributes } from './writable-attributes.ts';

/** Copies are made by the platform, except those of imports, which it cannot copy. */
const CLONEABLE_KINDS = OBJECT_KIND_NAMES.filter(
  (kind) => kind === 'import' || operationNamed(objectOperation(kind, 'post', 'clone')) !== undefined,
);

/** What starts an object or sends messages about it: a copy gets these only when it is asked for. */
const COPY_FLAGS = ['clone_schedule', 'clone_triggers', 'clone_notifications'];
const NOT_COPIED = ['schedule', 'parent_id', 'next_run_at', 'notifications'];

export const clone = defineWorkflow('civis', {
  name: 'clone',
  description:
    'Copy a script, import with its syncs, workflow, notebook or project. The copy is not scheduled and notifies nobody.',
  effect: 'create',
  input: z.strictObject({ ...objectParameters, name: text('Of the copy.').optional() }),
  output: { kind: text(), id: int(), name: text() },
  run: async (context, { name, ...named }) => {
    const object = await resolveObject(context, named, CLONEABLE_KINDS);
    return object.kind === 'import'
      ? copyImport(context, object, name)
      : copyOnPlatform(context, object, name);
  },
});

async function copyOnPlatform(
  context: WorkflowContext,
  { kind, id }: ResolvedObject,
  name: string | undefined,
) {
  const operation = objectOperation(kind, 'post', 'clone');
  const taken = operationNamed(operation)?.params.map((param) => param.name) ?? [];
  const flags = COPY_FLAGS.filter((flag) => taken.includes(flag)).map((flag) => [flag, false]);
  const outcome = await context.callOperation(operation, { id, ...Object.fromEntries(flags) });
  const copy = { kind, id: responseFields(outcome).id() };
  if (name === undefined) return { ...copy, name: responseFields(outcome).text('name') };
  await changeObject(context, copy, { name }).catch(reportCopy(copy));
  return { ...copy, name };
}

async function copyImport(context: WorkflowContext, object: ResolvedObject, given: string | undefined) {
  const original = await readAttributes(context, object);
  const name = given ?? `Copy of ${String(original['name'])}`;
  const create = objectOperation('import', 'post');
  const attributes = Object.entries(attributesFor(create, original)).filter(
    ([key]) => !NOT_COPIED.includes(key),
  );
  const outcome = await context.callOperation(create, { ...Object.fromEntries(attributes), name });
  const copy = { kind: 'import' as const, id: responseFields(outcome).id() };
  const syncs = Array.isArray(original['syncs']) ? original['syncs'].filter(isObject) : [];
  for (const sync of syncs) {
    const post = objectOperation('import', 'post', 'syncs');
    await context.callOperation(post, { ...attributesFor(post, sync), id: copy.id }).catch(reportCopy(copy));
  }
  return { ...copy, name };
}

function attributesFor(operation: string, shown: Readonly<Record<string, unknown>>) {
  const found = operationNamed(operation);
  return found === undefined ? {} : writableAttributes(found, shown);
}

/** The copy exists by then: the error names it, so that it can be completed or archived. */
function reportCopy({
  kind,
  id,
}: {
  readonly kind: ObjectKindName;
  readonly id: number;
}): (cause: unknown) => never {
  return (cause) => {
    if (!(cause instanceof CallError)) throw cause;
    const rest = kind === 'import' ? 'not all of its syncs' : 'not its name';
    throw cause.with({
      hint: `The copy was created (${kind} ${id}), but ${rest}. ${cause.details.hint ?? ''}`.trim(),
    });
  };
}
