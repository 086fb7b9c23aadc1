import type { ToolFacts } from '../tools/operation.ts';

/** Workflows that hold their own SQL, tables and imports to the bounds. */
const HELD_TO_BOUNDS: ReadonlySet<string> = new Set([
  'civis_query',
  'civis_tables',
  'civis_table',
  'civis_import_file',
]);

/** Other workflows that change something, but neither run anything nor decide what runs. */
const WITHOUT_DATA: ReadonlySet<string> = new Set([
  'civis_upload_file',
  'civis_download_file',
  'civis_download_content',
]);

/** Resources of Civis whose operations neither reach a database nor decide what runs. */
const RESOURCES_WITHOUT_DATA: ReadonlySet<string> = new Set([
  'announcements',
  'endpoints',
  'favorites',
  'files',
  'groups',
  'projects',
  'users',
]);

/** Resources whose reads show tables, or results of SQL. */
const RESOURCES_THAT_SHOW_DATA: ReadonlySet<string> = new Set(['databases', 'queries', 'tables']);

/** Effects that start nothing and leave what runs as it is. */
const EFFECTS_WITHOUT_DATA: ReadonlySet<string> = new Set(['read', 'cancel']);

/**
 * Whether a tool could reach data outside of the bounds of `--database` and `--schema`: it runs or changes something on Civis,
 * or shows tables. What is not known counts as such, which includes operations that Civis describes.
 */
export function escapesDataBounds({ kind, name, platform, resource, effect }: ToolFacts): boolean {
  if (platform !== 'civis' || HELD_TO_BOUNDS.has(name)) return false;
  if (kind === 'workflow') return !WITHOUT_DATA.has(name) && !EFFECTS_WITHOUT_DATA.has(effect);
  if (RESOURCES_WITHOUT_DATA.has(resource)) return false;
  return RESOURCES_THAT_SHOW_DATA.has(resource) || !EFFECTS_WITHOUT_DATA.has(effect);
}
