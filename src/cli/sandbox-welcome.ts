/** Where a running sandbox is, and what it takes as key and token. */
interface RunningSandbox {
  readonly civisEndpoint: string;
  readonly aiodServer: string;
  readonly civisApiKey: string;
  readonly aiodToken: string;
}

/** What to paste into a shell so that a client works on the sandbox. */
export function sandboxWelcome({
  civisEndpoint,
  civisApiKey,
  aiodServer,
  aiodToken,
}: RunningSandbox): string {
  return [
    '# The sandbox runs until Ctrl+C. Paste this where clients of the platforms start:',
    `export CIVIS_API_ENDPOINT=${civisEndpoint}`,
    `export CIVIS_API_KEY=${civisApiKey}`,
    `export AIOD_API_SERVER=${aiodServer}`,
    'export AIOD_API_VERSION=v2',
    `export AIOD_ACCESS_TOKEN=${aiodToken}`,
    '',
  ].join('\n');
}
