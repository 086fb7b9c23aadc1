import { notificationsShape, runShape, scheduleTodayShape, userShape } from '../common-shapes.ts';
import type { Shape } from '../shape.ts';

type Fields = Readonly<Record<string, Shape>>;

const named = { id: 'int', name: 'text' } as const;
const links = { links: { details: 'text', runs: 'text' } } as const;

const listed = {
  id: 'int',
  name: 'text',
  type: 'text',
  created_at: 'time',
  updated_at: 'time',
  author: userShape,
  state: 'text',
  'finished_at?': 'time',
  projects: [named],
  'parent_id?': 'int',
  'from_template_id?': 'int',
  time_zone: 'text',
  'last_run?': runShape,
  archived: 'text',
} as const;

/** A script of any kind, as lists return it. */
export const listedScript = {
  ...listed,
  ...links,
  is_template: 'flag',
  'template_script_id?': 'int',
} as const;

export const listedCustomScript = {
  ...listed,
  backing_script_type: 'text',
  'last_successful_run?': runShape,
} as const;

const parameter = {
  name: 'text',
  'label?': 'text',
  'description?': 'text',
  type: 'text',
  required: 'flag',
  'value?': 'text',
  'default?': 'text',
  allowed_values: ['map'],
} as const;

/** What people set of every script. */
const settings = {
  name: 'text',
  'parent_id?': 'int',
  params: [parameter],
  arguments: 'map',
  schedule: scheduleTodayShape,
  notifications: notificationsShape,
  time_zone: 'text',
  hidden: 'flag',
  'target_project_id?': 'int',
  'running_as_id?': 'int',
} as const;

const codeSettings = { ...settings, user_context: 'text' } as const;
const database = { remote_host_id: 'int', credential_id: 'int' } as const;
const nextRun = { 'next_run_at?': 'time' } as const;
const resources = { cpu: 'int', memory: 'int', disk_space: 'number' } as const;
const container = {
  required_resources: resources,
  'instance_type?': 'text',
  cancel_timeout: 'int',
  docker_image_tag: 'text',
  'partition_label?': 'text',
} as const;

/** What people set of a script of each kind: the inputs of its runs. */
export const SCRIPT_SETTINGS = {
  sql: {
    ...codeSettings,
    ...nextRun,
    ...database,
    sql: 'text',
    csv_settings: {
      include_header: 'flag',
      compression: 'text',
      column_delimiter: 'text',
      unquoted: 'flag',
      force_multifile: 'flag',
      'filename_prefix?': 'text',
      'max_file_size?': 'int',
    },
  },
  source: { ...codeSettings, ...nextRun, ...container, source: 'text' },
  javascript: { ...codeSettings, ...nextRun, ...database, source: 'text' },
  dbt: {
    ...codeSettings,
    ...nextRun,
    ...container,
    dbt_project: {
      'target?': 'text',
      'schema?': 'text',
      'project_dir?': 'text',
      'profiles_dir?': 'text',
      dbt_version: 'text',
      dbt_command: 'text',
      'dbt_command_line_args?': 'text',
      'docs_report_id?': 'text',
      skip_docs_generation: 'flag',
      generate_profiles: 'flag',
    },
    repo_http_uri: 'text',
    repo_ref: 'text',
    'target_database?': database,
  },
  containers: {
    ...codeSettings,
    ...container,
    'repo_http_uri?': 'text',
    'repo_ref?': 'text',
    'remote_host_credential_id?': 'int',
    'git_credential_id?': 'int',
    docker_command: 'text',
    docker_image_name: 'text',
  },
  custom: {
    ...settings,
    'remote_host_id?': 'int',
    'credential_id?': 'int',
    'required_resources?': resources,
    'partition_label?': 'text',
  },
} as const;

const shown = {
  id: 'int',
  type: 'text',
  created_at: 'time',
  updated_at: 'time',
  author: userShape,
  state: 'text',
  'finished_at?': 'time',
  category: 'text',
  projects: [named],
  is_template: 'flag',
  'published_as_template_id?': 'int',
  'from_template_id?': 'int',
  'template_script_name?': 'text',
  running_as: userShape,
  'last_run?': runShape,
  my_permission_level: 'text',
  archived: 'text',
} as const;

const aliases = { from_template_aliases: [{ id: 'int', object_id: 'int', alias: 'text' }] } as const;

/** A script with code of its own: what people set, and what Civis adds. */
export function scriptShape(own: Fields): Fields {
  return { ...shown, ...own, ...links, template_dependents_count: 'int' };
}

export const sqlScript = {
  ...scriptShape(SCRIPT_SETTINGS.sql),
  expanded_arguments: 'map',
  code_preview: 'text',
} as const;

export const containerScript = { ...scriptShape(SCRIPT_SETTINGS.containers), ...aliases } as const;

export const customScript = {
  ...shown,
  ...SCRIPT_SETTINGS.custom,
  ...aliases,
  backing_script_type: 'text',
  'ui_report_url?': 'int',
  'ui_report_id?': 'int',
  ui_report_provide_api_key: 'flag',
  'template_note?': 'text',
  'code_preview?': 'text',
  'last_successful_run?': runShape,
} as const;

/** A run of a script; `idField` names the field with the id of the script. */
export function scriptRun(idField: string, more: Fields): Fields {
  return {
    id: 'int',
    [idField]: 'int',
    state: 'text',
    is_cancel_requested: 'flag',
    created_at: 'time',
    'started_at?': 'time',
    'finished_at?': 'time',
    'error?': 'text',
    ...more,
  };
}

export const usage = { 'max_memory_usage?': 'number', 'max_cpu_usage?': 'number' } as const;

/** Files that a SQL script wrote. The links expire; those of the files themselves can be asked for again. */
const files = { output: [{ output_name: 'text', file_id: 'int', path: 'text' }] } as const;

export const sqlOutput = { ...files, 'output_cached_on?': 'time' } as const;

export const scriptHistory = {
  id: 'int',
  sql_id: 'int',
  state: 'text',
  is_cancel_requested: 'flag',
  'finished_at?': 'time',
  'error?': 'text',
  ...files,
} as const;

/** Something that a run made or wrote. */
export const runOutput = {
  object_type: 'text',
  object_id: 'int',
  name: 'text',
  'link?': 'text',
  'value?': 'text',
} as const;
