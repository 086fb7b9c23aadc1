import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ConfigError } from '../errors.ts';
import { readSmallFile } from '../filesystem/read-small-file.ts';
import { replaceFile } from '../filesystem/replace-file.ts';
import { findUserFolders } from './user-folders.ts';

/** Where `login aiod` saves its refresh token, in the folder for configuration. */
const SIGN_IN_FILE = 'aiod.json';

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

export interface CompletedEnvironment {
  readonly env: Environment;
  /** Which files could not be used, and why. */
  readonly unusableFiles: readonly string[];
}

/**
 * The environment, completed with the user's own files: the variables come first, then the sign-in of this
 * program, then the files of the Python SDK. Credentials of two sources are never mixed. A file that cannot be
 * used is left out: whoever does not call AI-on-Demand needs none of them.
 */
export async function withUserCredentials(env: Environment): Promise<CompletedEnvironment> {
  const folders = await findUserFolders();
  if (folders === undefined) return { env, unusableFiles: [] };
  const unusableFiles: string[] = [];
  const ignoreUnusable = (cause: unknown): undefined => {
    if (!(cause instanceof ConfigError)) throw cause;
    unusableFiles.push(cause.message);
  };
  const readToml = (name: string, variables: Readonly<Record<string, string>>) =>
    readSdkToml(join(folders.aiodSdk, name), variables).catch(ignoreUnusable);
  const settings = await readToml('config.toml', VARIABLE_OF_SDK_SETTING);
  if (CREDENTIAL_VARIABLES.some((name) => env[name])) return { env: { ...settings, ...env }, unusableFiles };
  const saved = await readSignIn(join(folders.config, SIGN_IN_FILE)).catch(ignoreUnusable);
  const credentials =
    saved === undefined
      ? await readToml('token.toml', VARIABLE_OF_SDK_CREDENTIAL)
      : { AIOD_REFRESH_TOKEN: saved };
  return { env: { ...settings, ...credentials, ...env }, unusableFiles };
}

/** Saves a sign-in atomically, readable only by its owner. */
export async function saveSignIn(refreshToken: string, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await replaceFile(file, JSON.stringify({ refresh_token: refreshToken }));
}

/** The refresh token of the saved sign-in. */
export async function readSignIn(file: string): Promise<string | undefined> {
  const text = await readTextFile(file);
  return /"refresh_token":\s*"([^"]+)"/.exec(text ?? '')?.[1];
}

/** Where the sign-in is saved; undefined for a user without a home folder. */
export async function findSignInFile(): Promise<string | undefined> {
  const folders = await findUserFolders();
  return folders && join(folders.config, SIGN_IN_FILE);
}

async function readSdkToml(file: string, variables: Readonly<Record<string, string>>): Promise<Environment> {
  const text = await readTextFile(file);
  if (text === undefined) return {};
  const table = await parseToml(file, text);
  const known = Object.entries(variables).filter(
    ([key]) => typeof table[key] === 'string' && table[key] !== '',
  );
  return Object.fromEntries(known.map(([key, variable]) => [variable, String(table[key])]));
}

async function parseToml(file: string, text: string): Promise<Record<string, unknown>> {
  // Few users have such a file; the others start without reading what parses it.
  const { parse } = await import('smol-toml');
  try {
    return parse(text);
  } catch {
    throw new ConfigError(`${file} is not valid TOML; correct it or move it away`);
  }
}

async function readTextFile(file: string): Promise<string | undefined> {
  return (await readSmallFile(file, MAX_FILE_BYTES))?.toString('utf8');
}
