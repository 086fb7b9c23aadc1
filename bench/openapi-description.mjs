// Our own catalogue as other programs take it: an OpenAPI description for peers, tool definitions for a bare SDK
// server, and a Swagger description of any number of operations for the live catalogue.
import { importSources } from '../scripts/sources.mjs';

export const { operations, advertisedInput } = await importSources(
  'src/tools/catalogue/catalogue.ts',
  'src/tools/portable-schema.ts',
);

const VERBS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

/** Where each parameter goes, and its schema as the list of tools shows it. */
function placed(operation, location) {
  const { properties } = advertisedInput(operation);
  return operation.params
    .filter((param) => param.in === location && properties[param.name] !== undefined)
    .map((param) => ({ ...param, schema: properties[param.name] }));
}

/** An OpenAPI 3.0 description of all operations of both platforms, on one server. */
export function describeAsOpenApi(origin) {
  return {
    openapi: '3.0.3',
    info: { title: 'Catalogue', version: '1.0.0' },
    servers: [{ url: origin }],
    paths: pathsOf(operations, (operation) => ({
      parameters: [...parametersIn(operation, 'path'), ...parametersIn(operation, 'query')],
      ...(VERBS_WITH_BODY.has(operation.verb) && {
        requestBody: { content: { 'application/json': { schema: bodySchema(operation) } } },
      }),
      responses: {
        200: { description: 'OK', content: { 'application/json': { schema: { type: 'object' } } } },
      },
    })),
  };

  function parametersIn(operation, location) {
    return placed(operation, location).map(({ name, required, schema }) => {
      const { description, ...rest } = schema;
      return { name, in: location, required: location === 'path' || required, description, schema: rest };
    });
  }
}

/**
 * A Swagger description of Civis with as many operations as asked for beyond those that we know: each is one of
 * ours under a resource of its own, such as `/jobs7`.
 */
export function describeAsSwagger(count) {
  const models = operations.filter(
    ({ platform, path }) => platform === 'civis' && !path.startsWith('/endpoints'),
  );
  const described = Array.from({ length: count }, (_, at) => {
    const model = models[at % models.length];
    const copy = Math.floor(at / models.length) + 2;
    return { ...model, path: model.path.replace(/^\/\w+/, (resource) => `${resource}${copy}`), model, copy };
  });
  return {
    swagger: '2.0',
    info: { title: 'Catalogue', version: '1.0.0' },
    host: 'api.example.com',
    schemes: ['https'],
    paths: pathsOf(described, ({ model, copy, description }) => ({
      summary: `${description} Group ${copy}.`,
      parameters: [
        ...parametersIn(model, 'path'),
        ...parametersIn(model, 'query'),
        ...(VERBS_WITH_BODY.has(model.verb) ? [{ name: 'body', in: 'body', schema: bodySchema(model) }] : []),
      ],
      responses: {
        200: { description: 'OK', schema: { type: 'object', properties: { id: { type: 'integer' } } } },
      },
    })),
    definitions: {},
  };

  function parametersIn(operation, location) {
    return placed(operation, location).map(({ name, required, schema }) => ({
      name,
      in: location,
      required: location === 'path' || required,
      ...schema,
    }));
  }
}

/** What a bare server needs of each tool to list it and to make its request. */
export function toolDefinitions() {
  return operations.map((operation) => ({
    name: operation.name,
    description: operation.description,
    inputSchema: advertisedInput(operation),
    verb: operation.verb,
    path: operation.path,
  }));
}

function bodySchema(operation) {
  const params = placed(operation, 'body');
  const required = params.filter((param) => param.required).map(({ name }) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(params.map(({ name, schema }) => [name, schema])),
    ...(required.length > 0 && { required }),
  };
}

function pathsOf(list, describe) {
  const paths = {};
  for (const operation of list) {
    const verb = operation.verb.toLowerCase();
    // Two of our operations may make the same request; a description has one for each verb and path.
    const path =
      paths[operation.path]?.[verb] === undefined ? operation.path : `${operation.path}/${operation.name}`;
    paths[path] ??= {};
    const item = paths[path];
    item[verb] = {
      operationId: operation.name,
      summary: operation.description,
      tags: [operation.resource],
      ...describe(operation),
    };
  }
  return paths;
}
