import type { PromptDefinition } from './prompt-template.ts';

export const shareWithTeam: PromptDefinition = {
  name: 'share_with_team',
  title: 'Share with a team',
  description: 'Let a group read, change or manage an object.',
  arguments: [
    { name: 'object', description: 'What kind: job, file, model, notebook, credential, ...', required: true },
    { name: 'id', description: 'Its id: type its name', required: true, completesFrom: 'objects' },
    { name: 'group', description: 'The group: type its name', required: true, completesFrom: 'groups' },
    { name: 'level', description: 'read, write or manage; read when empty', required: false },
  ],
  requiredTools: ['civis_share', 'civis_groups_list'],
  text: [
    'Share {object} {id} of Civis Platform with group {group}, at level read.',
    'The level is {level} instead.',
    '1. If the group is given by name and several match in civis_groups_list, ask me which.',
    '2. Before you give write or manage, or anything on a credential, say what it allows and wait for my word.',
    '3. Call civis_share. Take nothing away from anyone.',
    'Then tell me who holds what, out of its answer, and what else they need to use it: a job needs its credentials, files and parents shared too.',
  ],
};
