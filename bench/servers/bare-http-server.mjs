// The least that the SDK can do over HTTP: `createMcpHandler` with one tool, which makes the request that ours makes.
import { createServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { Agent } from 'undici';
import * as z from 'zod';

const agent = new Agent();
const origin = process.env.PLATFORM_ORIGIN;
const inputSchema = z.object({ id: z.number().int() });

const handler = toNodeHandler(
  createMcpHandler(() => {
    const server = new McpServer({ name: 'bare', version: '1.0.0' });
    server.registerTool('civis_jobs_get', { inputSchema }, async ({ id }) => {
      const { body } = await agent.request({ origin, path: `/jobs/${id}`, method: 'GET' });
      const value = await body.json();
      return { content: [{ type: 'text', text: JSON.stringify(value) }], structuredContent: value };
    });
    return server;
  }),
);
const server = createServer(handler);
server.listen(0, '127.0.0.1', () => console.error(`http://127.0.0.1:${server.address().port}/mcp`));
