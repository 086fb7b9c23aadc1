import type { CallPath, CallPathParts } from './call-path.ts';
import type { CleanupStack } from './cleanup-stack.ts';
import { type Clock, clock as ownClock } from './clock.ts';
import { listedWithin } from './compact/listed-tools.ts';
import { type Config, credentialsOf, isLive } from './config.ts';
import { openOnFirstCall } from './dispatch/open-on-first-call.ts';
import { createPresenter } from './dispatch/present.ts';
import { createCredentialRegistry } from './dispatch/redact.ts';
import type { ToolCall } from './dispatch/tool-call.ts';
import {
  excludedBy,
  isRequestedByName,
  knownPatterns,
  type ToolFilter,
  unknownPatterns,
} from './dispatch/tool-filter.ts';
import { ConfigError } from './errors.ts';
import { createLog } from './log.ts';
import { handleCall } from './mcp/call-handler.ts';
import { createPrompts } from './mcp/prompts/prompt-list.ts';
import { createServerFactory } from './mcp/protocol-server.ts';
import { createResources } from './mcp/resources/resource-list.ts';
import { listEntries, type ToolEntry } from './mcp/tool-entry.ts';
import { NAME, VERSION } from './program.ts';
import { nearestMatch } from './suggest.ts';
import { compactEntries, extraFacts, innerFacts, toolEntries } from './tool-entries.ts';
import { ALIASES } from './tools/catalogue/tool-aliases.ts';
import type { ToolFacts } from './tools/operation.ts';
import { didYouMean } from './wording.ts';

/** Patterns that may name what only a platform's description has. */
const MAY_BE_DESCRIBED = /^-?(?:civis|aiod)[._]/;
/** Milliseconds in which a host has read the lists after the start. */
const LISTING_MS = 1_000;

/** What a program is put into: the time that waits take, and where and how the log is written. */
export interface Surroundings {
  readonly clock?: Clock;
  readonly openLog?: typeof createLog;
}

/**
 * Puts the program together: configuration → the lists of tools, prompts and resources, and the path of calls →
 * a factory of protocol servers. What is made here is made once and shared by every connection and request.
 * Whatever is opened is added to `cleanup`, which the caller runs, also if this fails.
 */
export async function compose(
  config: Config,
  cleanup: CleanupStack,
  { clock = ownClock, openLog = createLog }: Surroundings = {},
) {
  const filter: ToolFilter = {
    patterns: config.tools,
    readOnly: config.readOnly,
    noDestructive: config.noDestructive,
    dataBoundBy: dataBoundOf(config),
  };
  // Without a live catalogue, a misspelled pattern is reported before anything is started.
  if (!isLive(config)) {
    const { tools: patterns, liveInBackground } = config;
    checkPatterns(liveInBackground ? patterns.filter((each) => !MAY_BE_DESCRIBED.test(each)) : patterns, []);
  }
  const folders = config.files.length === 0 ? null : await openFolders(config.files);
  if (folders !== null) cleanup.defer(folders.close);
  const credentials = createCredentialRegistry(credentialsOf(config));
  // Secrets are kept out of the log even with --reveal-secrets.
  const log = openLog(config.logLevel, createPresenter(credentials).protect);
  for (const notice of config.unusableFiles) log.notice(notice);
  const presenter = createPresenter(credentials, config.revealSecrets);
  const sealKey = config.sealKey === null ? undefined : await configuredSealKey(config);
  if (sealKey === undefined) log.detail(FRESH_SEAL_KEY);
  else credentials.register(sealKey.toString('hex'));
  const parts = { config, filter, folders, credentials, presenter, log, clock, sealKey };
  const calls = openOnFirstCall(() => loadCallPath(parts), log.error);
  cleanup.defer(calls.close);
  const { described, unmatched } = await describedAtStart(config, calls.open);
  for (const pattern of unmatched) log.notice(`--tools: ${pattern}; a platform is unavailable`);
  if (config.liveInBackground) openSoon(calls.open, cleanup, clock);
  const callable = [...toolEntries, ...extraFacts, ...described];
  const isOffered = (tool: ToolFacts) => excludedBy(tool, filter) === null;
  const known = new Map<string, ToolFacts>([...innerFacts, ...callable].map((tool) => [tool.name, tool]));
  const isExcluded = (name: string) => {
    const tool = known.get(name);
    return tool !== undefined && !isOffered(tool);
  };
  // What the platforms describe includes operations of the catalogue.
  const listed = [...toolEntries, ...described, ...(await requestedExtras(config.tools))];
  const shown = [...new Map(listed.map((entry) => [entry.name, entry])).values()].filter(isOffered);
  const outputSchemaOf = config.outputSchemas ? (await calls.ready()).outputSchemaOf : undefined;
  const tools = listEntries(
    config.surface === 'full'
      ? shown.map((entry) => ({ outputSchema: outputSchemaOf?.(entry.name), ...entry }))
      : [
          ...shown.filter(({ kind }) => kind === 'workflow'),
          ...listedWithin(compactEntries, callable.filter(isOffered)),
        ],
    filter,
  );
  const rules = {
    maxChars: config.maxResultChars,
    protect: presenter.protect,
    ...(outputSchemaOf && { schemaOfResult: ({ name }: { readonly name: string }) => outputSchemaOf(name) }),
  };
  const answering = { dispatch: calls.dispatch, rules, log };
  const handle = (call: ToolCall) => handleCall(call, answering);
  const prompts = createPrompts(isExcluded);
  const resources = createResources({
    tools: shown,
    manualOf: async (tool) => (await calls.ready()).manualOf(tool),
    allows: (name) => !isExcluded(name),
    dispatch: calls.dispatch,
    rules,
  });
  return {
    tools,
    /** What `--tools` names and no platform that is available now has. */
    unmatched,
    /** The facts of every tool that may be called, by its name. */
    facts: known as ReadonlyMap<string, ToolFacts>,
    manualOf: async (tool: string) => (await calls.ready()).manualOf(tool),
    ...answering,
    factory: createServerFactory({
      name: NAME,
      version: VERSION,
      tools,
      prompts,
      resources,
      tasks: async () => (await calls.ready()).tasksOf(handle),
      ...answering,
    }),
    stopCalls: calls.stop,
  };
}

