import type { Fields } from '../parameters.ts';
import type { Shape } from '../shape.ts';
import type { GitMount } from '../templates/git-operations.ts';
import {
  type BodyScope,
  containerBody,
  customBody,
  dbtBody,
  fromTemplate,
  javascriptBody,
  notificationsOutline,
  sourceBody,
  sqlBody,
} from './script-parameters.ts';
import {
  containerScript,
  customScript,
  SCRIPT_SETTINGS,
  scriptRun,
  scriptShape,
  sqlOutput,
  sqlScript,
  usage,
} from './script-shapes.ts';

/** A kind of script: what differs between the paths below `/scripts`. */
export interface ScriptKind {
  readonly segment: string;
  readonly noun: string;
  /** What it does, in the description of its creation. */
  readonly does: string;
  readonly body: (scope: BodyScope) => Fields;
  /** What it is made from, where that cannot be changed. */
  readonly source?: () => Fields;
  /** What lists of tools show of its longest settings. */
  readonly outlines?: () => Fields;
  /** Required to create one. */
  readonly created: readonly string[];
  /** Required to replace one. Default: as to create one. */
  readonly replaced?: readonly string[];
  readonly script: Shape;
  readonly run: Shape;
  /** What getting a run shows. Default: state, times and error. */
  readonly runDetails?: string;
  /** The settings as they were at a run. */
  readonly inputs: Shape;
  /** Set for kinds whose code can be kept in git. */
  readonly git?: NonNullable<GitMount['checkout']>;
  /** The segment in the path that changes a run; null where there is none. */
  readonly runUpdates?: string | null;
  /** Its runs can be given outputs by the code. Default: true. */
  readonly addsOutputs?: false;
}

export const SCRIPT_KINDS: readonly ScriptKind[] = [
  {
    segment: 'sql',
    noun: 'SQL script',
    does: 'runs SQL on a database and keeps the result as CSV',
    body: sqlBody,
    created: ['name', 'sql', 'remote_host_id', 'credential_id'],
    script: sqlScript,
    run: scriptRun('sql_id', sqlOutput),
    runDetails: 'state, times, error and output files, whose file_id civis_files_get takes.',
    inputs: SCRIPT_SETTINGS.sql,
    git: 'latest and ref',
    addsOutputs: false,
  },
  {
    segment: 'python3',
    noun: 'Python script',
    does: 'runs Python 3',
    body: sourceBody,
    created: ['name', 'source'],
    script: scriptShape(SCRIPT_SETTINGS.source),
    run: scriptRun('python_id', usage),
    inputs: SCRIPT_SETTINGS.source,
    git: 'latest and ref',
  },
  {
    segment: 'r',
    noun: 'R script',
    does: 'runs R',
    body: sourceBody,
    created: ['name', 'source'],
    script: scriptShape(SCRIPT_SETTINGS.source),
    run: scriptRun('r_id', usage),
    inputs: SCRIPT_SETTINGS.source,
    git: 'latest and ref',
  },
  {
    segment: 'javascript',
    noun: 'JavaScript script',
    does: 'runs JavaScript with access to a database',
    body: javascriptBody,
    created: ['name', 'source', 'remote_host_id', 'credential_id'],
    script: scriptShape(SCRIPT_SETTINGS.javascript),
    run: scriptRun('javascript_id', {}),
    inputs: SCRIPT_SETTINGS.javascript,
    git: 'latest and ref',
  },
  {
    segment: 'dbt',
    noun: 'dbt script',
    does: 'runs dbt on a git repository',
    body: dbtBody,
    outlines: notificationsOutline,
    created: ['name', 'repo_http_uri'],
    script: scriptShape(SCRIPT_SETTINGS.dbt),
    run: scriptRun('dbt_id', usage),
    inputs: SCRIPT_SETTINGS.dbt,
  },
  {
    segment: 'containers',
    noun: 'container script',
    does: 'runs a command in a Docker image, with or without a git repository',
    body: containerBody,
    created: ['required_resources'],
    script: containerScript,
    run: scriptRun('container_id', usage),
    inputs: SCRIPT_SETTINGS.containers,
    runUpdates: 'container',
  },
  {
    segment: 'custom',
    noun: 'custom script',
    does: 'runs a template with arguments of its own',
    body: customBody,
    source: fromTemplate,
    created: ['from_template_id'],
    replaced: [],
    script: customScript,
    run: scriptRun('custom_id', usage),
    inputs: { values: 'map' },
    runUpdates: null,
  },
];
