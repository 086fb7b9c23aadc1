import { CallError } from '../../errors.ts';
import { isObject, toText } from '../../json.ts';
import { text } from '../../tools/parameters.ts';
import { CORRECT_ARGUMENTS, listSome, mustBe, notFound, oneOfValues, toSentence } from '../../wording.ts';
import { quoteFirstLine } from '../quote-text.ts';
import type { WorkflowContext } from '../workflow.ts';
import { type FoundObject, findObjects } from './find-objects.ts';
import { idArgument, kindOfJob, type ObjectKindName, objectKind, objectOperation } from './object-kinds.ts';

/** An object that a caller has named, by id or by name. */
export interface ResolvedObject {
  readonly kind: ObjectKindName;
  readonly id: number;
  /** Where the object was read to find it. */
  readonly name?: string | undefined;
}

/** Maximum number of candidates, and length of a name, in an error. */
const MAX_CANDIDATES = 8;
const MAX_NAME_CHARS = 80;
const NOT_IMPLEMENTED = 501;

/** An object as the arguments of a workflow name it. */
export interface NamedObject {
  /** Id or name. */
  readonly id: string;
  readonly kind?: string | undefined;
}

/** The parameters by which a workflow takes an object. Kinds are many, and stand in the schema of civis_find alone. */
export const objectParameters = {
  id: text('Id or name.'),
  kind: text('As in civis_find; needed only if id is not unique.').optional(),
};

/**
 * Finds the one object that an id or a name identifies, among the kinds that a tool can work with. The id of an
 * object whose kind is given is taken as it is: the operation that follows will find out.
 *
 * @throws CallError `invalid_input` that lists the candidates, if there is none or more than one.
 */
export async function resolveObject(
  context: WorkflowContext,
  { id: word, kind }: NamedObject,
  allowed: readonly ObjectKindName[],
): Promise<ResolvedObject> {
  const kinds = kind === undefined ? allowed : [readKind(kind, allowed)];
  const wanted = word.trim();
  const [only] = kinds;
  if (/^\d+$/.test(wanted)) {
    const id = Number(wanted);
    if (only !== undefined && kinds.length === 1) return { kind: only, id };
    return single(wanted, kinds, await objectsWithId(context, id, kinds));
  }
  const { objects } = await findObjects(context, wanted, kinds);
  const exact = objects.filter(({ name, aliases }) =>
    [name, ...aliases].some((each) => each.toLowerCase() === wanted.toLowerCase()),
  );
  return single(wanted, kinds, exact, objects);
}

function readKind(kind: string, allowed: readonly ObjectKindName[]): ObjectKindName {
  const known = allowed.find((each) => each === kind.trim().toLowerCase().replaceAll(' ', '_'));
  if (known !== undefined) return known;
  throw new CallError(
    'invalid_input',
    toSentence(mustBe('kind', oneOfValues(allowed), JSON.stringify(kind))),
    {
      faulty: ['kind'],
      hint: CORRECT_ARGUMENTS,
    },
  );
}

function single(
  word: string,
  kinds: readonly ObjectKindName[],
  matching: readonly ResolvedObject[],
  similar: readonly FoundObject[] = [],
): ResolvedObject {
  const [only] = matching;
  if (only !== undefined && matching.length === 1) return only;
  const noun = kinds.length === 1 && kinds[0] !== undefined ? kinds[0].replaceAll('_', ' ') : 'object';
  const shown = only === undefined ? similar : matching;
  const listed = listSome(shown.map(formatObject), MAX_CANDIDATES);
  const message =
    only === undefined
      ? notFound(noun.charAt(0).toUpperCase() + noun.slice(1), JSON.stringify(word))
      : `${JSON.stringify(word)} is not unique: ${matching.length} objects match.`;
  throw new CallError('invalid_input', message, {
    hint:
      listed === ''
        ? 'Use civis_find to search by a part of the name.'
        : `Use the id and kind of the intended one: ${listed}.`,
  });
}

/** `sql_script 410019 "Refresh donors"` */
export function formatObject({ kind, id, name }: ResolvedObject): string {
  return `${kind} ${id}${name === undefined ? '' : ` ${quoteFirstLine(name, MAX_NAME_CHARS)}`}`;
}

/**
 * The one object with an id among some kinds; undefined if there is none.
 *
 * @throws CallError `invalid_input` that lists the candidates, if there is more than one.
 */
export async function findById(
  context: WorkflowContext,
  id: number,
  kinds: readonly ObjectKindName[],
): Promise<ResolvedObject | undefined> {
  const found = await objectsWithId(context, id, kinds);
  return found.length === 0 ? undefined : single(String(id), kinds, found);
}

/** Ids count per type: the job 5 and the workflow 5 can both exist. */
async function objectsWithId(
  context: WorkflowContext,
  id: number,
  kinds: readonly ObjectKindName[],
): Promise<ResolvedObject[]> {
  const isJob = (kind: ObjectKindName) => objectKind(kind).foundIn === 'jobs';
  const asked: readonly ObjectKindName[] = [...new Set(kinds.map((kind) => (isJob(kind) ? 'job' : kind)))];
  const read = await Promise.all(asked.map((kind) => readObject(context, kind, id)));
  return read
    .filter((each) => each !== undefined)
    .filter(({ kind }) => kinds.includes(kind) || kinds.includes('job'));
}

async function readObject(
  { callOperation }: WorkflowContext,
  kind: ObjectKindName,
  id: number,
): Promise<ResolvedObject | undefined> {
  const answer = await callOperation(objectOperation(kind, 'get'), idArgument(kind, id)).catch(
    (cause: unknown) => {
      // What the platform does not implement, it has no object of.
      const isElsewhere =
        cause instanceof CallError &&
        (['not_found', 'forbidden'].includes(cause.kind) || cause.details.status === NOT_IMPLEMENTED);
      if (isElsewhere) return undefined;
      throw cause;
    },
  );
  if (!isObject(answer?.value)) return undefined;
  const { name, model_name: modelName, type, from_template_id: templateId } = answer.value;
  return {
    kind: kind === 'job' ? kindOfJob(toText(type), templateId) : kind,
    id,
    name: toText(name ?? modelName ?? id),
  };
}
