import type { Job } from '../state/entities.ts';
import type { Row } from '../state/table.ts';
import { findRow } from './access-control.ts';
import type { CivisPlatform, CivisRequest, HandlerMap } from './civis-platform.ts';
import { cloneRow, copyRow } from './clone.ts';
import { objectsIn, projectsOf } from './project-contents.ts';
import { parseResourcePath } from './resource-paths.ts';
import { serializeRow } from './serializers.ts';

/** A copy of a project has copies of its jobs, and anything else that the project has. */
export function projectHandlers(civis: CivisPlatform): HandlerMap {
  return {
    'PUT /projects/{project_id}/auto_share': (request) => {
      const path = parseResourcePath('/projects/{project_id}');
      const row = findRow(civis, path, request.path, request.caller, 'manage');
      row['auto_share'] = request.body['auto_share'];
      return { value: serializeRow(civis, 'projects', row) };
    },
    'POST /projects/{id}/clone': (request) => {
      const original = findRow(
        civis,
        parseResourcePath('/projects/{id}'),
        request.path,
        request.caller,
        'read',
      );
      const copy = cloneRow(civis, request);
      for (const { tableName, row } of objectsIn(civis, original.id)) {
        const member = tableName === 'jobs' ? copyJob(civis, request, row as Job) : row;
        projectsOf(member).add(copy.id);
      }
      return { value: serializeRow(civis, 'projects', copy), status: 201 };
    },
  };
}

function copyJob(civis: CivisPlatform, { caller, body }: CivisRequest, job: Job): Row {
  return copyRow(civis, job.kind, job, caller, {
    parent_id: null,
    ...(body['clone_schedule'] === true ? {} : { schedule: null }),
    ...(body['clone_notifications'] === true ? {} : { notifications: null }),
  });
}
