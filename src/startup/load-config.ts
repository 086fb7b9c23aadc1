import { type Config, readConfig } from '../config.ts';
import { ConfigError } from '../errors.ts';
import { type Environment, withUserCredentials } from './user-credentials.ts';

/**
 * The configuration out of flags, environment and the user's own files. The sandbox needs nothing of the user:
 * neither a key nor a file.
 *
 * @throws ConfigError for a flag or variable that is not valid; a file that is not valid is left out.
 */
export async function loadConfig(
  flags: Readonly<Record<string, unknown>>,
  given: Environment,
): Promise<Config> {
  const config = readConfig(flags, given);
  if (config.sandbox) return config;
  const { env, unusableFiles } = await withUserCredentials(given);
  try {
    return { ...readConfig(flags, env), unusableFiles };
  } catch (cause) {
    // The environment alone is valid, so the value is one of a file.
    if (!(cause instanceof ConfigError)) throw cause;
    const ignored = `the configuration of the AI-on-Demand SDK is ignored: ${cause.message}`;
    return { ...config, unusableFiles: [...unusableFiles, ignored] };
  }
}
