import { findRow, mayRead } from './access-control.ts';
import type { CivisPlatform, Handler, HandlerMap } from './civis-platform.ts';
import { parseResourcePath } from './resource-paths.ts';

/** Resources that a job requires of its worker. */
const REQUIREMENTS = { required_cpu: 1024, required_memory: 4096, required_disk_space: 8 };

/** The jobs on a cluster. The sandbox has one cluster, which runs all jobs. */
export function clusterHandlers(civis: CivisPlatform): HandlerMap {
  const jobsIn =
    (state: 'running' | 'queued'): Handler =>
    ({ path, caller }) => {
      findRow(civis, parseResourcePath('/clusters/workers/{id}'), path, caller, 'read');
      const jobs = civis.store.jobs.all().filter((job) => job.state === state && mayRead(job, caller));
      return { value: jobs.map((job) => ({ ...job, ...REQUIREMENTS })) };
    };
  return {
    'GET /clusters/workers/{id}/active_jobs': jobsIn('running'),
    'GET /clusters/workers/{id}/queued_jobs': jobsIn('queued'),
  };
}
