import type { PromptDefinition } from './prompt-template.ts';

export const diagnoseFailedJob: PromptDefinition = {
  name: 'diagnose_failed_job',
  title: 'Diagnose a failed job',
  description: 'Find out why a job failed and what to do about it.',
  arguments: [
    { name: 'job_id', description: 'The job: type its name', required: true, completesFrom: 'jobs' },
    {
      name: 'run_id',
      description: 'The run; the last that failed when empty',
      required: false,
      completesFrom: 'runs',
    },
  ],
  requiredTools: ['civis_diagnose_run', 'civis_read_log'],
  text: [
    'Find out why job {job_id} of Civis Platform failed.',
    'It is about run {run_id}.',
    '1. Call civis_diagnose_run with the id of the job. It brings the first error, what differs from the last run that succeeded, and the jobs around it.',
    '2. Only if that does not settle it, look further with civis_read_log (errors_only, or grep with context).',
    '3. Tell me in plain words: what failed, why, since when, and which other jobs wait for it. Quote the line of the log that shows it. Keep what you know apart from what you suppose.',
    '4. Propose one next step. Change nothing and start nothing before I agree; then civis_run_and_wait runs it again.',
  ],
};
