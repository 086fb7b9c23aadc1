import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The user's own folders. */
export interface UserFolders {
  readonly config: string;
  readonly cache: string;
  /** Where AI-on-Demand's Python SDK has its configuration and token. */
  readonly aiodSdk: string;
}

/**
 * Where the user's files are; undefined for a user without a home folder, as in a container that runs under a
 * number of its own without `HOME`.
 */
export async function findUserFolders(): Promise<UserFolders | undefined> {
  try {
    const home = homedir();
    // An empty HOME would lead into whatever folder the program was started in.
    if (!isAbsolute(home)) return undefined;
    // The package asks for the home folder as soon as it is loaded, and fails where there is none.
    const { default: envPaths } = await import('env-paths');
    const { config, cache } = envPaths('civis-aiod-mcp', { suffix: '' });
    return { config, cache, aiodSdk: join(home, '.aiod') };
  } catch {
    return undefined;
  }
}
