import { defineResource, type OperationDefinition } from '../define-operation.ts';
import { lazy } from '../lazy.ts';
import {
  authorFilter,
  csv,
  csvIds,
  flag,
  int,
  jobFilters,
  list,
  oneOf,
  record,
  text,
  time,
  visibilityFilters,
} from '../parameters.ts';
import { archiveOperations } from '../templates/archive-operations.ts';
import { gitOperations } from '../templates/git-operations.ts';
import { logOperations } from '../templates/log-operations.ts';
import { type Mount, withArticle } from '../templates/mount.ts';
import { outputOperations } from '../templates/output-operations.ts';
import { projectOperations } from '../templates/project-operations.ts';
import { cancelOperations, runOperations } from '../templates/run-operations.ts';
import { shareOperations } from '../templates/share-operations.ts';
import { transferOperations } from '../templates/transfer-operations.ts';
import { SCRIPT_KINDS, type ScriptKind } from './script-kinds.ts';
import { createdHidden } from './script-parameters.ts';
import { listedCustomScript, listedScript, runOutput, scriptHistory } from './script-shapes.ts';

const copies = lazy(() => ({
  clone_schedule: flag(),
  clone_triggers: flag('Also copy what starts it.'),
  clone_notifications: flag(),
}));

const runError = lazy(() => ({ error: text('New error message.') }));

/** What every kind of script has. */
function kindOperations(kind: ScriptKind): OperationDefinition[] {
  const { segment, noun, script } = kind;
  const mount: Mount = { path: `/scripts/${segment}/{id}`, noun };
  return [
    ...settingOperations(kind),
    {
      request: `POST /scripts/${segment}/{id}/clone`,
      description: `Copy ${withArticle(noun)}.`,
      body: copies,
      returns: script,
    },
    ...runOperations(mount, {
      start: kind.run,
      list: [kind.run],
      get: kind.run,
      cancel: true,
      ...(kind.runDetails !== undefined && { details: kind.runDetails }),
    }),
    ...runUpdate(kind),
    {
      request: `GET /scripts/${segment}/{id}/runs/{run_id}/inputs`,
      description: `Get the settings and arguments that a run of the ${noun} had.`,
      returns: kind.inputs,
    },
    ...outputOperations(mount, runOutput, kind.addsOutputs !== false),
    ...logOperations(mount),
    ...(kind.git === undefined ? [] : gitOperations({ ...mount, checkout: kind.git })),
    ...archiveOperations(mount, script),
    ...shareOperations(mount),
    ...transferOperations(mount),
    ...projectOperations(mount),
  ];
}

function settingOperations({ segment, noun, does, script, ...kind }: ScriptKind): OperationDefinition[] {
  const whole = lazy(() => kind.body('whole'));
  return [
    {
      request: `POST /scripts/${segment}`,
      description: `Create ${withArticle(noun)}, which ${does}. Start a run to run it.`,
      body: () => ({ ...kind.source?.(), ...whole(), ...createdHidden }),
      outlines: kind.outlines,
      required: kind.created,
      returns: script,
    },
    {
      request: `GET /scripts/${segment}/{id}`,
      description: `Get one ${noun}: code, settings, schedule and last run.`,
      returns: script,
    },
    {
      request: `PUT /scripts/${segment}/{id}`,
      description: `Replace the settings of ${withArticle(noun)}; omitted ones are reset.`,
      body: whole,
      outlines: kind.outlines,
      required: kind.replaced ?? kind.created,
      returns: script,
    },
    {
      request: `PATCH /scripts/${segment}/{id}`,
      description: `Update some settings of ${withArticle(noun)}, such as its code or schedule.`,
      body: lazy(() => kind.body('part')),
      outlines: kind.outlines,
      returns: script,
    },
  ];
}

function runUpdate({ segment, noun, runUpdates = segment }: ScriptKind): OperationDefinition[] {
  if (runUpdates === null) return [];
  return [
    {
      request: `PATCH /scripts/${runUpdates}/{id}/runs/{run_id}`,
      description: `Set the error message of a run of the ${noun}.`,
      body: runError,
    },
  ];
}

export const scripts = defineResource('civis', 'scripts', [
  {
    request: 'GET /scripts',
    description:
      'List scripts of every kind, last changed first; filter by type, state or author to find one.',
    query: () => ({
      type: csv(['sql', 'python3', 'javascript', 'r', 'containers', 'dbt']),
      category: oneOf(['script', 'import', 'export', 'enhancement']),
      ...jobFilters,
      ...visibilityFilters,
    }),
    paging: {
      maxPageSize: 50,
      defaultPageSize: 20,
      orderFields: ['updated_at', 'name', 'created_at', 'last_run.updated_at'],
      defaultDirection: 'desc',
    },
    returns: [listedScript],
  },
  {
    request: 'GET /scripts/types',
    description: 'List the kinds of scripts.',
    returns: [{ name: 'text' }],
  },
  {
    request: 'GET /scripts/custom',
    description: 'List custom scripts, which are made from templates.',
    query: () => ({
      from_template_id: csvIds('Ids of templates'),
      ...jobFilters,
      ...authorFilter,
      ...visibilityFilters,
    }),
    paging: { maxPageSize: 50, orderFields: ['updated_at', 'name', 'created_at'], defaultDirection: 'asc' },
    returns: [listedCustomScript],
  },
  {
    request: 'GET /scripts/{id}/history',
    description: 'Get the last run of a SQL script and the files that it wrote.',
    returns: scriptHistory,
  },
  {
    request: 'POST /scripts/containers/{id}/runs/{run_id}/logs',
    description: 'Add lines to the log of a run of the container script; meant for the code that runs.',
    body: () => ({
      message: text('One line; or send messages.'),
      level: text('Default: info.'),
      messages: list(
        record(
          {
            message: text(),
            level: text('Default: info.'),
            created_at: time('Sorts the lines. Default: now.'),
          },
          ['message'],
        ),
      ),
      child_job_id: int('Job that the lines come from.'),
    }),
  },
  ...cancelOperations({ path: '/scripts/{id}', noun: 'script' }),
  ...SCRIPT_KINDS.flatMap(kindOperations),
]);
