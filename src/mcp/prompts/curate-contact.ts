import type { PromptDefinition } from './prompt-template.ts';

export const curateContact: PromptDefinition = {
  name: 'curate_contact',
  title: 'Curate a contact',
  description: 'Bring a contact of the AI-on-Demand catalogue in order.',
  arguments: [
    {
      name: 'identifier',
      description: 'The contact: type its name',
      required: true,
      completesFrom: 'contacts',
    },
  ],
  requiredTools: ['aiod_contacts_get_asset', 'aiod_contacts_get_list', 'aiod_contacts_update'],
  text: [
    'Look through contact {identifier} of the AI-on-Demand catalogue.',
    '1. Read it with aiod_contacts_get_asset.',
    '2. Note what is missing, doubtful or written in several ways: name, e-mail, telephone, location, organisation or person. Look for a duplicate with aiod_contacts_get_list. An e-mail of asterisks is hidden, not wrong: never write it back.',
    '3. Show me each change as before and after, and why. Invent nothing: what you cannot know, ask.',
    '4. When I agree, write only what changes with aiod_contacts_update; never replace the whole contact. Read it again and show what it is now.',
  ],
};
