import { CallError } from '../../../errors.ts';
import { nearestMatch } from '../../../suggest.ts';
import { isObject } from '../../wire.ts';
import { quoteFirstLine, truncateText } from '../quote-text.ts';
import type { WorkflowContext } from '../workflow.ts';

/** Somebody, or a group, by id and by all the names that they go by. */
export interface Principal {
  readonly id: number;
  readonly name: string;
  /** Other names: a username, an e-mail address, a group's slug. */
  readonly aliases: readonly string[];
}

/** Users or groups that a page brings at the most when a name is looked up. */
const MAX_USERS = 100;
const MAX_GROUPS = 1_000;
/** Candidates that an error names. */
const MAX_CANDIDATES = 8;
/** Characters of a name that an error shows. */
const MAX_NAME_CHARS = 80;

/**
 * Finds the users that are meant, by id or by name, username or e-mail address; `known` are those that are
 * seen already.
 *
 * @throws CallError `invalid_input` that lists the candidates where a name is ambiguous or unknown.
 */
export function resolveUsers(
  context: WorkflowContext,
  wanted: readonly string[],
  known: readonly Principal[],
): Promise<Principal[]> {
  return resolvePrincipals(wanted, known, 'user', async (name) => [
    ...known,
    ...(await searchUsers(context, name)),
  ]);
}

/** Finds the groups that are meant, by id or by name; the same way. */
export function resolveGroups(
  context: WorkflowContext,
  wanted: readonly string[],
  known: readonly Principal[],
): Promise<Principal[]> {
  return resolvePrincipals(wanted, known, 'group', async (name) => {
    const found = await searchGroups(context, { query: name });
    return [...known, ...(found.length > 0 ? found : await searchGroups(context, {}))];
  });
}

async function resolvePrincipals(
  wanted: readonly string[],
  known: readonly Principal[],
  noun: string,
  candidatesFor: (name: string) => Promise<readonly Principal[]>,
): Promise<Principal[]> {
  const resolved = new Map<number, Principal>();
  for (const word of wanted.map((each) => each.trim())) {
    const found = /^\d+$/.test(word)
      ? (known.find(({ id }) => id === Number(word)) ?? { id: Number(word), name: word, aliases: [] })
      : findSingleMatch(word, noun, await candidatesFor(word));
    resolved.set(found.id, found);
  }
  return [...resolved.values()];
}

function findSingleMatch(word: string, noun: string, candidates: readonly Principal[]): Principal {
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const called = [...byId.values()].filter((candidate) =>
    allNames(candidate).some((name) => equalsIgnoringCase(name, word)),
  );
  const [only] = called;
  if (only !== undefined && called.length === 1) return only;
  const shown = only === undefined ? similarPrincipals(word, [...byId.values()]) : called;
  const listed = shown.slice(0, MAX_CANDIDATES).map(formatPrincipal).join(', ');
  const says = only === undefined ? 'is not known' : `is the name of ${called.length}`;
  throw new CallError('invalid_input', `The ${noun} ${JSON.stringify(word)} ${says}.`, {
    hint: listed === '' ? `Give the id of the ${noun}.` : `Give the id of the one you mean: ${listed}.`,
  });
}

/** Those whose name is nearest to the word first, then the others that the platform found for it. */
function similarPrincipals(word: string, candidates: readonly Principal[]): Principal[] {
  const near = nearestMatch(
    word,
    candidates.map(({ name }) => name),
  );
  const first = candidates.filter(({ name }) => name === near);
  const part = candidates.filter(
    (each) => !first.includes(each) && allNames(each).some((n) => containsIgnoringCase(word, n)),
  );
  return [...first, ...part];
}

function containsIgnoringCase(word: string, name: string): boolean {
  return name.toLowerCase().includes(word.toLowerCase());
}

function equalsIgnoringCase(name: string, word: string): boolean {
  return name.toLowerCase() === word.toLowerCase();
}

function allNames({ name, aliases }: Principal): string[] {
  return [name, ...aliases];
}

function formatPrincipal({ id, name, aliases: [alias] }: Principal): string {
  const said = quoteFirstLine(name, MAX_NAME_CHARS);
  return alias === undefined ? `${said} (${id})` : `${said} (${id}, ${truncateText(alias, MAX_NAME_CHARS)})`;
}

/** Users as the platform lists them; where it lists none to this account, the members of its groups. */
async function searchUsers(context: WorkflowContext, name: string): Promise<Principal[]> {
  const listed = await context
    .callOperation('civis_users_list', { query: name, limit: MAX_USERS })
    .catch((cause: unknown) => {
      const closed = cause instanceof CallError && ['forbidden', 'not_found'].includes(cause.kind);
      if (closed) return undefined;
      throw cause;
    });
  if (listed !== undefined) return parsePrincipals(listed.value);
  const { value } = await context.callOperation('civis_groups_list', {
    include_members: true,
    limit: MAX_GROUPS,
  });
  return (Array.isArray(value) ? value : [])
    .filter(isObject)
    .flatMap(({ members }) => parsePrincipals(members));
}

async function searchGroups(
  context: WorkflowContext,
  query: { readonly query?: string },
): Promise<Principal[]> {
  const { value } = await context.callOperation('civis_groups_list', { ...query, limit: MAX_GROUPS });
  return parsePrincipals(value);
}

/** Whoever a list of the platform's names, under whichever of its names. */
export function parsePrincipals(value: unknown): Principal[] {
  return (Array.isArray(value) ? value : []).filter(isObject).flatMap((each) => {
    const { id, name } = each;
    if (typeof id !== 'number') return [];
    const others = [each['username'], each['user'], each['email'], each['slug']];
    const aliases = others.filter((other): other is string => typeof other === 'string' && other !== '');
    return [{ id, name: String(name ?? id), aliases }];
  });
}
