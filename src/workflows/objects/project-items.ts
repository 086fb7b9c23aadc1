import { isObject, toText } from '../../json.ts';
import { kindOfJob, OBJECT_KIND_NAMES, type ObjectKindName, objectOperation } from './object-kinds.ts';
import { operationNamed } from './writable-attributes.ts';

/** What is in a project. */
export interface ProjectItem {
  /** As in civis_find; what it does not find has a kind of its own. */
  readonly kind: string;
  /** Tables have none. */
  readonly id?: number | undefined;
  readonly name: string;
}

/** Kinds of objects that can be in a project. */
export const PROJECT_KINDS: readonly ObjectKindName[] = OBJECT_KIND_NAMES.filter(
  (kind) => operationNamed(objectOperation(kind, 'put', 'projects')) !== undefined,
);

/** The lists in which a project shows its objects, and their kind; null: it follows from the type of each. */
const LISTS: Readonly<Record<string, string | null>> = {
  imports: null,
  exports: null,
  scripts: null,
  enhancements: null,
  workflows: 'workflow',
  notebooks: 'notebook',
  models: 'model',
  reports: 'report',
  files: 'file',
  tables: 'table',
  projects: 'project',
  services: 'service',
  script_templates: 'script_template',
  surveys: 'survey',
};

/** Everything in a project, kind by kind. */
export function listProjectItems(project: unknown): ProjectItem[] {
  const shown = isObject(project) ? project : {};
  const items = Object.entries(LISTS).flatMap(([list, kind]) => {
    const rows = shown[list];
    return (Array.isArray(rows) ? rows : []).filter(isObject).map((row) => toProjectItem(row, kind));
  });
  return items.sort((one, other) => one.kind.localeCompare(other.kind) || one.name.localeCompare(other.name));
}

function toProjectItem(row: Readonly<Record<string, unknown>>, kind: string | null): ProjectItem {
  const { id, name, file_name: fileName, type, schema } = row;
  const known = kind ?? kindOfJob(toText(type ?? ''), undefined);
  const called = toText(name ?? fileName ?? id);
  return {
    kind: known,
    id: typeof id === 'number' ? id : undefined,
    name: typeof schema === 'string' ? `${schema}.${called}` : called,
  };
}

/** `kind:id` and `kind:name` name the kind; any other text is an id or a name. */
export function splitKind(word: string): { readonly id: string; readonly kind?: string } {
  const [kind = '', ...rest] = word.split(':');
  const id = rest.join(':').trim();
  const known = OBJECT_KIND_NAMES.find((each) => each === kind.trim().toLowerCase());
  return known === undefined || id === '' ? { id: word } : { id, kind: known };
}
