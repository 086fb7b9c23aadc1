import type { PromptDefinition } from './prompt-template.ts';

export const shareWithTeam: PromptDefinition = {
  name: 'share_with_team',
  title: 'Share with a team',
  description: 'Let a group read, change or manage an object.',
  arguments: [
    {
      name: 'object',
      description: 'Kind of object: job, file, model, notebook, credential, ...',
      required: true,
    },
    {
      name: 'id',
      description: 'The object; type its name to find it.',
      required: true,
      completesFrom: 'objects',
    },
    {
      name: 'group',
      description: 'The group; type its name to find it.',
      required: true,
      completesFrom: 'groups',
    },
    { name: 'level', description: 'read, write or manage. Default: read.', required: false },
  ],
  requiredTools: ['civis_find', 'civis_share', 'civis_groups_list'],
  text: [
    'Share {object} {id} of Civis Platform with group {group} at level read.',
    'If {id} is a name and not an id, find its id with civis_find first. If several match, ask me which one.',
    'Use level {level} instead.',
    '1. If the group is given by name and several groups match in civis_groups_list, ask me which one I mean.',
    '2. Before you grant write or manage, or any permission on a credential, tell me what it allows and wait until I agree.',
    '3. Call civis_share. Do not revoke any permission.',
    'Then tell me from its result who has which permission, and what else the group needs to use the object: a job needs its credentials, files and parent jobs shared too.',
  ],
};
