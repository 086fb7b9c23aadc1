import type { Operation } from '../operation.ts';

/** The workflows that do, in one call, what is done with some operations; the first that fits counts. */
const WORKFLOW_FITS: readonly (readonly [operations: RegExp, workflow: string])[] = [
  [
    /^civis_(?:jobs|imports|models|enhancements|media|scripts)_post_(?:\w+_)?(?:runs|builds)$/,
    'civis_run_and_wait',
  ],
  [
    /^civis_(?:jobs|imports|models|enhancements|media|scripts)_get_(?:\w+_)?(?:runs|builds)$/,
    'civis_wait_for_run',
  ],
  [
    /^civis_(?:jobs|imports|models|enhancements|media|scripts)_list_(?:\w+_)?(?:runs|builds)_logs$/,
    'civis_read_log',
  ],
  [/^civis_jobs_list_runs$|^civis_jobs_list$/, 'civis_find_runs'],
  [
    /^civis_(?:jobs|imports|models|enhancements|media|scripts)_(?:delete_(?:\w+_)?(?:runs|builds)|post_(?:\w+_)?cancel)$/,
    'civis_cancel_run',
  ],
  [/^civis_imports_post_files(?:_csv)?$/, 'civis_import_file'],
  [/^civis_files_post(?:_multipart\w*)?$/, 'civis_upload_file'],
  [/^civis_files_get$/, 'civis_download_file'],
  [/^civis_queries_(?:post|list|get)$/, 'civis_query'],
  [/^civis_tables_list$/, 'civis_tables'],
  [/^civis_tables_(?:get|list_columns)$/, 'civis_table'],
  [/^civis_\w+_post_(?:\w+_)?clone$/, 'civis_clone'],
  [/^aiod_\w+_get_content$/, 'aiod_download_content'],
  [/^aiod_submissions_post$/, 'aiod_publish'],
  [/^aiod_\w+_(?:list_images|delete_image)$/, 'aiod_upload_image'],
  [/^civis_\w+_put_(?:\w+_)?shares_(?:users|groups)$/, 'civis_share'],
];

/** What people say for what no operation does in one call. The first that matches counts. */
const WORKFLOW_REQUESTS: readonly (readonly [words: RegExp, workflow: string])[] = [
  [
    /\b(?:why|what went wrong|diagnose|reason|cause)\b.{0,60}\b(?:fail|broke|break|crash|error|die|wrong)/i,
    'civis_diagnose_run',
  ],
  [/^(?:diagnose|debug|troubleshoot)\b/i, 'civis_diagnose_run'],
  [
    /\b(?:what|which|anything|everything)\b.{0,30}\b(?:failed|fails|is running|are running|broke)\b/i,
    'civis_find_runs',
  ],
  [/^failed (?:jobs|runs|imports|scripts)\b/i, 'civis_find_runs'],
  [/^wait\b/i, 'civis_wait_for_run'],
  [
    /\b(?:set|create|change|add|new|edit|make|give|turn off|remove)\b.{0,20}\bschedules?\b/i,
    'civis_set_schedule',
  ],
  [/\bdbt sources?\b/i, 'civis_tables'],
  [/^(?:find|search for|look for)\b.{0,40}\b(?:named|called|by name)\b/i, 'civis_find'],
];

/** The name of the workflow that a request in people's words is for; undefined if there is none. */
export function requestedWorkflow(query: string): string | undefined {
  return WORKFLOW_REQUESTS.find(([words]) => words.test(query))?.[1];
}

/** The name of the workflow that does more of what an operation is called for; undefined if there is none. */
export function workflowFor({ name }: Pick<Operation, 'name'>): string | undefined {
  return WORKFLOW_FITS.find(([operations]) => operations.test(name))?.[1];
}

/** Whether a request asks for more than one step, which only a workflow does: "run it and wait". */
export function asksToWait(query: string): boolean {
  return /\b(?:wait|until|when (?:it|they) (?:is|are) (?:done|finished)|once (?:it|they) (?:is|are)|tell me (?:when|how)|local)\b/i.test(
    query,
  );
}
