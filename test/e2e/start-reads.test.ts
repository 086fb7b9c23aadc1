import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCompactSurface } from '../../src/compact/compact-surface.ts';
import { callableTools, type Tool, tools } from '../../src/dispatch/tool-catalogue.ts';
import { ALL_TOOLS, excludedBy, isRequestedByName, type ToolFilter } from '../../src/dispatch/tool-filter.ts';
import { buildToolList } from '../../src/mcp/tool-list.ts';
import { extraOperations } from '../../src/tools/catalogue/catalogue.ts';
import { endPrograms, INITIALIZE, openProgram, runProgram } from '../support/program.ts';

afterAll(endPrograms);

/** Bytes of the program's own files that a start over stdio reads. */
const START_BYTES = 880_000;

interface Metafile {
  readonly outputs: Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
  >;
}

/** The files that a run of the program reads, as Node.js reports them where coverage is asked for. */
async function filesReadBy(
  run: (env: Readonly<Record<string, string>>) => Promise<unknown>,
): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'start-reads-'));
  try {
    await run({ NODE_V8_COVERAGE: folder, HOME: folder });
    const reports = (await readdir(folder)).filter((name) => name.startsWith('coverage-'));
    const texts = await Promise.all(reports.map((name) => readFile(join(folder, name), 'utf8')));
    const urls = texts.flatMap((text) => (JSON.parse(text) as { result: { url: string }[] }).result);
    const files = urls.map(({ url }) => url).filter((url) => url.startsWith('file:'));
    return [...new Set(files.map((url) => relative('.', fileURLToPath(url))))].sort();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the files are made of: our own sources, and packages. */
async function modulesIn(files: readonly string[]): Promise<string[]> {
  const { outputs } = JSON.parse(await readFile('dist/metafile.json', 'utf8')) as Metafile;
  const sources = files.flatMap((file) => {
    const inputs = Object.entries(outputs[file]?.inputs ?? { [file]: { bytesInOutput: 1 } });
    return inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([source]) => source);
  });
  return [...new Set(sources.map(nameOfModule))].sort();
}

function nameOfModule(source: string): string {
  return /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? source;
}

/** Starts a server as a host does, and asks for all that it lists. */
function start(
  flags: readonly string[],
  ...requests: readonly [string, Readonly<Record<string, unknown>>][]
) {
  return filesReadBy(async (env) => {
    const program = openProgram(['serve', ...flags], env);
    await program.request(1, 'initialize', INITIALIZE);
    const lists = ['tools/list', 'prompts/list', 'resources/list', 'resources/templates/list'];
    const all = [...lists.map((method) => [method, {}] as const), ...requests];
    await Promise.all(all.map(([method, params], at) => program.request(at + 2, method, params)));
    program.child.stdin.end();
    expect((await program.ended).code).toBeLessThan(START_BYTES * 1.1);
  });
}

