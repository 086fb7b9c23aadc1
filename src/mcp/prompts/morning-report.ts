import type { PromptDefinition } from './prompt-template.ts';

export const morningReport: PromptDefinition = {
  name: 'morning_report',
  title: 'Morning report',
  description: 'What failed, ran long or did not run since yesterday.',
  arguments: [
    { name: 'since', description: 'Such as "yesterday 18:00"; that when empty', required: false },
    {
      name: 'author',
      description: 'Id of the person whose jobs it is about; all when empty',
      required: false,
    },
  ],
  requiredTools: ['civis_find_runs', 'civis_jobs_list', 'civis_diagnose_run'],
  text: [
    'Report on the jobs of Civis Platform since yesterday 18:00.',
    'Begin at this time instead: {since}.',
    'Only jobs of author {author}.',
    '1. What failed: civis_find_runs with state failed; it groups by error. Call civis_diagnose_run for one of each group, at most five.',
    '2. What ran long or runs still: civis_find_runs with state running, and with state succeeded; compare with how long the same job usually takes.',
    '3. What did not run: civis_jobs_list with scheduled=true, iterator=true and fields id, name, last_run; name those whose last run is older than their schedule lets expect.',
    'Answer with three short lists, the worst first: job (id), what happened, since when, what to do. Say so where a list is empty. Start, cancel and change nothing.',
  ],
};
