import { expect, it } from 'vitest';
import type { CallError } from '../../src/errors.ts';
import { callCatalogue } from '../support/catalogue-calls.ts';
import { answer } from '../support/platform.ts';
import { callErrorOf, HANDLED } from '../support/tool-caller.ts';

const PLEASE = 'Please see the endpoint for the taxonomy to see a list of allowed terms.';
const term = (name: string, subterms: object[] = []) => ({ term: name, definition: '', subterms });

function refusalOf(detail: string, vocabulary: unknown): Promise<CallError> {
  const routes = {
    'POST /v2/contacts': (_: unknown, response: Parameters<typeof answer>[0]) => {
      answer(response, 400, { detail: `${detail} ${PLEASE}` });
      return HANDLED;
    },
    ...(vocabulary !== undefined && { 'GET /v2/countries': vocabulary }),
  };
  return callErrorOf(callCatalogue(routes, { name: 'aiod_contacts_register', args: { metadata: {} } }));
}

const countries = [
  term('Spain'),
  term('Europe', [term('Netherlands', [term('North Holland')])]),
  term('Italy'),
];

it.each([
  ["The term 'spian' is not part of the taxonomy for country.", 'Instead of "spian", use one of: "Spain".'],
  [
    "The term 'holland' is not part of the taxonomy for country.",
    'Instead of "holland", use one of: "North Holland"',
  ],
  [
    "The terms {'netherland', 'itly'} are not part of the taxonomy for country.",
    'Instead of "netherland", use one of: "Netherlands". Instead of "itly", use one of: "Italy".',
  ],
  ["The term 'xyzzyq' is not part of the taxonomy for country.", 'allowed are e.g. Spain, Europe'],
])('%s', async (detail, hint) => {
  const refused = await refusalOf(detail, countries);
  expect(refused.kind).toBe('invalid_input');
  expect(refused.details.hint).toContain(hint);
  expect(refused.details.hint).toContain('aiod_taxonomies_countries lists the terms.');
});

it.each([
  ['a vocabulary that cannot be read', "The term 'x' is not part of the taxonomy for country.", undefined],
  ['a vocabulary that is not known', "The term 'x' is not part of the taxonomy for colour.", countries],
])('leaves the refusal as it is for %s', async (_, detail, vocabulary) => {
  const refused = await refusalOf(detail, vocabulary);
  expect(refused.message).toContain('is not part of the taxonomy');
  expect(refused.details.status).toBe(400);
});
