import type { Row } from '../state/table.ts';
import { findRow, REQUIRED_LEVELS } from './access-control.ts';
import { notFound } from './civis-error.ts';
import type { CivisRequest, CivisResponse, HandlerFactory } from './civis-platform.ts';
import { listResponse } from './list-responses.ts';
import { parseResourcePath } from './resource-paths.ts';

const PATH = /^(?<basePath>.+)\/projects(?<one>\/\{project_id\})?$/;

/** Lists and changes the projects that contain an object. */
export const projectMembershipHandler: HandlerFactory = (civis, { path, verb }) => {
  const { basePath, one } = PATH.exec(path)?.groups ?? {};
  if (basePath === undefined) return undefined;
  const projectIds = (request: CivisRequest) => {
    // Taking an object out of a project deletes nothing: whoever may write it may move it.
    const needed = REQUIRED_LEVELS[verb === 'GET' ? 'read' : 'update'];
    return projectIdsOf(findRow(civis, parseResourcePath(basePath), request.path, request.caller, needed));
  };
  if (one === undefined) {
    return (request) => {
      const held = [...projectIds(request)].map((id) => civis.store.projects.get(id));
      const found = held.filter((project) => project !== undefined);
      return listResponse(civis, request, 'projects', found);
    };
  }
  return (request): CivisResponse => {
    const member = projectIds(request);
    const project = civis.store.projects.get(Number(request.path['project_id']));
    if (project === undefined) throw notFound('The project does not exist.');
    if (verb === 'PUT') member.add(project.id);
    else if (!member.delete(project.id)) throw notFound('The object is not in this project.');
    return {};
  };
};

/** Ids of the projects that contain the row. */
function projectIdsOf(row: Row): Set<number> {
  return row['projects'] as Set<number>;
}
