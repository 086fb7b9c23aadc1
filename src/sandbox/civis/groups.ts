import { toText } from '../../json.ts';
import { userShape } from '../../tools/common-shapes.ts';
import { isListShape } from '../../tools/shape.ts';
import type { Row } from '../state/table.ts';
import { findRow } from './access-control.ts';
import { notFound } from './civis-error.ts';
import type { CivisPlatform, CivisRequest, HandlerMap } from './civis-platform.ts';
import { createdResponse, createRow } from './collections.ts';
import { listResponse } from './list-responses.ts';
import { parseResourcePath } from './resource-paths.ts';
import { serializeRow } from './serializers.ts';

const member = { ...userShape, email: 'text' } as const;

/** Groups: a membership is kept at the group and at the user. */
export function groupHandlers(civis: CivisPlatform): HandlerMap {
  const { store } = civis;
  const findMembership = ({ path, caller }: CivisRequest) => {
    const group = findRow(civis, parseResourcePath('/groups/{id}'), path, caller, 'manage');
    const user = store.users.get(Number(path['user_id']));
    if (user === undefined) throw notFound('The user does not exist.');
    return { group, user, members: memberIds(group) };
  };
  return {
    'GET /groups': (request) => {
      const response = listResponse(civis, request, 'groups', store.groups.inScope(''));
      const { returns } = request.operation;
      const listed = isListShape(returns) ? returns[0] : {};
      return request.query['include_members'] === true
        ? { ...response, returns: [{ ...Object(listed), members: [member] }] }
        : response;
    },
    'POST /groups': (request) => {
      const { name, slug = toText(name).toLowerCase().replaceAll(/\W+/g, '-') } = request.body;
      const own = store.groups.get(request.caller.teams[0] ?? 0);
      const fields = {
        slug,
        organization_id: own?.['organization_id'],
        organization_name: own?.['organization_name'],
        members: [],
      };
      return createdResponse(civis, request, createRow(civis, request, fields));
    },
    'PUT /groups/{id}/members/{user_id}': (request) => {
      const { group, user, members } = findMembership(request);
      if (!members.includes(user.id)) {
        group['members'] = [...members, user.id];
        user.teams = [...user.teams, group.id];
      }
      return { value: serializeRow(civis, 'groups', group) };
    },
    'DELETE /groups/{id}/members/{user_id}': (request) => {
      const { group, user, members } = findMembership(request);
      if (!members.includes(user.id)) throw notFound('The user is not a member of this group.');
      group['members'] = members.filter((id) => id !== user.id);
      user.teams = user.teams.filter((id) => id !== group.id);
      return {};
    },
    'GET /groups/{id}/child_groups': ({ path, caller }) => {
      findRow(civis, parseResourcePath('/groups/{id}'), path, caller, 'read');
      return { value: { manageable: [], writeable: [], readable: [] } };
    },
  };
}

function memberIds(group: Row): number[] {
  return group['members'] as number[];
}
