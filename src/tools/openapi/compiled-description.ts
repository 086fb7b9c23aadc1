import type { PlatformName, Verb } from '../../client/interface.ts';
import type { Effect } from '../effect.ts';
import type { ParameterLocation } from '../operation.ts';
import type { Paging } from '../parameters.ts';
import type { Shape } from '../shape.ts';
import type { SchemaNode } from './schema-nodes.ts';

/** A `Parameter` whose schema is an index into the schemas of the description. */
export interface CompiledParameter {
  readonly name: string;
  readonly in: Exclude<ParameterLocation, 'prefix'>;
  readonly wireName: string | null;
  readonly required: boolean;
  readonly schemaIndex: number;
}

/** An operation of a description as plain data, which can be cached in a file. */
export interface CompiledOperation {
  readonly name: string;
  readonly resource: string;
  readonly method: string;
  readonly description: string;
  readonly effect: Effect;
  readonly verb: Verb;
  readonly path: string;
  readonly auth: 'required' | 'optional' | 'none';
  readonly params: readonly CompiledParameter[];
  readonly paging: Paging | null;
  /** Index into the shapes of the description. */
  readonly returns: number;
  /** The platform still serves it, and advises against it. */
  readonly isDeprecated: boolean;
}

/** All that is needed of a description to create its operations. */
export interface CompiledDescription {
  readonly platform: PlatformName;
  readonly schemas: readonly SchemaNode[];
  readonly shapes: readonly Shape[];
  readonly operations: readonly CompiledOperation[];
  /** What was left out of the description, and why; one line each. */
  readonly warnings: readonly string[];
}

/** To be increased whenever cached descriptions of the previous form would be misread. */
export const COMPILED_FORMAT = 4;

/** A path that cannot lead out of the platform's base address. */
export const SAFE_PATH = /^(\/([A-Za-z0-9_~-][A-Za-z0-9_.~-]*|\{\w{1,64}\}))+\/?$/;
