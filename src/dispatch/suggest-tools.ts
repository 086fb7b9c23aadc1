import { nearestMatch } from '../suggest.ts';
import { isDestructive } from '../tools/effect.ts';
import { lazy } from '../tools/lazy.ts';
import type { OperationSearch } from '../tools/search/operation-search.ts';
import { meaningOfVerb, singularOf, splitName, type VerbMeaning } from './name-words.ts';
import type { Tool } from './tool-catalogue.ts';

/** Names that are suggested for an unknown one. */
const MAX_SUGGESTED = 3;
/** The same for names that have all its words: an unknown name often lacks only the kind of an object. */
const MAX_LONGER = 8;

/** The names of tools that an unknown one may mean, the best first. */
export type SuggestTools = (name: string) => Promise<readonly string[]>;

/** What an unknown name says. */
interface NameParts {
  /** `jobs`, `run`, without the platform. */
  readonly words: readonly string[];
  readonly platform: string | undefined;
  readonly verb: (VerbMeaning & { readonly word: string }) | undefined;
  /** All words but the verb, in the singular. */
  readonly nouns: readonly string[];
  /** Whether a resource of the platform is among the nouns. */
  readonly namesResource: boolean;
}

/** A tool with the words of its name, as they are, and those of its name and its resource in the singular. */
interface Candidate {
  readonly tool: Tool;
  readonly spelled: readonly string[];
  readonly words: readonly string[];
  readonly resource: readonly string[];
}

/**
 * Suggests by meaning: tools of the platform and the resource that a name says, and with an effect that its verb
 * may have. A change of another object than the name says is not suggested, least of all a destructive one.
 * `openSearch` is called for the first unknown name: a server that only gets known ones never reads the search.
 */
export function createToolSuggester(
  offered: ReadonlyMap<string, Tool>,
  openSearch: () => Promise<OperationSearch> = () => searchOver(offered),
): SuggestTools {
  const candidates = lazy(() => [...offered.values()].map(toCandidate));
  const vocabulary = lazy(() => [...new Set(candidates().flatMap(({ tool }) => splitName(tool.name)))]);
  const search = lazy(openSearch);
  return async (name) => {
    const parts = partsOf(name, candidates(), vocabulary());
    const namesOf = (list: readonly Candidate[]) => list.map(({ tool }) => tool.name);
    const workflows = candidates().filter(
      (candidate) => isWorkflowFor(candidate, parts) || isBeginningOf(candidate, name),
    );
    const operations = candidates().filter((candidate) => isOperationFor(candidate, parts));
    const longer = shortestWithAll(operations, parts);
    if (longer.length > 0) return [...namesOf(workflows), ...namesOf(longer)].slice(0, MAX_LONGER);
    const similar = operations.filter((candidate) => isOfThisObject(candidate, parts));
    const found = await foundAmong(similar, parts, search);
    return [...namesOf(workflows), ...found].slice(0, MAX_SUGGESTED);
  };
}

/** `Did you mean civis_run_and_wait or civis_jobs_post_runs?` Undefined without any name. */
export function didYouMeanTools(names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const last = names.at(-1) ?? '';
  const others = names.slice(0, -1).join(', ');
  return `Did you mean ${others === '' ? last : `${others} or ${last}`}?`;
}

async function searchOver(offered: ReadonlyMap<string, Tool>): Promise<OperationSearch> {
  const { createSearch } = await import('../tools/search/operation-search.ts');
  return createSearch([...offered.values()].filter((tool) => tool.kind === 'operation'));
}

/** Those that have all words of the name and the fewest others. A lone word is in too many names to tell. */
function shortestWithAll(operations: readonly Candidate[], { words }: NameParts): readonly Candidate[] {
  if (words.length < 2) return [];
  const given = words.map(singularOf);
  const longer = operations.filter((candidate) => given.every((word) => candidate.words.includes(word)));
  const fewest = Math.min(...longer.map((candidate) => candidate.words.length));
  return longer.filter((candidate) => candidate.words.length === fewest);
}

async function foundAmong(
  operations: readonly Candidate[],
  { verb, nouns }: NameParts,
  search: () => Promise<OperationSearch>,
): Promise<string[]> {
  if (operations.length === 0) return [];
  const names = new Set(operations.map(({ tool }) => tool.name));
  const query = [verb?.verb, ...nouns].filter(Boolean).join(' ');
  const found = (await search()).find(query, MAX_SUGGESTED, ({ name }) => names.has(name));
  return found.operations.map(({ name }) => name);
}

