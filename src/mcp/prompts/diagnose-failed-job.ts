import type { PromptDefinition } from './prompt-template.ts';

export const diagnoseFailedJob: PromptDefinition = {
  name: 'diagnose_failed_job',
  title: 'Diagnose a failed job',
  description: 'Find out why a job failed and what to do about it.',
  arguments: [
    {
      name: 'job_id',
      description: 'The job; type its name to find it.',
      required: true,
      completesFrom: 'jobs',
    },
    {
      name: 'run_id',
      description: 'The run. Default: the last failed run.',
      required: false,
      completesFrom: 'runs',
    },
  ],
  requiredTools: ['civis_find', 'civis_diagnose_run', 'civis_read_log'],
  text: [
    'Find out why job {job_id} of Civis Platform failed.',
    'If {job_id} is a name and not an id, find its id with civis_find first. If several match, ask me which one.',
    'Diagnose run {run_id} of the job.',
    '1. Call civis_diagnose_run with the id of the job. It returns the first error, the differences from the last successful run, and the jobs before and after this one.',
    '2. Only if that does not explain the failure, search the log with civis_read_log (errors_only, or grep with context).',
    '3. Tell me in plain language what failed, why, since when, and which other jobs wait for it. Quote the line of the log that shows it. Separate what you know from what you assume.',
    '4. Propose one next step. Do not change or start anything before I agree. To run the job again, use civis_run_and_wait.',
  ],
};
