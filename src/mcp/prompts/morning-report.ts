import type { PromptDefinition } from './prompt-template.ts';

export const morningReport: PromptDefinition = {
  name: 'morning_report',
  title: 'Morning report',
  description: 'Report which jobs failed, ran long or did not run since yesterday.',
  arguments: [
    {
      name: 'since',
      description: 'Start of the report, such as "yesterday 18:00". Default: yesterday 18:00.',
      required: false,
    },
    {
      name: 'author',
      description: 'Id of the user whose jobs to report. Default: all users.',
      required: false,
    },
  ],
  requiredTools: ['civis_find_runs', 'civis_jobs_list', 'civis_diagnose_run'],
  text: [
    'Report on the jobs of Civis Platform since yesterday 18:00.',
    'Start at this time instead: {since}.',
    'Include only jobs of author {author}.',
    '1. Failed jobs: call civis_find_runs with state failed, which groups runs by error. Call civis_diagnose_run for one run of each group, at most five.',
    '2. Long runs: call civis_find_runs with state running and with state succeeded, and compare with how long the same job usually takes.',
    '3. Jobs that did not run: call civis_jobs_list with scheduled=true, iterator=true and fields id, name, last_run. List the jobs whose last run is older than their schedule implies.',
    'Reply with three short lists, most serious first: job (id), what happened, since when, what to do. If a list is empty, say so. Do not start, cancel or change anything.',
  ],
};