function toCandidate(tool: Tool): Candidate {
  const spelled = splitName(tool.name);
  return {
    tool,
    spelled,
    words: spelled.map(singularOf),
    resource: splitName(tool.resource).map(singularOf),
  };
}

function partsOf(name: string, candidates: readonly Candidate[], vocabulary: readonly string[]): NameParts {
  const platforms = new Set<string>(candidates.map(({ tool }) => tool.platform));
  // The places of identifiers in a path say nothing.
  const given = splitName(name.replace(/\{\w*\}/g, '')).filter((word) => !/^\d+$/.test(word));
  const platform = given.find((word) => platforms.has(word));
  const words = given.filter((word) => word !== platform).map((word) => correctWord(word, vocabulary));
  const ofPlatform = candidates.filter(({ tool }) => platform === undefined || tool.platform === platform);
  const resources = new Set(ofPlatform.flatMap(({ resource }) => (resource.length === 1 ? resource : [])));
  const verbs = words.filter((word) => meaningOfVerb(word) !== undefined);
  // "import" and "export" are verbs and resources.
  const verb = verbs.find((word) => !resources.has(singularOf(word))) ?? verbs[0];
  const meaning = verb === undefined ? undefined : meaningOfVerb(verb);
  const nouns = words.filter((word) => word !== verb).map(singularOf);
  return {
    words,
    platform,
    verb: verb === undefined || meaning === undefined ? undefined : { ...meaning, word: verb },
    nouns,
    namesResource: ofPlatform.some((candidate) => isOfResource(candidate, nouns)),
  };
}

function isOfResource({ resource, tool }: Candidate, nouns: readonly string[]): boolean {
  return tool.kind === 'operation' && resource.every((word) => nouns.includes(word));
}

/** Letters count only within a word that means nothing as it is. */
function correctWord(word: string, vocabulary: readonly string[]): string {
  const isKnown = meaningOfVerb(word) !== undefined || vocabulary.some((other) => sameWord(other, word));
  return isKnown ? word : (nearestMatch(word, vocabulary) ?? word);
}

function sameWord(one: string, other: string): boolean {
  return singularOf(one) === singularOf(other);
}

function isOperationFor(candidate: Candidate, parts: NameParts): boolean {
  const { tool, words } = candidate;
  const { platform, nouns, namesResource } = parts;
  if (tool.kind !== 'operation' || (platform !== undefined && tool.platform !== platform)) return false;
  const isNamed = namesResource
    ? isOfResource(candidate, nouns)
    : nouns.length > 0 && nouns.every((noun) => words.includes(noun));
  return (
    isNamed && mayMean(candidate, parts) && (!isDestructive(tool.effect) || isAskedFor(candidate, parts))
  );
}

/** Whether a name asks for a loss, and of this object. */
function isAskedFor(candidate: Candidate, parts: NameParts): boolean {
  const hasWord = parts.words.some((word) => meaningOfVerb(word)?.effects.includes(candidate.tool.effect));
  return hasWord && isOfThisObject(candidate, parts);
}

/** Whether a name's verb is the tool's or stands for its effect; without a verb, something is read. */
function mayMean({ tool, spelled }: Candidate, { verb }: NameParts): boolean {
  if (verb === undefined) return tool.effect === 'read';
  return verb.effects.includes(tool.effect) || spelled.includes(verb.word);
}

/** Whether it reads, or changes nothing but what the name says: deleting a job is not deleting its share. */
function isOfThisObject({ tool, words, resource }: Candidate, { nouns }: NameParts): boolean {
  if (tool.effect === 'read') return true;
  const objects = words
    .slice(1 + resource.length)
    .filter((word, at) => at > 0 && meaningOfVerb(word)?.effects.includes(tool.effect) !== true);
  return [...resource, ...objects].every((word) => nouns.includes(word));
}

/** Whether it is a workflow whose name goes on where the given one ends: `civis_diagnose`. */
function isBeginningOf({ tool }: Candidate, name: string): boolean {
  return tool.kind === 'workflow' && tool.name.startsWith(`${name}_`);
}

/** Whether it is a workflow whose verb the name has, and that says of each of its nouns what it does with it. */
function isWorkflowFor({ tool, words }: Candidate, { platform, verb, nouns }: NameParts): boolean {
  if (tool.kind !== 'workflow' || verb === undefined || nouns.length === 0) return false;
  if (platform !== undefined && tool.platform !== platform) return false;
  const [, own = ''] = words;
  const said = [...words, ...splitName(tool.description).map(singularOf)];
  const takesAny = words.length === 2;
  return meaningOfVerb(own)?.verb === verb.verb && (takesAny || nouns.every((noun) => said.includes(noun)));
}
