import * as z from 'zod';
import { lazy } from '../lazy.ts';
import {
  computed,
  type Fields,
  flag,
  hidden,
  int,
  list,
  map,
  notifications,
  number,
  oneOf,
  record,
  schedule,
  text,
  time,
  withDefault,
} from '../parameters.ts';

/** Whether a request sends the whole object, whose nested objects are complete then, or a part of it. */
export type BodyScope = 'whole' | 'part';

const PARAMETER_TYPES = [
  'string',
  'multi_line_string',
  'integer',
  'float',
  'bool',
  'file',
  'table',
  'database',
  'credential_aws',
  'credential_redshift',
  'credential_custom',
] as const;

const scriptParameter = {
  whole: lazy(() => scriptParameters(['name', 'type'])),
  part: lazy(() => scriptParameters([])),
};

function scriptParameters(required: readonly string[]) {
  const fields = {
    name: text('In the code.'),
    label: text('For people.'),
    description: text(),
    type: oneOf(PARAMETER_TYPES),
    required: flag(),
    value: text('Fixed: arguments cannot change it.'),
    default: text('If arguments give none; not for credentials.'),
    allowed_values: list(map(), 'Each {label, value}.'),
  };
  return list(record(fields, required), 'What arguments can be given.');
}

/** Settings of every script, its template's copies included. */
const triggers = lazy(() => ({
  name: text(),
  parent_id: int('Job that triggers it.'),
  arguments: map('Values by params.name.'),
  schedule,
  notifications,
  time_zone: text('E.g. America/Chicago.'),
  target_project_id: int('Project for its outputs.'),
  running_as_id: int('User to run as. Default: its author.'),
}));

/** Only of a script that is created. */
export const createdHidden: Fields = { hidden };

/** Settings of every script that has code of its own. */
function codeSettings(scope: BodyScope): Fields {
  return {
    ...triggers(),
    user_context: oneOf(['runner', 'author'], 'Who scripts made from it run as.'),
    params: scriptParameter[scope](),
  };
}

const nextRun = lazy(() => ({ next_run_at: computed(time()) }));

const cpu = () => z.int().min(2).describe('Shares; a core has 1000.');
const memory = () => z.int().min(4).describe('MB.');
const disk = () => number('GB.');

/** Settings of scripts that run in a container of Civis. */
function containerSettings(scope: BodyScope): Fields {
  const resources = { cpu: cpu(), memory: memory(), disk_space: disk() };
  return {
    required_resources: record(resources, scope === 'whole' ? ['cpu', 'memory'] : []),
    instance_type: text('EC2 type.'),
    cancel_timeout: withDefault(0, int('Seconds until it is killed. Default: 0.')),
    docker_image_tag: text('On Docker Hub.'),
    partition_label: text('Cluster partition.'),
  };
}

const database = lazy(() => ({
  remote_host_id: int('Database to connect to.'),
  credential_id: int('Logs in to it.'),
}));

const csvSettings = lazy(() => ({
  csv_settings: record(
    {
      include_header: withDefault(true, flag('Default: true.')),
      compression: withDefault('gzip', oneOf(['none', 'zip', 'gzip'], 'Default: gzip.')),
      column_delimiter: withDefault('comma', oneOf(['comma', 'tab', 'pipe'], 'Default: comma.')),
      unquoted: flag(),
      force_multifile: flag('Split into several files.'),
      filename_prefix: text(),
      max_file_size: int('MB; with force_multifile.'),
    },
    [],
    'Of the output file.',
  ),
}));

const dbtProject = lazy(() => ({
  dbt_project: record({
    target: text('Of the profile.'),
    schema: text('For the output.'),
    project_dir: text('Default: the root.'),
    profiles_dir: text(),
    dbt_version: text(),
    dbt_command: oneOf(['build', 'run', 'test', 'compile', 'retry']),
    dbt_command_line_args: text('Ignored by retry.'),
    docs_report_id: text('Report with the docs.'),
    skip_docs_generation: flag(),
    generate_profiles: flag('Ignore target and profiles_dir.'),
  }),
}));

/** For lists of tools, where all settings of a script would be too long. */
export const notificationsOutline = lazy(() => ({
  notifications: map(`Keys: ${Object.keys(notifications.shape).join(', ')}.`),
}));

export function sqlBody(scope: BodyScope): Fields {
  return { sql: text(), ...database(), ...codeSettings(scope), ...csvSettings(), ...nextRun() };
}

/** Python and R. */
export function sourceBody(scope: BodyScope): Fields {
  return { source: text('Code.'), ...codeSettings(scope), ...containerSettings(scope), ...nextRun() };
}

export function javascriptBody(scope: BodyScope): Fields {
  return { source: text('Code.'), ...database(), ...codeSettings(scope), ...nextRun() };
}

export function dbtBody(scope: BodyScope): Fields {
  return {
    ...dbtProject(),
    repo_http_uri: text('Git repository, https://….'),
    repo_ref: withDefault('main', text('Branch, tag or commit. Default: main.')),
    target_database: record(database(), scope === 'whole' ? Object.keys(database()) : []),
    ...codeSettings(scope),
    ...containerSettings(scope),
    ...nextRun(),
  };
}

export function containerBody(scope: BodyScope): Fields {
  return {
    docker_image_name: text('On Docker Hub.'),
    docker_command: text("Run by sh -c. Default: the image's."),
    repo_http_uri: text('Git repository to clone, e.g. github.com/org/repo.git.'),
    repo_ref: text('Tag or branch.'),
    git_credential_id: int('For a private repository. Default: your first.'),
    remote_host_credential_id: int('Database credential for the environment.'),
    ...codeSettings(scope),
    ...containerSettings(scope),
  };
}

/** A script made from a template; its code and parameters are the template's. */
export function customBody(): Fields {
  return {
    ...triggers(),
    ...database(),
    required_resources: record(
      { cpu: int('Shares; a core has 1000.'), memory: int('MB.'), disk_space: disk() },
      [],
      "Instead of the template's; Docker only.",
    ),
    partition_label: text('Cluster partition; Docker only.'),
  };
}

export const fromTemplate = lazy(() => ({ from_template_id: int('Template.') }));
