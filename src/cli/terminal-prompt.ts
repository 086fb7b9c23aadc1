import { createInterface } from 'node:readline/promises';

/** Asks whoever sits at the terminal, on stderr, since stdout is for the result. Only a yes is one. */
export async function confirmAtTerminal(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const gone = new AbortController();
  terminal.once('close', () => gone.abort());
  const answer = await terminal.question(`${question} [y/N] `, { signal: gone.signal }).catch(() => '');
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
