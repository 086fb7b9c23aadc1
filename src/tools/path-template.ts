/** Names in the braces of a path template, in order: `id` and `run_id` of `/jobs/{id}/runs/{run_id}`. */
export function pathTokens(path: string): string[] {
  return (path.match(/\{\w+\}/g) ?? []).map((token) => token.slice(1, -1));
}

/** The template without names: `/jobs/{}/runs/{}`. Descriptions use different names for the same place. */
export function anonymousPath(path: string): string {
  return path.replaceAll(/\{\w+\}/g, '{}');
}

/** The path itself and every parent path, without names, the longest first. */
export function pathsAbove(path: string): string[] {
  const segments = anonymousPath(path).split('/');
  return segments.map((_, index) => segments.slice(0, segments.length - index).join('/'));
}
