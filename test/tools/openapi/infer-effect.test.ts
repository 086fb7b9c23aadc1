import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../src/tools/effect.ts';
import { inferEffect } from '../../../src/tools/openapi/infer-effect.ts';
import { anonymousPath } from '../../../src/tools/path-template.ts';
import { PUBLISHED } from '../../support/published.ts';

/** Effects that take nothing away, what another call brings back, or what is lost. */
const GRADES: readonly (readonly Effect[])[] = [
  ['read'],
  ['create', 'update', 'share', 'run'],
  ['archive', 'cancel'],
  ['replace', 'delete'],
];

function gradeOf(effect: Effect): number {
  return GRADES.findIndex((effects) => effects.includes(effect));
}

/** What each change that the platforms publish does, judged by what it is documented to do. The first row counts. */
const JUDGED: Readonly<Record<string, readonly (readonly [request: RegExp, effect: Effect])[]>> = {
  civis: [
    [/^DELETE .*\/(runs|builds)\/\{\}$/, 'cancel'],
    [/^DELETE .*\/shares\/(users|groups)\/\{\}$/, 'delete'],
    [/^DELETE .*\/(projects|parent_projects|tags|members|favorites)\/\{\}$/, 'delete'],
    [/^DELETE .*\/(api_keys|tokens|deployments|partitions|resources|syncs)\/\{\}$/, 'delete'],
    [/^DELETE \/users\/\{\}\/(2fa|sessions)$/, 'delete'],
    [/^DELETE \/reports\/\{\}\/grants$/, 'delete'],
    [/^DELETE (\/[a-z_0-9-]+){1,3}\/\{\}$/, 'delete'],
    [/^POST .*\/cancel$/, 'cancel'],
    [/^PUT .*\/archive$/, 'archive'],
    [/^PUT .*\/transfer$/, 'replace'],
    [/^POST .*\/git\/checkout(-latest)?$/, 'replace'],
    [/^PUT .*\/git$/, 'replace'],
    [/^PUT \/databases\/\{\}\/advanced-settings$/, 'replace'],
    [/^PUT \/queries\/\{\}\/scripts\/\{\}$/, 'replace'],
    [/^PUT .*\/shares\/(users|groups)$/, 'share'],
    [/^PUT \/projects\/\{\}\/auto_share$/, 'share'],
    [/^PUT \/groups\/\{\}\/members\/\{\}$/, 'share'],
    [/^POST \/reports\/\{\}\/grants$/, 'share'],
    [/^PUT .*\{\}.*\/(projects|parent_projects|tags)\/\{\}$/, 'update'],
    [/^PUT \/imports\/\{\}\/syncs\/\{\}$/, 'replace'],
    [/^PUT (\/[a-z_0-9-]+){1,3}\/\{\}$/, 'replace'],
    [/^PATCH .*$/, 'update'],
    [/^POST .*\/(runs|run|executions|deployments|builds)$/, 'run'],
    [/^POST .*\/(retry|resume|redeploy|refresh|scan)$/, 'run'],
    [/^POST \/queries$/, 'run'],
    [/^POST \/users\/\{\}\/access_email$/, 'run'],
    [/^POST .*\/(clone|git\/commits|outputs|logs)$/, 'create'],
    [/^POST .*\/\{\}\/(api_keys|tokens|temporary|authenticate|trigger_email|unsuspend)$/, 'create'],
    [/^POST .*\/\{\}\/(partitions|resources|syncs|complete|whitelist-ips)$/, 'create'],
    [/^POST .*\/\{\}\/enhancements\/(cass-ncoa|geocodings)$/, 'create'],
    [/^POST (\/[a-z_0-9-]+){1,3}$/, 'create'],
  ],
  aiod: [
    [/^POST \/assets\/permissions$/, 'delete'],
    [/^POST \/submissions\/retract\/\{\}$/, 'cancel'],
    [/^POST \/[a-z_]+\/submit\/\{\}$/, 'run'],
    [/^POST \/submissions$/, 'run'],
    [/^POST \/(reviews|bookmarks)$/, 'create'],
    [/^DELETE \/bookmarks$/, 'delete'],
    [/^DELETE \/[a-z_]+\/\{\}(\/image)?$/, 'delete'],
    [/^PUT \/[a-z_]+\/\{\}$/, 'replace'],
    [/^POST \/[a-z_]+$/, 'create'],
  ],
};

