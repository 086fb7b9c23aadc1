import { describe, expect, it } from 'vitest';
import { inferEffect } from '../../../src/tools/openapi/infer-effect.ts';

describe('what a described operation does', () => {
  it.each([
    ['GET /jobs/{id}', 'read'],
    ['GET /jobs/{id}/cancel', 'cancel'],
    ['POST /jobs', 'create'],
    ['POST /jobs/{id}/runs', 'run'],
    ['POST /scripts/{id}/run', 'run'],
    ['POST /jobs/{id}/cancel', 'cancel'],
    ['POST /jobs/{id}/stop-all', 'cancel'],
    ['POST /jobs/bulk_delete', 'delete'],
    ['PUT /jobs/{id}', 'replace'],
    ['PUT /jobs/{id}/archive', 'archive'],
    ['PUT /jobs/{id}/shares/users', 'share'],
    ['PUT /jobs/{id}/transfer', 'replace'],
    ['PATCH /jobs/{id}', 'update'],
    ['PATCH /jobs/{id}/revoke', 'delete'],
    ['DELETE /jobs/{id}', 'delete'],
    ['DELETE /jobs/{id}/runs/{run_id}', 'cancel'],
    ['DELETE /jobs/{id}/shares/users/{user_id}', 'delete'],
    ['POST /scripts/{id}/git/checkout-latest', 'replace'],
    ['POST /jobs/bulkDelete', 'delete'],
    ['PUT /files/{id}/deleteForever', 'delete'],
    ['GET /purge/all', 'delete'],
    ['POST /purge/{id}', 'delete'],
    ['GET /runs/{id}/killAll', 'cancel'],
    ['PUT /jobs/{id}/transferOwner/{user_id}', 'replace'],
    ['POST /archive/{id}/restore', 'replace'],
    ['PUT /jobs/{id}/autoShare', 'share'],
    ['GET /jobs/undeleted', 'read'],
  ] as const)('%s: %s', (request, effect) => {
    const [verb, path] = request.split(' ') as ['GET', string];
    expect(inferEffect({ verb, path, summary: 'Do it', hasBody: true })).toBe(effect);
  });

  it('adds to a set where a PUT has no body', () => {
    const request = { verb: 'PUT', path: '/jobs/{id}/projects/{project_id}', summary: 'Add' } as const;
    expect(inferEffect({ ...request, hasBody: false })).toBe('update');
  });

  it.each([
    ['Delete everything', 'delete'],
    ['Read it', 'create'],
    ['List them', 'create'],
    ['Execute a query', 'run'],
  ])('is never milder for its summary: %s', (summary, effect) => {
    expect(inferEffect({ verb: 'POST', path: '/things', summary, hasBody: true })).toBe(effect);
  });
});
