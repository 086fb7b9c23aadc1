/** The actions that tasks of Civis workflows may have, and the inputs that each requires. */
export const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'civis.run_job': ['job_id'],
  'civis.workflows.execute': ['workflow_id'],
  'civis.scripts.sql': ['sql', 'remote_host_id', 'credential_id'],
  'civis.scripts.python3': ['source'],
  'civis.scripts.r': ['source'],
  'civis.scripts.javascript': ['source', 'remote_host_id', 'credential_id'],
  'civis.scripts.container': ['required_resources', 'docker_image_name'],
  'civis.scripts.dbt': [],
  'civis.scripts.custom': ['from_template_id'],
  'civis.import': ['sync_type', 'is_outbound'],
  'civis.enhancements.cass_ncoa': ['source'],
  'std.async_noop': [],
  'std.echo': [],
  'std.fail': [],
  'std.noop': [],
};

/** Words that stand in place of a task's name in on-success and its like, and control the execution. */
export const ENGINE_COMMANDS: readonly string[] = ['noop', 'fail', 'succeed', 'pause'];
