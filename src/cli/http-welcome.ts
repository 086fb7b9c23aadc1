/** What a person sees who has started the server over HTTP. */
export function httpWelcome(url: string, tools: number, sandbox: boolean): string {
  const platforms = sandbox
    ? 'the embedded sandbox: sample data, nothing leaves this machine'
    : 'Civis Platform and AI-on-Demand';
  const account = sandbox
    ? ['With your own account instead:', '  CIVIS_API_KEY=… node dist/main.js serve --http']
    : [];
  return [
    '',
    `civis-aiod-mcp serves ${tools} tools at ${url}`,
    `over ${platforms}.`,
    '',
    'Connect Claude Code:',
    `  claude mcp add --transport http civis-aiod ${url}`,
    ...account,
    '',
    'Ctrl+C stops it.',
    '',
  ].join('\n');
}
