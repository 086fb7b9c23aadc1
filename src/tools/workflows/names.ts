import { CallError } from '../../errors.ts';
import { nearestMatch } from '../../suggest.ts';
import { isObject } from '../wire.ts';
import { clip, quote } from './quoting.ts';
import type { WorkflowContext } from './workflow.ts';

/** Somebody, or a group, by id and by all the names that they go by. */
export interface Named {
  readonly id: number;
  readonly name: string;
  /** Other names: a username, an e-mail address, a group's slug. */
  readonly aliases: readonly string[];
}

/** Users or groups that a page brings at the most when a name is looked up. */
const MOST_USERS = 100;
const MOST_GROUPS = 1_000;
/** Candidates that an error names. */
const MOST_SHOWN = 8;
/** Characters of a name that an error shows. */
const LONGEST_NAME = 80;

/**
 * Finds the users that are meant, by id or by name, username or e-mail address; `known` are those that are
 * seen already.
 *
 * @throws CallError `invalid_input` that lists the candidates where a name is ambiguous or unknown.
 */
export function resolveUsers(
  context: WorkflowContext,
  wanted: readonly string[],
  known: readonly Named[],
): Promise<Named[]> {
  return resolveEach(wanted, known, 'user', async (name) => [...known, ...(await usersLike(context, name))]);
}

/** Finds the groups that are meant, by id or by name; the same way. */
export function resolveGroups(
  context: WorkflowContext,
  wanted: readonly string[],
  known: readonly Named[],
): Promise<Named[]> {
  return resolveEach(wanted, known, 'group', async (name) => {
    const found = await groupsLike(context, { query: name });
    return [...known, ...(found.length > 0 ? found : await groupsLike(context, {}))];
  });
}

async function resolveEach(
  wanted: readonly string[],
  known: readonly Named[],
  noun: string,
  candidatesFor: (name: string) => Promise<readonly Named[]>,
): Promise<Named[]> {
  const resolved = new Map<number, Named>();
  for (const word of wanted.map((each) => each.trim())) {
    const found = /^\d+$/.test(word)
      ? (known.find(({ id }) => id === Number(word)) ?? { id: Number(word), name: word, aliases: [] })
      : oneCalled(word, noun, await candidatesFor(word));
    resolved.set(found.id, found);
  }
  return [...resolved.values()];
}

function oneCalled(word: string, noun: string, candidates: readonly Named[]): Named {
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const called = [...byId.values()].filter((candidate) =>
    namesOf(candidate).some((name) => same(name, word)),
  );
  const [only] = called;
  if (only !== undefined && called.length === 1) return only;
  const shown = only === undefined ? nearTo(word, [...byId.values()]) : called;
  const listed = shown.slice(0, MOST_SHOWN).map(introduce).join(', ');
  const says = only === undefined ? 'is not known' : `is the name of ${called.length}`;
  throw new CallError('invalid_input', `The ${noun} ${JSON.stringify(word)} ${says}.`, {
    hint: listed === '' ? `Give the id of the ${noun}.` : `Give the id of the one you mean: ${listed}.`,
  });
}

/** Those whose name is nearest to the word first, then the others that the platform found for it. */
function nearTo(word: string, candidates: readonly Named[]): Named[] {
  const near = nearestMatch(
    word,
    candidates.map(({ name }) => name),
  );
  const first = candidates.filter(({ name }) => name === near);
  const part = candidates.filter(
    (each) => !first.includes(each) && namesOf(each).some((n) => within(word, n)),
  );
  return [...first, ...part];
}

function within(word: string, name: string): boolean {
  return name.toLowerCase().includes(word.toLowerCase());
}

function same(name: string, word: string): boolean {
  return name.toLowerCase() === word.toLowerCase();
}

function namesOf({ name, aliases }: Named): string[] {
  return [name, ...aliases];
}

function introduce({ id, name, aliases: [alias] }: Named): string {
  const said = quote(name, LONGEST_NAME);
  return alias === undefined ? `${said} (${id})` : `${said} (${id}, ${clip(alias, LONGEST_NAME)})`;
}

/** Users as the platform lists them; where it lists none to this account, the members of its groups. */
async function usersLike(context: WorkflowContext, name: string): Promise<Named[]> {
  const listed = await context
    .callOperation('civis_users_list', { query: name, limit: MOST_USERS })
    .catch((cause: unknown) => {
      const closed = cause instanceof CallError && ['forbidden', 'not_found'].includes(cause.kind);
      if (closed) return undefined;
      throw cause;
    });
  if (listed !== undefined) return namedIn(listed.value);
  const { value } = await context.callOperation('civis_groups_list', {
    include_members: true,
    limit: MOST_GROUPS,
  });
  return (Array.isArray(value) ? value : []).filter(isObject).flatMap(({ members }) => namedIn(members));
}

async function groupsLike(context: WorkflowContext, query: { readonly query?: string }): Promise<Named[]> {
  const { value } = await context.callOperation('civis_groups_list', { ...query, limit: MOST_GROUPS });
  return namedIn(value);
}

/** Whoever a list of the platform's names, under whichever of its names. */
export function namedIn(value: unknown): Named[] {
  return (Array.isArray(value) ? value : []).filter(isObject).flatMap((each) => {
    const { id, name } = each;
    if (typeof id !== 'number') return [];
    const others = [each['username'], each['user'], each['email'], each['slug']];
    const aliases = others.filter((other): other is string => typeof other === 'string' && other !== '');
    return [{ id, name: String(name ?? id), aliases }];
  });
}
