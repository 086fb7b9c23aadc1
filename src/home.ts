import { mkdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';
import { parse } from 'smol-toml';
import writeFileAtomic from 'write-file-atomic';
import { ConfigError } from './errors.ts';

/** Where `login aiod` keeps its token. */
const SIGN_IN_FILE = join(envPaths('civis-aiod-mcp', { suffix: '' }).config, 'aiod.json');
/** Where AI-on-Demand's Python SDK keeps its own. */
const SDK_FOLDER = join(homedir(), '.aiod');

/** Settings of the Python SDK by the variable that each one stands for. */
const SDK_SETTINGS: Readonly<Record<string, string>> = {
  api_server: 'AIOD_API_SERVER',
  version: 'AIOD_API_VERSION',
  auth_server: 'AIOD_AUTH_SERVER',
  realm: 'AIOD_REALM',
  client_id: 'AIOD_CLIENT_ID',
};
const SDK_CREDENTIALS: Readonly<Record<string, string>> = {
  refresh_token: 'AIOD_REFRESH_TOKEN',
  client_secret: 'AIOD_CLIENT_SECRET',
};
const CREDENTIALS = ['AIOD_ACCESS_TOKEN', 'AIOD_REFRESH_TOKEN', 'AIOD_CLIENT_SECRET'];

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment, filled up with what the user's own files say: the variables come first, then the
 * sign-in of this program, then the files of the Python SDK. Credentials of two sources are never mixed.
 */
export async function withUserFiles(env: Environment): Promise<Environment> {
  const settings = await readToml('config.toml', SDK_SETTINGS);
  if (CREDENTIALS.some((name) => env[name])) return { ...settings, ...env };
  const credentials = (await readSignIn()) ?? (await readToml('token.toml', SDK_CREDENTIALS));
  return { ...settings, ...credentials, ...env };
}

/** Keeps a sign-in, readable for its owner alone; whole or not at all. Resolves with the file's path. */
export async function keepSignIn(refreshToken: string): Promise<string> {
  await mkdir(dirname(SIGN_IN_FILE), { recursive: true, mode: 0o700 });
  await writeFileAtomic(SIGN_IN_FILE, JSON.stringify({ refresh_token: refreshToken }), { mode: 0o600 });
  return SIGN_IN_FILE;
}

/** Keeps the refresh token that took the place of the kept one. */
export async function rotateSignIn(next: string, previous: string): Promise<void> {
  const kept = await readSignIn();
  if (kept?.['AIOD_REFRESH_TOKEN'] === previous) await keepSignIn(next);
}

async function readSignIn(): Promise<Environment | undefined> {
  const text = await readIfThere(SIGN_IN_FILE);
  if (text === undefined) return undefined;
  const [, token] = /"refresh_token":\s*"([^"]+)"/.exec(text) ?? [];
  return token === undefined ? undefined : { AIOD_REFRESH_TOKEN: token };
}

async function readToml(name: string, variables: Readonly<Record<string, string>>): Promise<Environment> {
  const file = join(SDK_FOLDER, name);
  const text = await readIfThere(file);
  if (text === undefined) return {};
  const table = parseToml(file, text);
  const known = Object.entries(variables).filter(
    ([key]) => typeof table[key] === 'string' && table[key] !== '',
  );
  return Object.fromEntries(known.map(([key, variable]) => [variable, String(table[key])]));
}

function parseToml(file: string, text: string): Record<string, unknown> {
  try {
    return parse(text);
  } catch {
    throw new ConfigError(`${file} is no TOML: correct it, or move it away`);
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined;
    throw new ConfigError(`${file} cannot be read (${cause.code})`);
  });
}
