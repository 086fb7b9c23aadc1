import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { validateArguments } from '../../../src/dispatch/validate.ts';
import { snakeCase } from '../../../src/json.ts';
import { extraOperations, operationsByName } from '../../../src/tools/catalogue/catalogue.ts';
import { isDestructive } from '../../../src/tools/effect.ts';
import { exampleArguments } from '../../../src/tools/examples/example-arguments.ts';
import type { Operation } from '../../../src/tools/operation.ts';
import type { Paging } from '../../../src/tools/parameters.ts';
import { advertisedInput, toToolSchema } from '../../../src/tools/portable-schema.ts';
import type { Shape } from '../../../src/tools/shape.ts';
import { operationsIn } from '../../support/descriptions.ts';
import { strangersIn } from '../../support/schemas.ts';
import type { Swagger, SwaggerOperation, SwaggerSchema } from '../../support/swagger.ts';
import { parametersOf, schemaDifferences } from '../../support/swagger-facts.ts';

/** What Civis answers today; no part of the project, so that it may not be there. */
const TODAY = ['../shared/specs/civis-swagger.json', '../../shared/specs/civis-swagger.json'].find((path) =>
  existsSync(path),
);
const own = extraOperations.filter(({ platform }) => platform === 'civis');
const resources = new Set(own.map(({ resource }) => resource));

/** Requests of these resources that Civis calls deprecated or legacy in words, beside those that it marks. */
const DEPRECATED = [
  'DELETE /groups/{id}',
  'DELETE /projects/{project_id}',
  'GET /scripts/{id}',
  'POST /scripts',
  'POST /scripts/{id}/run',
  'DELETE /scripts/{id}',
  ...['containers', 'custom', 'dbt', 'javascript', 'python3', 'r', 'sql'].map(
    (kind) => `DELETE /scripts/${kind}/{id}`,
  ),
];

/** Known to the live catalogue alone: Shiny reports, which few have, and the sorting of every page of the web site. */
const isLeftOut = ({ path, name }: Operation) =>
  path.startsWith('/reports/services') || name === 'civis_users_patch_me';

describe('operations beyond the documentation', () => {
  it.each(own.map((operation) => [operation.name, operation] as const))(
    '%s is well made',
    (name, operation) => {
      expect(name).toMatch(/^[a-z0-9_]{1,50}$/);
      expect(operationsByName.has(name)).toBe(false);
      expect(operation.description).toMatch(/^[A-Z].*\.$/s);
      expect(strangersIn(advertisedInput(operation))).toEqual([]);
      expect(operation.effect === 'read').toBe(operation.verb === 'GET');
      if (operation.verb === 'DELETE') expect(isDestructive(operation.effect)).toBe(true);
      const example = exampleArguments(operation);
      expect(validateArguments(operation, example)).toEqual(example);
      expect(JSON.stringify(example)).not.toMatch(/"<\w+>"/);
    },
  );
});

describe.skipIf(TODAY === undefined)('what Civis describes today', () => {
  const text = TODAY === undefined ? '' : readFileSync(TODAY, 'utf8');
  const swagger = (text === '' ? { paths: {}, definitions: {} } : JSON.parse(text)) as Swagger;
  const described = text === '' ? {} : operationsIn(text);
  const rawOf = ({ path, verb }: Operation): SwaggerOperation | undefined => {
    const item = swagger.paths[path] ?? swagger.paths[`${path}/`];
    return item?.[verb.toLowerCase()];
  };

  it('is offered whole, but for what is deprecated', () => {
    const due = Object.values(described)
      .filter(({ resource }) => resources.has(resource))
      .filter((operation) => rawOf(operation)?.deprecated !== true && !isLeftOut(operation))
      .filter(({ verb, path }) => !DEPRECATED.includes(`${verb} ${path}`))
      .map(({ name }) => name);
    const offered = [...own.map(({ name }) => name), ...operationsByName.keys()];
    expect(due.filter((name) => !offered.includes(name))).toEqual([]);
    expect(own.filter(({ name }) => !due.includes(name)).map(({ name }) => name)).toEqual([]);
  });

  it.each(own.map((operation) => [operation.name, operation] as const))(
    '%s has its name, request, parameters and response',
    (name, operation) => {
      const live = described[name];
      const raw = parametersOf(swagger, rawOf(operation)?.parameters ?? []);
      const request = (each: Operation | undefined) => ({ verb: each?.verb, path: each?.path });
      expect(request(operation)).toEqual(request(live));
      expect(placesOf(operation)).toEqual(placesOf(live));
      expect(parameterDifferences(operation, raw)).toEqual([]);
      expect(fieldsOf(operation.returns)).toEqual(fieldsOf(live?.returns ?? 'none'));
      expect(operation.paging === null).toBe(live?.paging === null);
      if (operation.paging !== null) expectPaging(operation.paging, raw);
    },
  );

  function parameterDifferences(operation: Operation, raw: ReadonlyMap<string, SwaggerSchema>): string[] {
    const { properties } = toToolSchema(operation.input);
    return operation.params.flatMap(({ name, in: place, wireName }) => {
      if (place === 'client') return [];
      const [schema, fact] = [properties[name], raw.get(wireName ?? name)];
      if (schema === undefined || fact === undefined) return [`${name} is not described`];
      return schemaDifferences(swagger, schema, fact, name);
    });
  }
});

/** The default page and order, which the description states in words. */
function expectPaging(paging: Paging, raw: ReadonlyMap<string, SwaggerSchema>): void {
  const words = (param: string) => raw.get(param)?.description ?? '';
  const { maxPageSize, defaultPageSize = maxPageSize, orderFields, defaultDirection } = paging;
  expect(words('limit')).toMatch(new RegExp(`Defaults to (its maximum of )?${defaultPageSize}\\.`));
  expect(words('order')).toContain(`Defaults to ${orderFields[0]}.`);
  expect(words('order_dir')).toContain(`defaulting to ${defaultDirection}.`);
}

/** Each parameter with its place, its name in the request and whether it is required. */
function placesOf(operation: Operation | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (operation?.params ?? []).map(({ name, in: place, wireName, required }) => [
      name,
      `${place} ${wireName ?? ''} ${required}`,
    ]),
  );
}

/**
 * The names in a shape. That a field can be null, which texts are times, and that the keys of an object without
 * named properties are data, is known beyond the description.
 */
function fieldsOf(shape: Shape): unknown {
  if (shape === 'time') return 'text';
  if (shape === 'map') return 'any';
  if (typeof shape === 'string') return shape;
  if (Array.isArray(shape)) return [fieldsOf(shape[0])];
  return Object.fromEntries(
    Object.entries(shape as Readonly<Record<string, Shape>>).map(([key, inner]) => [
      snakeCase(key.replace(/\?$/, '')),
      fieldsOf(inner),
    ]),
  );
}
