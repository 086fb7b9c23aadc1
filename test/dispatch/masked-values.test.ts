import { describe, expect, it } from 'vitest';
import { callErrorOf, withFakePlatform } from '../support/tool-caller.ts';

const LINK = 'https://files.example/x?part=2&X-Amz-Signature=[redacted]';
const login = { id: 1, name: 'mail', type: 'Database', username: 'ada' };

describe('a mask instead of a value', () => {
  it.each([
    [
      'civis_credentials_post',
      { ...login, id: undefined, password: '[redacted]' },
      'password must be the original',
    ],
    ['civis_credentials_put', { ...login, password: ' [redacted] ' }, 'password must be the original'],
    ['civis_files_post', { name: LINK }, 'name must be the original'],
    ['civis_files_post', { name: 'https://[redacted]@db.example/' }, 'name must be the original'],
    ['civis_files_post', { name: `see ${LINK.replace('[redacted]', '%5Bredacted%5D')}` }, 'name must be'],
    ['civis_models_patch', { id: 1, description: '[redacted]' }, 'description must be'],
    ['civis_jobs_list', { q: '[redacted]' }, 'q must be'],
    [
      'aiod_contacts_update',
      { identifier: 'c', metadata: { email: ['a@b.example', '******'] } },
      'metadata.email.1 must',
    ],
    [
      'aiod_contacts_register',
      { metadata: { location: [{ address: { street: '[redacted]' } }] } },
      'metadata.location.0.address.street must be',
    ],
    ['civis_share', { object: 'job', id: 1, level: 'read', users: ['******'] }, 'users.0 must be'],
  ])('is refused by %s before anything is sent', async (tool, args, says) => {
    await withFakePlatform({}, async ({ call, requestLines }) => {
      const { kind, message } = await callErrorOf(call(tool, args));
      expect(message).toContain(says);
      expect(kind).toBe('invalid_input');
      expect(requestLines()).toEqual([]);
    });
  });

  it.each([
    ['aiod_contacts_replace', { identifier: 'c', metadata: { name: '[redacted]' } }, '--reveal-secrets'],
    ['civis_notebooks_patch', { id: 1, description: '[redacted]' }, 'Leave it out to keep the value.'],
    ['aiod_contacts_register', { metadata: { email: ['******'] } }, 'the platform shows it to accounts'],
  ])('%s: the hint says how to do without it', async (tool, args, hint) => {
    await withFakePlatform({}, async ({ call }) => {
      const { details } = await callErrorOf(call(tool, args));
      expect(details.hint).toContain(hint);
    });
  });

  it.each([
    'The password was [redacted] in the log.',
    'See https://a.example/ for what [redacted] means',
    '*****',
    'redacted',
  ])('is not what a text only speaks of: %s', async (name) => {
    await withFakePlatform({ 'POST /files': { id: 1 } }, async ({ call, requestLines }) => {
      await call('civis_files_post', { name });
      expect(requestLines()).toEqual(['POST /files']);
    });
  });
});
