import type { Row } from '../table.ts';
import { findRow, REQUIRED_LEVELS } from './access.ts';
import { notFound } from './errors.ts';
import { listResponse } from './lists.ts';
import { parseResourcePath } from './places.ts';
import type { CivisRequest, CivisResponse, HandlerFactory } from './platform.ts';

const PATH = /^(?<basePath>.+)\/projects(?<one>\/\{project_id\})?$/;

/** Lists and changes the projects that contain an object. */
export const projectMembershipHandler: HandlerFactory = (civis, { path, verb }) => {
  const { basePath, one } = PATH.exec(path)?.groups ?? {};
  if (basePath === undefined) return undefined;
  const projectIds = (call: CivisRequest) => {
    // Taking an object out of a project deletes nothing: whoever may change it may move it.
    const needed = REQUIRED_LEVELS[verb === 'GET' ? 'read' : 'update'];
    return projectIdsOf(findRow(civis, parseResourcePath(basePath), call.path, call.caller, needed));
  };
  if (one === undefined) {
    return (call) => {
      const held = [...projectIds(call)].map((id) => civis.store.projects.get(id));
      const found = held.filter((project) => project !== undefined);
      return listResponse(civis, call, 'projects', found);
    };
  }
  return (call): CivisResponse => {
    const member = projectIds(call);
    const project = civis.store.projects.get(Number(call.path['project_id']));
    if (project === undefined) throw notFound('There is no such project.');
    if (verb === 'PUT') member.add(project.id);
    else if (!member.delete(project.id)) throw notFound('It is not in that project.');
    return {};
  };
};

/** Ids of the projects that contain the row. */
function projectIdsOf(row: Row): Set<number> {
  return row['projects'] as Set<number>;
}
