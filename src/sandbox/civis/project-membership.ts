import { findRow, REQUIRED_LEVELS } from './access-control.ts';
import { notFound } from './civis-error.ts';
import type { CivisRequest, CivisResponse, HandlerFactory } from './civis-platform.ts';
import { listResponse } from './list-responses.ts';
import { projectsOf } from './project-contents.ts';
import { parseResourcePath } from './resource-paths.ts';

/** A project can be in other ones, too, which are its parents. */
const PATH = /^(?<basePath>.+)\/(?:parent_)?projects(?<one>\/\{(?:parent_)?project_id\})?$/;

/** Lists and changes the projects that contain an object. */
export const projectMembershipHandler: HandlerFactory = (civis, { path, verb }) => {
  const { basePath, one } = PATH.exec(path)?.groups ?? {};
  if (basePath === undefined) return undefined;
  const projectIds = (request: CivisRequest) => {
    // Taking an object out of a project deletes nothing: whoever may write it may move it.
    const needed = REQUIRED_LEVELS[verb === 'GET' ? 'read' : 'update'];
    return projectsOf(findRow(civis, parseResourcePath(basePath), request.path, request.caller, needed));
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
    const { project_id, parent_project_id = project_id } = request.path;
    const project = civis.store.projects.get(Number(parent_project_id));
    if (project === undefined) throw notFound('The project does not exist.');
    if (verb === 'PUT') member.add(project.id);
    else if (!member.delete(project.id)) throw notFound('The object is not in this project.');
    return {};
  };
};
