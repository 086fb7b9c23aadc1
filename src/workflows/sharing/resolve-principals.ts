import { CallError } from '../../errors.ts';
import { isObject, toText } from '../../json.ts';
import { nearestMatch } from '../../suggest.ts';
import { notFound } from '../../wording.ts';
import { quoteFirstLine, truncateText } from '../quote-text.ts';
import type { WorkflowContext } from '../workflow.ts';

/** A user or a group, with all names by which it can be found. */
export interface Principal {
  readonly id: number;
  readonly name: string;
  /** Other names: a username, an e-mail address, a group's slug. */
  readonly aliases: readonly string[];
}

/** Users or groups per request when a name is looked up. */
const MAX_USERS = 100;
const MAX_GROUPS = 1_000;
/** Maximum number of candidates in an error. */
const MAX_CANDIDATES = 8;
/** Maximum length of a name in an error. */
const MAX_NAME_CHARS = 80;

/**
 * Finds users by id, name, username or e-mail address; `known` are users that earlier responses have
 * contained.
 *
 * @throws CallError `invalid_input` that lists the candidates where a name is ambiguous or unknown.
 */
export function resolveUsers(
  context: WorkflowContext,
  wanted: readonly string[],
  known: readonly Principal[],
): Promise<Principal[]> {
  return resolvePrincipals(wanted, known, 'User', async (name) => [
    ...known,
    ...(await searchUsers(context, name)),
  ]);
}

/** The same for groups, by id, name or slug. */
export function resolveGroups(
  context: WorkflowContext,
  wanted: readonly string[],
  known: readonly Principal[],
): Promise<Principal[]> {
  return resolvePrincipals(wanted, known, 'Group', async (name) => [
    ...known,
    ...(await searchGroupsByName(context, name)),
  ]);
}

/**
 * Finds users and groups that are named together: users by id, name, username or e-mail address, groups by name or
 * slug.
 *
 * @throws CallError `invalid_input` that lists the candidates where a name is ambiguous or unknown.
 */
export async function resolveUsersAndGroups(
  context: WorkflowContext,
  wanted: readonly string[],
): Promise<Readonly<Record<'users' | 'groups', readonly Principal[]>>> {
  const users = new Map<number, Principal>();
  const groups = new Map<number, Principal>();
  for (const word of wanted.map((each) => each.trim())) {
    const [user] = isNumericId(word) ? await resolveUsers(context, [word], []) : [];
    const people = user === undefined ? await searchUsers(context, word) : [user];
    const teams = user === undefined ? await searchGroupsByName(context, word) : [];
    // An id and nothing else is taken for that of a user.
    const advice = 'Use a username or an e-mail address, or civis_share with the id of the intended one';
    const found = user ?? findSingleMatch(word, 'User or group', [...people, ...teams], advice);
    (teams.includes(found) ? groups : users).set(found.id, found);
  }
  return { users: [...users.values()], groups: [...groups.values()] };
}

async function resolvePrincipals(
  wanted: readonly string[],
  known: readonly Principal[],
  noun: string,
  candidatesFor: (name: string) => Promise<readonly Principal[]>,
): Promise<Principal[]> {
  const resolved = new Map<number, Principal>();
  for (const word of wanted.map((each) => each.trim())) {
    const found = isNumericId(word)
      ? (known.find(({ id }) => id === Number(word)) ?? { id: Number(word), name: word, aliases: [] })
      : findSingleMatch(word, noun, uniqueById(await candidatesFor(word)));
    resolved.set(found.id, found);
  }
  return [...resolved.values()];
}

function isNumericId(word: string): boolean {
  return /^\d+$/.test(word);
}

function uniqueById(principals: readonly Principal[]): Principal[] {
  return [...new Map(principals.map((each) => [each.id, each])).values()];
}

function findSingleMatch(
  word: string,
  noun: string,
  candidates: readonly Principal[],
  advice = 'Use the id of the intended one',
): Principal {
  const matching = candidates.filter((candidate) =>
    allNames(candidate).some((name) => equalsIgnoringCase(name, word)),
  );
  const [only] = matching;
  if (only !== undefined && matching.length === 1) return only;
  const shown = only === undefined ? similarPrincipals(word, candidates) : matching;
  const listed = shown.slice(0, MAX_CANDIDATES).map(formatPrincipal).join(', ');
  const message =
    only === undefined
      ? notFound(noun, JSON.stringify(word))
      : `${noun} ${JSON.stringify(word)} is not unique: ${matching.length} have this name.`;
  throw new CallError('invalid_input', message, {
    hint: listed === '' ? `Use the id of the ${noun.toLowerCase()}.` : `${advice}: ${listed}.`,
  });
}

/** The candidates with the most similar name first, then those whose names contain the word. */
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
  const quoted = quoteFirstLine(name, MAX_NAME_CHARS);
  return alias === undefined
    ? `${quoted} (${id})`
    : `${quoted} (${id}, ${truncateText(alias, MAX_NAME_CHARS)})`;
}

/** Users by name; if this account may not list users, the members of its groups. */
async function searchUsers(context: WorkflowContext, name: string): Promise<Principal[]> {
  const listed = await context
    .callOperation('civis_users_list', { query: name, limit: MAX_USERS })
    .catch((cause: unknown) => {
      const isDenied = cause instanceof CallError && ['forbidden', 'not_found'].includes(cause.kind);
      if (isDenied) return undefined;
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

/** The groups that the platform finds by a name; all of them, if it finds none. */
async function searchGroupsByName(context: WorkflowContext, name: string): Promise<Principal[]> {
  const found = await searchGroups(context, { query: name });
  return found.length > 0 ? found : searchGroups(context, {});
}

async function searchGroups(
  context: WorkflowContext,
  query: { readonly query?: string },
): Promise<Principal[]> {
  const { value } = await context.callOperation('civis_groups_list', { ...query, limit: MAX_GROUPS });
  return parsePrincipals(value);
}

/** The users or groups in a list of the platform, whose fields differ from list to list. */
export function parsePrincipals(value: unknown): Principal[] {
  return (Array.isArray(value) ? value : []).filter(isObject).flatMap((each) => {
    const { id, name } = each;
    if (typeof id !== 'number') return [];
    const others = [each['username'], each['user'], each['email'], each['slug']];
    const aliases = others.filter((other): other is string => typeof other === 'string' && other !== '');
    return [{ id, name: toText(name ?? id), aliases }];
  });
}