describe.each(PUBLISHED)('the effects of what $platform $version publishes', (published) => {
  const operations = published.operations();
  const changes = operations
    .filter(({ verb }) => verb !== 'GET')
    .map((operation) => {
      const line = `${operation.verb} ${anonymousPath(operation.path)}`;
      const rows = JUDGED[published.platform] ?? [];
      return { line, effect: operation.effect, judged: rows.find(([request]) => request.test(line))?.[1] };
    });

  it('are never milder than the truth', () => {
    expect(changes.filter(({ judged }) => judged === undefined)).toEqual([]);
    const milder = changes.filter(
      ({ effect, judged }) => judged !== undefined && gradeOf(effect) < gradeOf(judged),
    );
    expect(milder).toEqual([]);
  });

  it('are stricter only where the words say more than the path', () => {
    const stricter = changes.filter(({ effect, judged = 'delete' }) => gradeOf(effect) > gradeOf(judged));
    expect(stricter.map(({ line }) => line)).toEqual(
      published.platform === 'civis' ? ['DELETE /models/{}/builds/{}'] : ['POST /submissions/retract/{}'],
    );
  });

  it('are those of reads for every GET', () => {
    expect(operations.filter(({ verb, effect }) => verb === 'GET' && effect !== 'read')).toEqual([]);
  });
});

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
    ['POST /assets/permissions', 'delete'],
    ['GET /assets/permissions/{id}', 'read'],
    ['PATCH /permission_sets/{id}', 'update'],
    ['POST /jobs/{id}/kill', 'cancel'],
    ['POST /jobs/{id}/delete', 'delete'],
    ['POST /jobs/{id}/deactivate', 'delete'],
    ['POST /keys/{id}/rotate', 'replace'],
    ['POST /keys/{id}/revoke', 'delete'],
    ['POST /submissions/retract/{id}', 'replace'],
    ['POST /news/submit/{id}', 'run'],
    ['POST /jobs/{id}/pause', 'cancel'],
    ['PUT /jobs/{id}/owner/ownership', 'replace'],
    ['PUT /groups/{id}/members/{user_id}', 'share'],
  ] as const)('%s: %s', (request, effect) => {
    const [verb, path] = request.split(' ') as ['GET', string];
    expect(inferEffect({ verb, path, summary: 'Do it', hasBody: true })).toBe(effect);
  });

  it('adds to a set where a PUT has no body', () => {
    const request = { verb: 'PUT', path: '/jobs/{id}/projects/{project_id}', summary: 'Add' } as const;
    expect(inferEffect({ ...request, hasBody: false })).toBe('update');
    expect(inferEffect({ ...request, summary: 'Set the project', hasBody: false })).toBe('replace');
    expect(inferEffect({ ...request, summary: undefined, hasBody: false })).toBe('replace');
  });

  it.each([
    ['Delete everything', 'delete'],
    ['Read it', 'create'],
    ['List them', 'create'],
    ['Execute a query', 'run'],
    ['Revokes the key', 'delete'],
    ['Transfer ownership of this object', 'replace'],
    ['Rotate the key', 'replace'],
    ['Sends an email', 'run'],
    ['Grant access', 'share'],
    ['Stop it', 'cancel'],
  ])('is never milder for its summary: %s', (summary, effect) => {
    expect(inferEffect({ verb: 'POST', path: '/things', summary, hasBody: true })).toBe(effect);
  });
});
