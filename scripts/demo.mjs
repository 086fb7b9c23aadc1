// Shows the main job without a host: a person asks, an assistant calls tools, the sandbox answers.
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const WIDTH = 96;
const client = new Client({ name: 'demo', version: '1.0.0' });

const isTerminal = process.stdout.isTTY === true;
const bold = (text) => (isTerminal ? `\x1b[1m${text}\x1b[22m` : text);
const dim = (text) => (isTerminal ? `\x1b[2m${text}\x1b[22m` : text);

function print(line = '') {
  process.stdout.write(`${line}\n`);
}

function ask(words) {
  print(`\n${bold(`You: ${words}`)}`);
}

function tell(line) {
  print(`    ${line}`);
}

/** Shows what an assistant calls, calls it, and hands back the object of the result. */
async function call(name, args = {}) {
  print(dim(`  > ${name} ${JSON.stringify(args)}`));
  const { content, structuredContent } = await client.callTool({ name, arguments: args });
  return { text: content[0].text, data: structuredContent };
}

/** Text in lines that fit. */
function tellText(text) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.length - 1;
    if (lines[last].length + word.length < WIDTH) lines[last] += `${word} `;
    else lines.push(`${word} `);
  }
  for (const line of lines) tell(line.trimEnd());
}

async function listTools() {
  ask('What can you do for me?');
  const { tools } = await client.listTools();
  const counts = new Map();
  for (const { name } of tools) {
    const resource = name.split('_').slice(0, 2).join('.');
    counts.set(resource, (counts.get(resource) ?? 0) + 1);
  }
  const reads = tools.filter(({ annotations }) => annotations.readOnlyHint).length;
  const destroys = tools.filter(({ annotations }) => annotations.destructiveHint).length;
  tell(`${tools.length} tools: ${reads} only read, ${destroys} take something away.`);
  tellText([...counts].map(([resource, count]) => `${resource} (${count})`).join(', '));
}

async function listJobs() {
  ask('Which of my jobs failed last?');
  const { data } = await call('civis_jobs_list', { state: 'failed', limit: 4 });
  for (const { id, name, last_run } of data.items) {
    tell(`${id}  ${name}`);
    tell(`        ${last_run?.error ?? 'no reason given'}`.slice(0, WIDTH).trimEnd());
  }
  tell(`${data.items.length} of ${data.page.total_items}`);
}

async function runJob() {
  ask('Publish the sales dashboard again, and tell me when it is done.');
  const { data: found } = await call('civis_jobs_list', { q: 'Publish sales dashboard' });
  const [{ id, name }] = found.items;
  tell(`${id}  ${name}`);
  const { data: started } = await call('civis_jobs_post_runs', { id });
  tell(`run ${started.id} is ${started.state}`);
  let run = started;
  const look = { name: 'civis_jobs_get_runs', arguments: { id, run_id: started.id } };
  print(dim(`  > ${look.name} ${JSON.stringify(look.arguments)}, now and then`));
  while (run.finished_at === null) {
    await sleep(300);
    const { structuredContent: now } = await client.callTool(look);
    if (now.state !== run.state) tell(`run ${now.id} is ${now.state}`);
    run = now;
  }
  const seconds = (Date.parse(run.finished_at) - Date.parse(run.started_at)) / 1000;
  tell(`finished at ${run.finished_at} after ${seconds.toFixed(1)} s of work`);
}

async function readContact() {
  ask('Who is behind the Soundscape Lab in the AI-on-Demand catalogue?');
  const { data: list } = await call('aiod_contacts_get_list', { limit: 50 });
  const { identifier } = list.items.find(({ name }) => name === 'Soundscape Lab') ?? list.items[0];
  tell(`${list.items.length} contacts; it is ${identifier}`);
  const { data: contact } = await call('aiod_contacts_get_asset', { identifier });
  const { address } = contact.location[0] ?? {};
  tell(`${contact.name}, ${address?.locality ?? 'somewhere'} (${address?.country ?? '?'})`);
  tell(`telephone ${contact.telephone.join(', ') || 'none'}, e-mail ${contact.email.join(', ') || 'none'}`);
}

async function makeMistake() {
  ask('And how is job 12 doing?');
  const { text, data } = await call('civis_jobs_get', { id: 12 });
  tell(`${data.error.kind}:`);
  tellText(text);
}

await client.connect(
  new StdioClientTransport({ command: process.execPath, args: ['dist/main.js', 'serve', '--sandbox'] }),
);
const { name, version } = client.getServerVersion() ?? {};
print(bold(`${name} ${version}, over stdio, with the embedded sandbox`));
for (const scene of [listTools, listJobs, runJob, readContact, makeMistake]) await scene();
print('\nThe same tools work on your own account: set CIVIS_API_KEY and leave --sandbox out.');
await client.close();
