import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';
import { parse } from 'smol-toml';
import { ConfigError } from '../errors.ts';
import { readSmallFile } from '../filesystem/read-small-file.ts';
import { replaceFile } from '../filesystem/replace-file.ts';

/** Where `login aiod` saves its refresh token. */
export const SIGN_IN_FILE = join(envPaths('civis-aiod-mcp', { suffix: '' }).config, 'aiod.json');
/** Where AI-on-Demand's Python SDK has its configuration and token. */
const SDK_FOLDER = join(homedir(), '.aiod');

/** Keys of the Python SDK's files, and the environment variable that each one stands for. */
const VARIABLE_OF_SDK_SETTING: Readonly<Record<string, string>> = {
  api_server: 'AIOD_API_SERVER',
  version: 'AIOD_API_VERSION',
  auth_server: 'AIOD_AUTH_SERVER',
  realm: 'AIOD_REALM',
  client_id: 'AIOD_CLIENT_ID',
};
const VARIABLE_OF_SDK_CREDENTIAL: Readonly<Record<string, string>> = {
  refresh_token: 'AIOD_REFRESH_TOKEN',
  client_secret: 'AIOD_CLIENT_SECRET',
};
/** Each of these files holds a few lines. */
const MAX_FILE_BYTES = 1024 ** 2;
const CREDENTIAL_VARIABLES = ['AIOD_ACCESS_TOKEN', 'AIOD_REFRESH_TOKEN', 'AIOD_CLIENT_SECRET'];

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment, completed with the user's own files: the variables come first, then the sign-in of this
 * program, then the files of the Python SDK. Credentials of two sources are never mixed.
 */
export async function withUserCredentials(env: Environment): Promise<Environment> {
  const settings = await readSdkToml('config.toml', VARIABLE_OF_SDK_SETTING);
  if (CREDENTIAL_VARIABLES.some((name) => env[name])) return { ...settings, ...env };
  const saved = await readSignIn();
  const credentials =
    saved === undefined
      ? await readSdkToml('token.toml', VARIABLE_OF_SDK_CREDENTIAL)
      : { AIOD_REFRESH_TOKEN: saved };
  return { ...settings, ...credentials, ...env };
}

/** Saves a sign-in atomically, readable only by its owner. Resolves with the file's path. */
export async function saveSignIn(refreshToken: string, file = SIGN_IN_FILE): Promise<string> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await replaceFile(file, JSON.stringify({ refresh_token: refreshToken }));
  return file;
}

/** The refresh token of the saved sign-in. */
export async function readSignIn(file = SIGN_IN_FILE): Promise<string | undefined> {
  const text = await readTextFile(file);
  return /"refresh_token":\s*"([^"]+)"/.exec(text ?? '')?.[1];
}

async function readSdkToml(name: string, variables: Readonly<Record<string, string>>): Promise<Environment> {
  const file = join(SDK_FOLDER, name);
  const text = await readTextFile(file);
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
    throw new ConfigError(`${file} is not valid TOML; correct it or move it away`);
  }
}

async function readTextFile(file: string): Promise<string | undefined> {
  return (await readSmallFile(file, MAX_FILE_BYTES))?.toString('utf8');
}
