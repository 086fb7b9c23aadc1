// Runs the conversation that README begins with, and the afternoon after it, on the sandbox: prints what the user
// asks, which tools an assistant calls, and what they return.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const WIDTH = 110;
const LABEL_WIDTH = 11;

const { files, scenes } = JSON.parse(readFileSync(new URL('conversation.json', import.meta.url), 'utf8'));
const client = new Client({ name: 'demo', version: '1.0.0' });

const isTerminal = process.stdout.isTTY === true;
const bold = (text) => (isTerminal ? `\x1b[1m${text}\x1b[22m` : text);

/** A line that ends after a space or a comma, or else is as long as possible. */
const LINE = new RegExp(`.{1,${WIDTH - LABEL_WIDTH}}(?:(?<=[ ,])|$)|.{1,${WIDTH - LABEL_WIDTH}}`, 'gu');

/** Prints text after a label, in lines that fit. */
function print(label, text) {
  const lines = text.match(LINE) ?? [''];
  for (const [position, line] of lines.entries()) {
    process.stdout.write(`${(position === 0 ? label : '').padEnd(LABEL_WIDTH)}${line}\n`);
  }
}

/** The named fields of a result as compact JSON; an ellipsis marks omitted fields. */
function abridge(result, shows) {
  const parts = Object.entries(result).map(([name, value]) =>
    shows.includes(name) ? `${JSON.stringify(name)}:${JSON.stringify(value)}` : '…',
  );
  return `{${parts.filter((part, position) => part !== '…' || parts[position - 1] !== '…').join(',')}}`;
}

/** Arguments in which `$import_id` is that field of the last result. */
function filledIn(args, last) {
  const entries = Object.entries(args).map(([key, value]) => [
    key,
    String(value).startsWith('$') ? String(last[value.slice(1)]) : value,
  ]);
  return Object.fromEntries(entries);
}

const folder = mkdtempSync(join(tmpdir(), 'civis-aiod-demo-'));
for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
await client.connect(
  new StdioClientTransport({
    command: process.execPath,
    args: ['dist/main.js', 'serve', '--sandbox', '--files', folder],
  }),
);
const { name, version } = client.getServerVersion() ?? {};
process.stdout.write(bold(`${name} ${version} over stdio, with the embedded sandbox\n`));
let failed = false;
let last = {};
for (const { you, calls } of scenes) {
  process.stdout.write('\n');
  print('you', you);
  for (const [position, { tool, arguments: given, shows }] of calls.entries()) {
    const args = filledIn(given, last);
    print(position === 0 ? 'assistant' : '', `${tool} ${JSON.stringify(args)}`);
    const { structuredContent, isError } = await client.callTool({ name: tool, arguments: args });
    print('', `→ ${abridge(structuredContent, isError ? ['error'] : shows)}`);
    failed ||= isError === true;
    last = structuredContent;
  }
}
process.stdout.write('\nTo use the same tools on your own account, set CIVIS_API_KEY and omit --sandbox.\n');
await client.close();
rmSync(folder, { recursive: true });
process.exitCode = failed ? 1 : 0;
