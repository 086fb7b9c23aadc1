/** The message after the HTTP server has started. */
export function httpWelcome(url: string, tools: number, sandbox: boolean): string {
  const platforms = sandbox
    ? 'the embedded sandbox: sample data, nothing is sent to other hosts'
    : 'Civis Platform and AI-on-Demand';
  const account = sandbox
    ? ['To use your own account:', '  CIVIS_API_KEY=… node dist/main.js serve --http']
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
    'Press Ctrl+C to stop.',
    '',
  ].join('\n');
}
