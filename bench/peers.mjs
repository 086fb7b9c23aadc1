// Programs of others that turn an OpenAPI description into MCP tools, as npm has them: installed into a cache folder,
// and never among the packages of this one.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';

const NAMED = '@ivotoby/openapi-mcp-server';
const GENERATOR = 'openapi-mcp-generator';

/** The versions that are measured; the generated server has the last four as its own dependencies. */
export const PEER_PACKAGES = {
  [NAMED]: '1.16.1',
  [GENERATOR]: '4.0.1',
  '@modelcontextprotocol/sdk': '1.32.2',
  axios: '1.13.6',
  dotenv: '16.6.1',
  'json-schema-to-zod': '2.6.1',
  zod: '3.25.76',
};

const FOLDER = join('node_modules', '.cache', 'bench', 'peers');
const INSTALLED = join(FOLDER, 'installed.json');

/**
 * Installs the peers, and prepares them for a description. By their names: how each is started, as arguments of Node
 * and environment. Empty where npm cannot install them.
 */
export async function preparePeers(descriptionPath, origin) {
  if (!install()) return {};
  return {
    [NAMED]: {
      args: [
        join(FOLDER, 'node_modules', NAMED, 'bin/mcp-server.js'),
        ...['--transport', 'stdio', '--openapi-spec', descriptionPath, '--api-base-url', origin],
        '--disable-abbreviation',
      ],
      env: {},
    },
    [GENERATOR]: { args: [await generate(descriptionPath)], env: { API_BASE_URL: origin } },
  };
}

function install() {
  const wanted = JSON.stringify(PEER_PACKAGES);
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === wanted) return true;
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(
    join(FOLDER, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies: PEER_PACKAGES }),
  );
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const { status } = spawnSync('npm', ['install', ...flags], {
    cwd: FOLDER,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status === 0) writeFileSync(INSTALLED, wanted);
  return status === 0;
}

/** The generator writes a server in TypeScript, whose types only have to be taken off. */
async function generate(descriptionPath) {
  const output = join(FOLDER, 'generated');
  const program = join(FOLDER, 'node_modules', GENERATOR, 'bin/openapi-mcp-generator.js');
  const { status, stderr } = spawnSync(
    process.execPath,
    [program, '--input', descriptionPath, '--output', output, '--base-url', 'http://127.0.0.1', '--force'],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${GENERATOR} failed: ${stderr}`);
  const { code } = await transform(readFileSync(join(output, 'src/index.ts'), 'utf8'), {
    loader: 'ts',
    target: 'node20',
    format: 'esm',
  });
  const path = join(output, 'index.mjs');
  writeFileSync(path, code);
  return path;
}