export type Composition = Awaited<ReturnType<typeof compose>>;

const FRESH_SEAL_KEY =
  'CIVIS_AIOD_MCP_SEAL_KEY is not set: confirmations and tasks of this server end with its process';

/** Most servers are given no key. */
async function configuredSealKey(config: Config): Promise<Buffer | undefined> {
  const { loadSealKey } = await import('./startup/seal-key.ts');
  return loadSealKey(config);
}

/** Most servers are given no folder, and start without reading what opens one. */
async function openFolders(folders: readonly string[]) {
  const { openAllowedFolders } = await import('./filesystem/allowed-folders.ts');
  return openAllowedFolders(folders);
}

/** What runs calls is several times what lists tools, and a host may never call one. */
async function loadCallPath(parts: CallPathParts): Promise<CallPath> {
  const { openCallPath } = await import('./call-path.ts');
  return openCallPath(parts);
}

/** Descriptions are read before they are needed, and after the host has read the lists. */
function openSoon(open: () => Promise<CallPath>, cleanup: CleanupStack, clock: Clock): void {
  const closing = new AbortController();
  cleanup.defer(async () => closing.abort());
  clock
    .sleep(LISTING_MS, closing.signal)
    .then(open)
    // The first call fails with the same error, and reports it.
    .catch(() => undefined);
}

/** What the platforms describe, and why patterns that may name more of it match nothing now. */
interface DescribedAtStart {
  readonly described: readonly ToolEntry[];
  readonly unmatched: readonly string[];
}

/**
 * The operations that the platforms describe. They are listed, so the path of calls is opened for them now; so it
 * is for a file of the sandbox, which is checked and locked before anything is served.
 */
async function describedAtStart(config: Config, open: () => Promise<CallPath>): Promise<DescribedAtStart> {
  if (!isLive(config) && config.sandboxData === null) return { described: [], unmatched: [] };
  const { described, isComplete } = await open();
  if (isComplete) checkPatterns(config.tools, described);
  // A pattern may name an operation of a platform that is not available now.
  return { described, unmatched: isComplete ? [] : patternErrors(config.tools, described) };
}

async function requestedExtras(patterns: readonly string[]): Promise<readonly ToolEntry[]> {
  const isRequested = (tool: ToolFacts) => isRequestedByName(tool, patterns);
  if (!extraFacts.some(isRequested)) return [];
  const { extraEntries } = await import('./extra-tool-entries.ts');
  return extraEntries.filter(isRequested);
}

function checkPatterns(patterns: readonly string[], described: readonly ToolFacts[]): void {
  const [error] = patternErrors(patterns, described);
  if (error !== undefined) throw new ConfigError(`--tools: ${error}`);
}

/** Why patterns match nothing, a clause for each: `unknown tool or group "civis.jbos"; did you mean civis.jobs?` */
function patternErrors(patterns: readonly string[], described: readonly ToolFacts[]): readonly string[] {
  const known = [...toolEntries, ...extraFacts, ...described];
  return unknownPatterns(patterns, known).map((unknown) => {
    const word = unknown.replace(/^-/, '');
    const near = ALIASES.get(word) ?? nearestMatch(word, knownPatterns(known));
    return `unknown tool or group ${JSON.stringify(word)}${didYouMean(near)}`;
  });
}

/** The flag that limits data, if one does. */
function dataBoundOf({ databases, schemas }: Config): ToolFilter['dataBoundBy'] {
  if (schemas.length > 0) return '--schema';
  return databases.length > 0 ? '--database' : undefined;
}
