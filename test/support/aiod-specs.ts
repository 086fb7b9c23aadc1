import { existsSync, readFileSync } from 'node:fs';

/** One attribute as a platform's description states it. */
export interface DescribedAttribute {
  readonly type: string;
  readonly format?: string;
  readonly isList: boolean;
  readonly isRequired: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly default?: unknown;
  readonly refusesUnknown: boolean;
  readonly fields?: Readonly<Record<string, DescribedAttribute>>;
}

interface SpecSchema {
  readonly $ref?: string;
  readonly allOf?: readonly SpecSchema[];
  readonly type?: string;
  readonly format?: string;
  readonly items?: SpecSchema;
  readonly properties?: Readonly<Record<string, SpecSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly default?: unknown;
  readonly enum?: readonly string[];
}

interface SpecOperation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly schema: SpecSchema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: SpecSchema }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: SpecSchema }>> }>
  >;
}

/** A description that AI-on-Demand publishes of itself. */
export interface AiodSpec {
  readonly paths: Readonly<Record<string, Readonly<Record<string, SpecOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, SpecSchema>> };
}

/** Material that stays outside of the project. */
export function aiodSpecFile(version: string): string {
  return `../shared/specs/aiod-openapi-${version}.json`;
}

/** The description of a version, with paths without it; null where the material is absent. */
export function readAiodSpec(version: string): AiodSpec | null {
  const file = aiodSpecFile(version);
  if (!existsSync(file)) return null;
  const spec = JSON.parse(readFileSync(file, 'utf8')) as AiodSpec;
  const paths = Object.entries(spec.paths).map(([path, operations]) => [
    path.replace(`/${version}/`, '/'),
    operations,
  ]);
  return { ...spec, paths: Object.fromEntries(paths) };
}

/** The attributes that a POST of the kind takes. */
export function describedAttributes(spec: AiodSpec, kind: string): Record<string, DescribedAttribute> {
  return fieldsIn(spec, jsonSchema(spec.paths[`/${kind}`]?.['post']?.requestBody));
}

/** The keys of a record that a GET returns. */
export function describedKeys(spec: AiodSpec, kind: string): string[] {
  const schema = jsonSchema(spec.paths[`/${kind}`]?.['post']?.requestBody);
  const name =
    schema.$ref
      ?.split('/')
      .at(-1)
      ?.replace(/Create$/, 'Read') ?? '';
  return Object.keys(spec.components.schemas[name]?.properties ?? {});
}

/** The values that a query parameter takes, by its name. */
export function describedQuery(spec: AiodSpec, path: string): ReadonlyMap<string, readonly string[] | null> {
  const parameters = spec.paths[path]?.['get']?.parameters ?? [];
  return new Map(
    parameters
      .filter((parameter) => parameter.in === 'query')
      .map(({ name, schema }) => {
        const resolved = resolve(spec, schema.items ?? schema);
        return [name, resolved.enum ?? null] as const;
      }),
  );
}

function jsonSchema(body: SpecOperation['requestBody']): SpecSchema {
  return body?.content['application/json']?.schema ?? {};
}

function resolve(spec: AiodSpec, schema: SpecSchema): SpecSchema {
  const [only] = schema.allOf ?? [];
  const target = schema.$ref ?? only?.$ref;
  return target === undefined ? schema : (spec.components.schemas[target.split('/').at(-1) ?? ''] ?? {});
}

function fieldsIn(spec: AiodSpec, given: SpecSchema): Record<string, DescribedAttribute> {
  const { properties = {}, required = [] } = resolve(spec, given);
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      attributeIn(spec, schema, required.includes(name)),
    ]),
  );
}

function attributeIn(spec: AiodSpec, schema: SpecSchema, isRequired: boolean): DescribedAttribute {
  const value = resolve(spec, schema.items ?? schema);
  const { type = '', format, minLength, maxLength, properties, additionalProperties } = value;
  return {
    type,
    isList: schema.type === 'array',
    isRequired,
    refusesUnknown: additionalProperties === false,
    ...(format !== undefined && format !== 'binary' && { format }),
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...(schema.default !== undefined && { default: schema.default }),
    ...(properties !== undefined && { fields: fieldsIn(spec, value) }),
  };
}
