// The least that the SDK can do over stdio: one tool that answers what it is given.
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import * as z from 'zod';

serveStdio(() => {
  const server = new McpServer({ name: 'echo', version: '1.0.0' });
  server.registerTool('echo', { inputSchema: z.object({ id: z.number() }) }, ({ id }) => ({
    content: [{ type: 'text', text: JSON.stringify({ id }) }],
    structuredContent: { id },
  }));
  return server;
});
