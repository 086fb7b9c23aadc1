/** The addresses of a running sandbox, and the key and token that it accepts. */
interface RunningSandbox {
  readonly civisEndpoint: string;
  readonly aiodServer: string;
  readonly civisApiKey: string;
  readonly aiodToken: string;
}

/** Shell commands that make clients use the sandbox. */
export function sandboxWelcome({
  civisEndpoint,
  civisApiKey,
  aiodServer,
  aiodToken,
}: RunningSandbox): string {
  return [
    '# The sandbox is running; press Ctrl+C to stop it. To use it, run these commands in the shell of your client:',
    `export CIVIS_API_ENDPOINT=${civisEndpoint}`,
    `export CIVIS_API_KEY=${civisApiKey}`,
    `export AIOD_API_SERVER=${aiodServer}`,
    'export AIOD_API_VERSION=v2',
    `export AIOD_ACCESS_TOKEN=${aiodToken}`,
    '',
  ].join('\n');
}
