import type { PlatformName, Verb } from '../../client/interface.ts';
import type { Effect } from '../effect.ts';
import type { ParameterLocation } from '../operation.ts';
import type { Paging } from '../params.ts';
import type { Shape } from '../shape.ts';
import type { Node } from './node.ts';

/** A parameter of a described operation: as `Param`, with its schema as a node. */
export interface CompiledParam {
  readonly name: string;
  readonly in: Exclude<ParameterLocation, 'prefix'>;
  readonly wire: string | null;
  readonly required: boolean;
  readonly node: number;
}

/** A described operation as plain data, which a file can hold. */
export interface CompiledOperation {
  readonly name: string;
  readonly resource: string;
  readonly method: string;
  readonly description: string;
  readonly effect: Effect;
  readonly verb: Verb;
  readonly path: string;
  readonly auth: 'required' | 'optional' | 'none';
  readonly params: readonly CompiledParam[];
  readonly paging: Paging | null;
  /** Place in the shapes. */
  readonly returns: number;
}

/** A description, compiled: no reference, pattern or text of it is looked at again. */
export interface Compiled {
  readonly platform: PlatformName;
  readonly nodes: readonly Node[];
  readonly shapes: readonly Shape[];
  readonly operations: readonly CompiledOperation[];
  /** What could not be made into operations, and why, a line each. */
  readonly faults: readonly string[];
}

/** Changes whenever a compiled description of before would be read wrongly. */
export const COMPILED_FORMAT = 1;

/** A path that leads nowhere but below the platform's own address. */
export const SAFE_PATH = /^(\/([A-Za-z0-9_~-][A-Za-z0-9_.~-]*|\{\w{1,64}\}))+\/?$/;
