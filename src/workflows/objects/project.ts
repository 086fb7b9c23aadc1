import * as z from 'zod';
import { CallError } from '../../errors.ts';
import { isObject } from '../../json.ts';
import { flag, int, list, record, text } from '../../tools/parameters.ts';
import { wasNotCalled } from '../../wording.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';
import { idArgument, type ObjectKindName, objectKind, objectOperation } from './object-kinds.ts';
import { listProjectItems, PROJECT_KINDS, splitKind } from './project-items.ts';
import { formatObject, type ResolvedObject, resolveObject } from './resolve-object.ts';

const TOOL = 'civis_project';

export const project = defineWorkflow('civis', {
  name: 'project',
  description: 'List what is in a project by kind; add or remove objects, which are not deleted.',
  effect: 'read',
  readsUnless: ['add', 'remove'],
  // Whatever is taken out can be added again.
  worstCase: 'update',
  input: z.strictObject({
    id: text('Id or name.'),
    add: list(text(), 'Ids or names, or kind:id.').optional(),
    remove: list(text()).optional(),
  }),
  output: {
    id: int(),
    name: text(),
    items: list(record({ kind: text(), id: int(), name: text() }), 'What is in the project.'),
    changes: list(
      record({ kind: text(), id: int(), name: text(), was: flag(), now: flag() }),
      'Each given object: whether it was and is in the project.',
    ),
    note: text('Who else can use what is in it.'),
  },
  run: async (context, { id: word, add = [], remove = [] }) => {
    const { id } = await resolveObject(context, { id: word, kind: 'project' }, ['project']);
    const wanted = [
      ...(await resolveWanted(context, add, true)),
      ...(await resolveWanted(context, remove, false)),
    ];
    refuseBoth(wanted);
    // Also tells whether there is such a project, before anything is changed.
    const before = await readProject(context, id);
    const changes = await changeMembership(context, id, wanted);
    const after = changes.length === 0 ? before : await readProject(context, id);
    return {
      id,
      name: after['name'],
      items: listProjectItems(after),
      ...(wanted.length > 0 && { changes }),
      note:
        add.length > 0 && after['auto_share'] === true
          ? 'Auto-share is on: Civis shares what was added with everybody whom the project is shared with.'
          : undefined,
    };
  },
});

/** An object, and whether it shall be in the project. */
interface Wanted {
  readonly object: ResolvedObject;
  readonly now: boolean;
}

interface Membership extends ResolvedObject {
  readonly was: boolean;
  readonly now: boolean;
}

async function resolveWanted(
  context: WorkflowContext,
  words: readonly string[],
  now: boolean,
): Promise<Wanted[]> {
  const wanted: Wanted[] = [];
  for (const word of words) {
    wanted.push({ object: await resolveObject(context, splitKind(word), PROJECT_KINDS), now });
  }
  return wanted;
}

function refuseBoth(wanted: readonly Wanted[]): void {
  const removed = wanted.filter(({ now }) => !now).map(({ object }) => object);
  const both = wanted.find(({ now, object }) => now && removed.some((other) => isSameObject(other, object)));
  if (both === undefined) return;
  const why = `${formatObject(both.object)} is in both add and remove`;
  throw new CallError('invalid_input', wasNotCalled(TOOL, why), { faulty: ['add', 'remove'] });
}

function isSameObject(one: ResolvedObject, other: ResolvedObject): boolean {
  return one.id === other.id && projectsOperation(one.kind, 'put') === projectsOperation(other.kind, 'put');
}

async function readProject({ callOperation }: WorkflowContext, id: number) {
  const { value } = await callOperation('civis_projects_get', idArgument('project', id));
  return isObject(value) ? value : {};
}

/** Whatever the list of jobs shows is put into projects as a job: its type there can be that of another resource. */
function projectsOperation(kind: ObjectKindName, verb: 'list' | 'put' | 'delete'): string {
  return objectOperation(objectKind(kind).foundIn === 'jobs' ? 'job' : kind, verb, 'projects');
}

/** Puts objects in or takes them out, unless they are there or not there already. */
async function changeMembership(
  { callOperation }: WorkflowContext,
  projectId: number,
  wanted: readonly Wanted[],
): Promise<Membership[]> {
  const known: Membership[] = [];
  for (const { object, now } of wanted) {
    const { kind, id, name } = object;
    const { value } = await callOperation(projectsOperation(kind, 'list'), { id });
    const was = (Array.isArray(value) ? value : []).some(
      (each) => isObject(each) && each['id'] === projectId,
    );
    known.push({ kind, id, name, was, now });
  }
  const changing = known.filter(({ was, now }) => was !== now);
  // Removals come first: a server that refuses them has changed nothing.
  changing.sort((one, other) => Number(one.now) - Number(other.now));
  for (const [position, { kind, id, now }] of changing.entries()) {
    const operation = projectsOperation(kind, now ? 'put' : 'delete');
    await callOperation(operation, { id, project_id: projectId }).catch((cause: unknown) => {
      if (!(cause instanceof CallError)) throw cause;
      const done = changing.slice(0, position).map(formatObject);
      if (done.length === 0) throw cause;
      throw cause.with({
        hint: `These were changed before: ${done.join(', ')}. ${cause.details.hint ?? ''}`.trim(),
      });
    });
  }
  return known;
}
