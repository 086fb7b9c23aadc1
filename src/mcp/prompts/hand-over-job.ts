import type { PromptDefinition } from './prompt-template.ts';

export const handOverJob: PromptDefinition = {
  name: 'hand_over_job',
  title: 'Hand over a job',
  description: 'Write down what the next owner of a job needs to know, and share the job with them.',
  arguments: [
    {
      name: 'job_id',
      description: 'The job; type its name to find it.',
      required: true,
      completesFrom: 'jobs',
    },
    { name: 'to', description: 'The next owner: a name or an id.', required: true },
  ],
  requiredTools: [
    'civis_find',
    'civis_jobs_get',
    'civis_jobs_list_parents',
    'civis_jobs_list_children',
    'civis_jobs_list_shares',
    'civis_find_runs',
    'civis_share',
  ],
  text: [
    'Prepare to hand over job {job_id} of Civis Platform to {to}.',
    'If {job_id} is a name and not an id, find its id with civis_find first. If several match, ask me which one.',
    '1. Read the job with civis_jobs_get, civis_jobs_list_parents, civis_jobs_list_children and civis_jobs_list_shares, and its recent state with civis_find_runs.',
    '2. Write a page for {to}: what the job does, when it runs and which jobs trigger it, which jobs it triggers, how it has failed recently, and which credentials, files and databases it needs.',
    '3. List what {to} cannot use yet. Show me the page and the civis_share call with level manage, and make the call only when I agree. Do not revoke any permission.',
    'Tell me what stays with me because no tool can transfer it: the credentials that the job runs with, and its schedule under my name.',
  ],
};
