// A server of the SDK alone with as many tools as ours: each makes its request with undici and answers with what it
// gets. Arguments: the file of the definitions, and `zod` (every tool is registered with its zod schema, as servers
// are usually written) or `json` (the low-level handlers list what the file says).
import { readFileSync } from 'node:fs';
import { McpServer, Server } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { Agent } from 'undici';

const NAME = { name: 'bare', version: '1.0.0' };
const [path, variant] = process.argv.slice(2);
const definitions = JSON.parse(readFileSync(path, 'utf8'));
const agent = new Agent();
const origin = process.env.PLATFORM_ORIGIN;

async function send(definition, args) {
  const target = definition.path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(args[name]));
  const { body } = await agent.request({ origin, path: target, method: definition.verb });
  const value = await body.json();
  return { content: [{ type: 'text', text: JSON.stringify(value) }], structuredContent: value };
}

async function registerWithZod() {
  const z = await import('zod');
  return () => {
    const server = new McpServer(NAME);
    for (const definition of definitions) {
      const { name, description, inputSchema } = definition;
      server.registerTool(name, { description, inputSchema: z.fromJSONSchema(inputSchema) }, (args) =>
        send(definition, args),
      );
    }
    return server;
  };
}

function listFromJson() {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  const tools = definitions.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
  return () => {
    const server = new Server(NAME, { capabilities: { tools: {} } });
    server.setRequestHandler('tools/list', () => ({ tools }));
    server.setRequestHandler('tools/call', ({ params }) => send(byName.get(params.name), params.arguments));
    return server;
  };
}

serveStdio(variant === 'zod' ? await registerWithZod() : listFromJson());
