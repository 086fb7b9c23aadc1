import type { PromptDefinition } from './prompt-template.ts';

export const handOverJob: PromptDefinition = {
  name: 'hand_over_job',
  title: 'Hand a job over',
  description: 'Write down what the next owner of a job has to know, and share it.',
  arguments: [
    { name: 'job_id', description: 'The job: type its name', required: true, completesFrom: 'jobs' },
    { name: 'to', description: 'Who takes it over: a name or an id', required: true },
  ],
  requiredTools: [
    'civis_jobs_get',
    'civis_jobs_list_parents',
    'civis_jobs_list_children',
    'civis_jobs_list_shares',
    'civis_find_runs',
    'civis_share',
  ],
  text: [
    'Prepare to hand job {job_id} of Civis Platform over to {to}.',
    '1. Read it: civis_jobs_get, civis_jobs_list_parents, civis_jobs_list_children, civis_jobs_list_shares; civis_find_runs for how it went lately.',
    '2. Write a page for {to}: what it does, when and after what it runs, what it triggers, how often and how it failed, which credentials, files and databases it needs.',
    '3. Name what {to} cannot use yet. Show me the page and the civis_share call with level manage, and make it only when I agree. Nobody loses a permission.',
    'Say what stays with me because no tool moves it: the credentials that it runs with, and its schedule under my name.',
  ],
};
