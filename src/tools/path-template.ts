/** Names in the braces of a path template, in their order: `id` and `run_id` of `/jobs/{id}/runs/{run_id}`. */
export function pathTokens(path: string): string[] {
  return Array.from(path.matchAll(/\{(\w+)\}/g), (match) => match[1] ?? '');
}
