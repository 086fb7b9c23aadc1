import { createInterface } from 'node:readline/promises';
import { sanitizeText } from '../sanitize-text.ts';

/** Asks the user at the terminal, on stderr because stdout is for the result. Anything but y or yes means no. */
export async function confirmAtTerminal(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const gone = new AbortController();
  terminal.once('close', () => gone.abort());
  const answer = await terminal
    .question(`${sanitizeText(question)} [y/N] `, { signal: gone.signal })
    .catch(() => '');
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
