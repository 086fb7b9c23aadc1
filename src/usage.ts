/** What `--help` ends with: what people start with. */
export function startingHelp(program: string): string {
  return `
Start with:
  --sandbox            use sample data; no account needed
  --http [HOST:PORT]   serve MCP over HTTP instead of stdio
  --read-only          offer only tools that read data
  --surface compact    list few tools, and a search for all others

Examples:
  ${program} serve --http --sandbox
  ${program} tools jobs --sandbox
  ${program} call civis_find_runs --arg since=yesterday --sandbox

All flags: ${program} serve --help`;
}