describe('what a start reads', () => {
  let plain: readonly string[];
  beforeAll(async () => {
    plain = await start([]);
  });

  it('over stdio: what lists, and nothing that calls', async () => {
    expect(await modulesIn(plain)).toMatchInlineSnapshot(`
      [
        "@modelcontextprotocol/core",
        "@modelcontextprotocol/server",
        "ajv-for-forms:@modelcontextprotocol/server/_shims",
        "commander",
        "env-paths",
        "fastest-levenshtein",
        "is-safe-filename",
        "src/bin.ts",
        "src/cleanup-stack.ts",
        "src/clock.ts",
        "src/command-flags.ts",
        "src/compact/listed-tools.ts",
        "src/config.ts",
        "src/dispatch/bounded-data.ts",
        "src/dispatch/confirmation-token.ts",
        "src/dispatch/confirmation.ts",
        "src/dispatch/hidden-fields.ts",
        "src/dispatch/object-name.ts",
        "src/dispatch/open-on-first-call.ts",
        "src/dispatch/present.ts",
        "src/dispatch/redact.ts",
        "src/dispatch/stop-calls.ts",
        "src/dispatch/tool-filter.ts",
        "src/errors.ts",
        "src/filesystem/read-small-file.ts",
        "src/filesystem/replace-file.ts",
        "src/glob.ts",
        "src/json.ts",
        "src/log.ts",
        "src/main.ts",
        "src/mcp/call-handler.ts",
        "src/mcp/completion/completion.ts",
        "src/mcp/completion/object-search.ts",
        "src/mcp/elicitation.ts",
        "src/mcp/instructions.ts",
        "src/mcp/progress.ts",
        "src/mcp/prompts/curate-contact.ts",
        "src/mcp/prompts/diagnose-failed-job.ts",
        "src/mcp/prompts/hand-over-job.ts",
        "src/mcp/prompts/import-csv.ts",
        "src/mcp/prompts/morning-report.ts",
        "src/mcp/prompts/prompt-list.ts",
        "src/mcp/prompts/prompt-template.ts",
        "src/mcp/prompts/share-with-team.ts",
        "src/mcp/protocol-server.ts",
        "src/mcp/resources/log-text.ts",
        "src/mcp/resources/resource-address.ts",
        "src/mcp/resources/resource-errors.ts",
        "src/mcp/resources/resource-list.ts",
        "src/mcp/results/call-result.ts",
        "src/mcp/results/error-result.ts",
        "src/mcp/results/fit-to-schema.ts",
        "src/mcp/results/truncate.ts",
        "src/mcp/tool-entry.ts",
        "src/program.ts",
        "src/sanitize-text.ts",
        "src/server.ts",
        "src/settings.ts",
        "src/startup/load-config.ts",
        "src/startup/user-credentials.ts",
        "src/startup/user-folders.ts",
        "src/stdio-transport.ts",
        "src/suggest.ts",
        "src/tool-entries.ts",
        "src/tools/catalogue/tool-aliases.ts",
        "src/tools/catalogue/toolsets.ts",
        "src/tools/effect.ts",
        "src/tools/expiring-links.ts",
        "src/tools/shape.ts",
        "src/usage.ts",
        "src/wording.ts",
        "zod",
      ]
    `);
    const sizes = await Promise.all(plain.map(async (file) => (await stat(file)).size));
    // A start takes as long as what it reads is large. To raise the figure, state in the commit what it is worth.
    expect(sizes.reduce((total, size) => total + size, 0)).toBeLessThan(START_BYTES * 1.1);
  });

  it.each([
    [['--sandbox']],
    [['--surface', 'compact']],
    [['--tools', 'jobs,-civis.files', '--read-only', '--no-destructive']],
  ])('with %j: no more', async (flags) => {
    expect((await start(flags)).filter((file) => !plain.includes(file))).toEqual([]);
  });

  it('with operations that are listed only if they are asked for: their entries', async () => {
    const added = (await start(['--tools', 'aiod.datasets'])).filter((file) => !plain.includes(file));
    expect(await modulesIn(added)).toEqual(['src/extra-tool-entries.ts']);
  });

  it('with a call: what runs it', async () => {
    const files = await start(['--sandbox'], ['tools/call', { name: 'civis_jobs_list', arguments: {} }]);
    expect(await modulesIn(files)).toEqual(
      expect.arrayContaining(['undici', 'fastify', 'src/dispatch/dispatch.ts', 'src/tools/civis/jobs.ts']),
    );
  });

  it.each([['--version'], ['-V']])('%s: the entry alone', async (flag) => {
    expect(await filesReadBy((env) => runProgram([flag], env))).toEqual(['dist/main.js']);
  });

  it.each([[['--help']], [['serve', '--help']]])('%j: no part of the server', async (words) => {
    const modules = await modulesIn(await filesReadBy((env) => runProgram(words, env)));
    expect(modules).toContain('src/main.ts');
    expect(modules).not.toContain('src/server.ts');
    expect(modules).not.toContain('@modelcontextprotocol/server');
  });
});

describe('the list that the build writes', () => {
  const listOf = async (flags: readonly string[]) => {
    const { stdout } = await runProgram(['tools', '--json', ...flags]);
    return (JSON.parse(stdout) as { tools: unknown }).tools;
  };
  const offered = (filter: ToolFilter) => (tool: Tool) => excludedBy(tool, filter) === null;
  /** As JSON has it: without what is undefined. */
  const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

  it.each([
    { flags: [], filter: {} },
    { flags: ['--no-destructive'], filter: { noDestructive: true } },
    {
      flags: ['--tools', 'workflows,aiod', '--read-only'],
      filter: { patterns: ['workflows', 'aiod'], readOnly: true },
    },
    { flags: ['--tools', 'aiod.datasets'], filter: { patterns: ['aiod.datasets'] } },
  ])('is what the catalogue makes of $flags', async ({ flags, filter }) => {
    const selection = { ...ALL_TOOLS, ...filter };
    const extra = extraOperations.filter((tool) => isRequestedByName(tool, selection.patterns));
    const expected = buildToolList([...tools, ...extra].filter(offered(selection)), selection);
    expect(await listOf(flags)).toEqual(asJson(expected));
  });

  it.each([
    { flags: [], filter: {} },
    { flags: ['--read-only'], filter: { readOnly: true } },
    { flags: ['--no-destructive'], filter: { noDestructive: true } },
  ])('is what the compact surface makes of $flags', async ({ flags, filter }) => {
    const selection = { ...ALL_TOOLS, ...filter };
    const surface = createCompactSurface({
      catalogue: callableTools([]),
      aliases: new Map(),
      filter: selection,
      dispatch: () => Promise.reject(new Error('The test makes no calls.')),
    });
    const expected = buildToolList([...surface.workflows, ...surface.tools], selection);
    expect(await listOf(['--surface', 'compact', ...flags])).toEqual(asJson(expected));
  });
});
