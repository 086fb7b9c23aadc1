import * as z from 'zod';
import type { Operation, Parameter } from '../../tools/operation.ts';
import type { ApiVersion } from './metadata-reader.ts';

/** The API in the format of OpenAPI: what the operations know of each request that the version serves. */
export function describeCatalogue(
  operations: readonly Operation[],
  version: ApiVersion,
  serves: (verb: string, path: string) => boolean,
): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    for (const path of [operation.path, ...Object.values(operation.pathWith)]) {
      const address = `/${version}${path}`;
      const method = operation.verb.toLowerCase();
      // Several operations may send the same request, and some send one that the platform does not serve.
      if (paths[address]?.[method] !== undefined || !serves(operation.verb, path)) continue;
      paths[address] = { ...paths[address], [method]: describeRequest(operation, path) };
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: `AIoD Metadata Catalogue ${version} (sandbox)`, version },
    paths,
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  };
}

function describeRequest({ params, description, auth, verb }: Operation, path: string): unknown {
  const segments = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = '']) => name);
  const query = params.filter((param) => param.in === 'query');
  const body = params.filter((param) => param.in === 'body');
  return {
    summary: description,
    ...(auth === 'required' && { security: [{ token: [] }] }),
    parameters: [
      ...segments.map((name) => ({
        name,
        in: 'path',
        required: true,
        schema: schemaIn(params.find((param) => param.in === 'path' && wireNameIn(param) === name)),
      })),
      ...query.map((param) => ({
        name: wireNameIn(param),
        in: 'query',
        required: param.required,
        schema: schemaIn(param),
      })),
    ],
    ...(body.length > 0 &&
      verb !== 'GET' && {
        requestBody: {
          required: true,
          content: {
            [path.endsWith('/image') ? 'multipart/form-data' : 'application/json']: {
              schema: bodySchema(body),
            },
          },
        },
      }),
    responses: { 200: { description: 'Success', content: { 'application/json': { schema: {} } } } },
  };
}

function bodySchema(params: readonly Parameter[]): unknown {
  const whole = params.find(({ wireName }) => wireName === null);
  if (whole !== undefined) return schemaIn(whole);
  return {
    type: 'object',
    properties: Object.fromEntries(params.map((param) => [wireNameIn(param), schemaIn(param)])),
    required: params.filter(({ required }) => required).map(wireNameIn),
  };
}

function wireNameIn({ wireName, name }: Parameter): string {
  return wireName ?? name;
}

/** A kind's requests share the schemas of its metadata, which are large. */
const described = new WeakMap<z.ZodType, unknown>();

function schemaIn(param: Parameter | undefined): unknown {
  if (param === undefined) return { type: 'string' };
  const known = described.get(param.schema);
  if (known !== undefined) return known;
  const { $schema: _, ...schema } = z.toJSONSchema(param.schema, { io: 'input', unrepresentable: 'any' });
  described.set(param.schema, schema);
  return schema;
}
