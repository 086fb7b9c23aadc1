import type { PromptDefinition } from './prompt-template.ts';

export const curateContact: PromptDefinition = {
  name: 'curate_contact',
  title: 'Clean up a contact',
  description: 'Clean up a contact of the AI-on-Demand catalogue.',
  arguments: [
    {
      name: 'identifier',
      description: 'The contact; type its name to find it.',
      required: true,
      completesFrom: 'contacts',
    },
  ],
  requiredTools: ['aiod_contacts_get_asset', 'aiod_contacts_get_list', 'aiod_contacts_update'],
  text: [
    'Review contact {identifier} of the AI-on-Demand catalogue.',
    'If {identifier} is a name and not an id, find its id with aiod_contacts_get_list first. If several match, ask me which one.',
    '1. Read it with aiod_contacts_get_asset.',
    '2. Note what is missing, doubtful or inconsistent: name, e-mail, telephone, location, organisation or person. Look for a duplicate with aiod_contacts_get_list. An e-mail address of asterisks is hidden, not wrong: never write it back.',
    '3. Show me each proposed change, before and after, with the reason. Do not invent anything: if you do not know something, ask me.',
    '4. When I agree, send only the changed attributes with aiod_contacts_update; never replace the whole contact. Then read the contact again and show me the result.',
  ],
};
