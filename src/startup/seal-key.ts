import { type Config, SEAL_KEY, SEAL_KEY_DIGITS } from '../config.ts';
import { ConfigError } from '../errors.ts';
import { requireSmallFile } from '../filesystem/read-small-file.ts';
import { mustBe } from '../wording.ts';

/** A file with the key and a line break, and no more. */
const MAX_FILE_BYTES = 1024;

/**
 * The 32 bytes of the configured key; undefined if none is configured.
 *
 * @throws ConfigError if its file cannot be read or has something else in it, which is not shown
 */
export async function loadSealKey({ sealKey }: Config): Promise<Buffer | undefined> {
  if (sealKey === null) return undefined;
  if ('hex' in sealKey) return Buffer.from(sealKey.hex.reveal(), 'hex');
  const label = `the file of ${SEAL_KEY}`;
  const text = (await requireSmallFile(sealKey.file, MAX_FILE_BYTES, label)).toString('utf8').trim();
  if (!SEAL_KEY_DIGITS.test(text)) throw new ConfigError(mustBe(label, 'a text of 64 hexadecimal digits'));
  return Buffer.from(text, 'hex');
}
