import { findRow, levelOf } from './access.ts';
import { placeOf } from './places.ts';
import type { Civis, Handler, Handlers } from './platform.ts';

/** What a job asks of the worker that it runs on. */
const DEMANDS = { required_cpu: 1024, required_memory: 4096, required_disk_space: 8 };

/** The jobs on a cluster: there is one, so it has them all. */
export function clusterHandlers(civis: Civis): Handlers {
  const jobsIn =
    (wanted: 'running' | 'queued'): Handler =>
    ({ path, caller }) => {
      findRow(civis, placeOf('/clusters/workers/{id}'), path, caller, 'read');
      const jobs = civis.store.jobs
        .all()
        .filter((job) => job.state === wanted && levelOf(job, caller) !== undefined);
      return { value: jobs.map((job) => ({ ...job, ...DEMANDS })) };
    };
  return {
    'GET /clusters/workers/{id}/active_jobs': jobsIn('running'),
    'GET /clusters/workers/{id}/queued_jobs': jobsIn('queued'),
  };
}
