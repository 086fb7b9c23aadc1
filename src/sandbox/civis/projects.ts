import type { Row } from '../table.ts';
import { findRow, NEEDED } from './access.ts';
import { notFound } from './errors.ts';
import { answerList } from './lists.ts';
import { placeOf } from './places.ts';
import type { CivisAnswer, CivisCall, Family } from './platform.ts';

const PATH = /^(?<mount>.+)\/projects(?<one>\/\{project_id\})?$/;

/** Which projects hold an object. */
export const projects: Family = (civis, { path, verb }) => {
  const { mount, one } = PATH.exec(path)?.groups ?? {};
  if (mount === undefined) return undefined;
  const membership = (call: CivisCall) => {
    // Taking an object out of a project deletes nothing: whoever may change it may move it.
    const needed = NEEDED[verb === 'GET' ? 'read' : 'update'];
    return membershipOf(findRow(civis, placeOf(mount), call.path, call.caller, needed));
  };
  if (one === undefined) {
    return (call) => {
      const held = [...membership(call)].map((id) => civis.store.projects.get(id));
      const found = held.filter((project) => project !== undefined);
      return answerList(civis, call, 'projects', found);
    };
  }
  return (call): CivisAnswer => {
    const member = membership(call);
    const project = civis.store.projects.get(Number(call.path['project_id']));
    if (project === undefined) throw notFound('There is no such project.');
    if (verb === 'PUT') member.add(project.id);
    else if (!member.delete(project.id)) throw notFound('It is not in that project.');
    return {};
  };
};

/** Ids of the projects that hold the row. */
function membershipOf(row: Row): Set<number> {
  return row['projects'] as Set<number>;
}
