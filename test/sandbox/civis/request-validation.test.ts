import { expect, test } from 'vitest';
import { useSandbox } from '../../support/sandbox.ts';

interface Refusal {
  readonly error: string;
  readonly errorDescription: string;
}

const under = useSandbox();

test('parameters that exclude each other are refused by their names', async () => {
  const { status, body } = await under.civis<Refusal>(
    'GET /clusters/kubernetes?organization_slug=a&organization_id=1',
  );
  expect(status).toBe(422);
  expect(body).toMatchObject({
    error: 'invalid_resource',
    errorDescription: 'only one of organization_slug and organization_id may be set',
  });
});
