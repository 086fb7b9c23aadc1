import type { Operation, Parameter } from '../../tools/operation.ts';
import { toToolSchema } from '../../tools/portable-schema.ts';
import { camelCase } from '../../tools/wire-names.ts';
import type { HandlerMap } from './civis-platform.ts';

/** Describes the operations of the sandboxed platform as a Swagger 2.0 document. */
export function endpointHandlers(operations: readonly Operation[]): HandlerMap {
  let document: Record<string, unknown> | undefined;
  return {
    'GET /endpoints': () => {
      document ??= swaggerDocument(operations);
      return { value: document };
    },
  };
}

function swaggerDocument(operations: readonly Operation[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const verb = operation.verb.toLowerCase();
    paths[operation.path] = { ...paths[operation.path], [verb]: toSwaggerOperation(operation) };
  }
  return {
    swagger: '2.0',
    info: { title: 'Civis Platform (sandbox)', version: '1' },
    basePath: '/civis',
    produces: ['application/json'],
    paths,
    securityDefinitions: { api_key: { type: 'apiKey', name: 'Authorization', in: 'header' } },
    security: [{ api_key: [] }],
  };
}

function toSwaggerOperation(operation: Operation): Record<string, unknown> {
  const { properties } = toToolSchema(operation.input);
  const parametersIn = (location: Parameter['in']) =>
    operation.params.filter((param) => param.in === location);
  const simpleParameters = [...parametersIn('path'), ...parametersIn('query')].map((param) => ({
    ...properties[param.name],
    name: param.wireName ?? param.name,
    in: param.in,
    required: param.required,
  }));
  const body = parametersIn('body');
  const schema = {
    type: 'object',
    properties: Object.fromEntries(body.map(({ name }) => [camelCase(name), properties[name]])),
    required: body.filter(({ required }) => required).map(({ name }) => camelCase(name)),
  };
  const bodyParameters = body.length === 0 ? [] : [{ name: 'body', in: 'body', required: true, schema }];
  return {
    summary: operation.description,
    parameters: [...simpleParameters, ...bodyParameters],
    responses: { [operation.returns === 'none' ? 204 : 200]: { description: 'success' } },
  };
}
