import { describe, expect, it } from 'vitest';
import { KIND_FACTS, KIND_NAMES } from '../../../src/tools/aiod/attributes/kind-facts.ts';
import { extraOperations, operations } from '../../../src/tools/catalogue/catalogue.ts';
import type { Operation } from '../../../src/tools/operation.ts';
import { advertisedInput, type PortableSchema } from '../../../src/tools/portable-schema.ts';
import { aiodSpecFile, describedQuery, readAiodSpec } from '../../support/aiod-specs.ts';

const all = [...operations, ...extraOperations].filter(({ platform }) => platform === 'aiod');

/** Documented, although contacts have no content. */
const NOT_SERVED = ['aiod_contacts_get_content'];

/** Paths of the platform that no tool has: the parents of kinds, which are deprecated; uploads, which are workflows. */
const NOT_OFFERED = [
  'GET /agents/{}',
  'GET /ai_assets/{}',
  'GET /ai_resources/{}',
  'GET /stats/top/all',
  ...['organisations', 'projects'].flatMap((kind) => [`POST /${kind}/{}/image`, `PUT /${kind}/{}/image`]),
];

function routesOf({ verb, path, pathWith }: Operation): string[] {
  return [path, ...Object.values(pathWith)].map((each) => routeOf(verb, each));
}

function routeOf(verb: string, path: string): string {
  return `${verb.toUpperCase()} ${path.replace(/\{\w+\}/g, '{}')}`;
}

describe.each(['v2', 'v3'])('%s', (version) => {
  const spec = readAiodSpec(version);
  if (spec === null) {
    it('is not compared', ({ skip }) => skip(`${aiodSpecFile(version)} is absent`));
    return;
  }
  const served = new Map(
    Object.entries(spec.paths).flatMap(([path, verbs]) =>
      Object.keys(verbs).map((verb) => [routeOf(verb, path), path] as const),
    ),
  );

  it('serves every operation, and each of its operations is offered', () => {
    const offered = all.filter(({ name }) => !NOT_SERVED.includes(name)).flatMap(routesOf);
    const older = [...served.keys()].filter((route) =>
      /\/submit\/\{\}$|\/(countrys|ai_paradigms|event_status|number_of_employees)$|categorys$|competencys$/.test(
        route,
      ),
    );
    expect(older.length > 0).toBe(version === 'v2');
    const due = [...served.keys()].filter((route) => !older.includes(route) && !NOT_OFFERED.includes(route));
    expect([...new Set(offered)].sort()).toEqual(due.sort());
  });

  it('takes the filters that each read has, and no other', () => {
    for (const operation of all.filter(({ verb }) => verb === 'GET')) {
      const routes = routesOf(operation).filter((route) => served.has(route));
      const described = new Map(
        routes.flatMap((route) => [...describedQuery(spec, served.get(route) ?? '')]),
      );
      const own = operation.params.filter((param) => param.in === 'query');
      const wires = own.map(({ name, wireName }) => wireName ?? name);
      expect([operation.name, ...wires.toSorted()]).toEqual([
        operation.name,
        ...[...described.keys()].sort(),
      ]);
      const { properties } = advertisedInput(operation);
      for (const { name, wireName } of own) {
        const values = described.get(wireName ?? name);
        if (values) expect(enumOf(properties[name])?.toSorted()).toEqual(values.toSorted());
      }
    }
  });
});

function enumOf(schema: PortableSchema | undefined): readonly string[] | undefined {
  return schema?.items?.enum ?? schema?.enum;
}

describe('credentials', () => {
  it('go with every request that can carry them', () => {
    expect(all.filter(({ auth }) => auth === 'none')).toEqual([]);
    for (const { name, auth, verb } of all)
      if (verb !== 'GET') expect([name, auth]).toEqual([name, 'required']);
  });
});

describe('effects', () => {
  const effectOf = (name: string) => all.find((operation) => operation.name === name)?.effect;

  it.each([
    ['aiod_assets_set_permission', 'share'],
    ['aiod_assets_remove_permission', 'delete'],
    ['aiod_submissions_post', 'create'],
    ['aiod_submissions_retract', 'cancel'],
    ['aiod_organisations_delete_image', 'delete'],
  ])('%s: %s', (name, effect) => {
    expect(effectOf(name)).toBe(effect);
  });
});

describe.each(KIND_NAMES)('%s', (kind) => {
  const own = all.filter(({ resource }) => resource === kind);
  const has = (method: string) => own.some((operation) => operation.method === method);
  const facts = KIND_FACTS[kind];

  it('has the tools that the platform has paths for', () => {
    expect(has('search')).toBe(facts.searchFields !== null);
    expect(has('get_content')).toBe(facts.hasContent || kind === 'contacts');
    expect(has('get_asset_from_platform')).toBe(facts.isOnPlatforms);
    expect(has('list_images') && has('delete_image')).toBe(facts.hasImages);
  });
});
