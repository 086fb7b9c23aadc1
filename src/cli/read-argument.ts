import { text } from 'node:stream/consumers';
import { requireSmallFile } from '../filesystem/read-small-file.ts';

/** Arguments of a call are read whole; files travel by their paths. */
const MAX_BYTES = 16 * 1024 ** 2;

/**
 * A value of the command line: the text itself, the content of a file (`@FILE`), or what comes on stdin (`-`).
 *
 * @throws ConfigError for a file that cannot be read.
 */
export async function readArgument(
  given: string | undefined,
  stdin: NodeJS.ReadableStream,
): Promise<string | undefined> {
  if (given === undefined) return undefined;
  if (given === '-') return text(stdin);
  if (!given.startsWith('@')) return given;
  const file = given.slice(1);
  return (await requireSmallFile(file, MAX_BYTES, `--json ${file}`)).toString('utf8');
}
