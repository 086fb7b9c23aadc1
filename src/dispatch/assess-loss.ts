import { CallError } from '../errors.ts';
import { isObject } from '../json.ts';
import type { Arguments, Operation } from '../tools/operation.ts';
import { listSome } from '../wording.ts';
import type { WorkflowContext } from '../workflows/workflow.ts';
import { combineLosses, descriptionForPeople, type Loss, lossInArguments } from './loss.ts';
import { findObjectReader, type ReadObject } from './object-reader.ts';
import { operationsAt } from './operations-by-path.ts';
import { factsOf, metadataOf } from './record-attributes.ts';
import { clearedAttributes, replacedImages } from './record-loss.ts';
import { clearedFields } from './replace-loss.ts';
import { createRunChecks } from './run-loss.ts';
import { shareCheck } from './share-loss.ts';
import { readOrError, type StateCheck, uncheckedLoss } from './state-check.ts';
import type { Tool } from './tool-catalogue.ts';

/** Characters of a field's name in a question: the keys of a free map are whatever someone wrote. */
const MAX_NAME_CHARS = 60;

type Catalogue = ReadonlyMap<string, Operation>;

/** Finds out what a call takes away: from its arguments and, where these do not tell, from the present state. */
export interface LossAssessor {
  /** Whether a call with these arguments can take something away at all. */
  mayLose(tool: Tool, args: Arguments): boolean;
  /** What it takes away now; null if nothing. `context` is for a workflow's plan, and reads only. */
  assess(tool: Tool, args: Arguments, read: ReadObject, context: WorkflowContext): Promise<Loss | null>;
  /** The operation that changes single fields of what this one replaces, where a caller may use it. */
  partialUpdateOf(tool: Tool): Operation | undefined;
}

/** `catalogue` holds the operations that can be read; `advised` those that a text may name. */
export function createLossAssessor(catalogue: Catalogue, advised: Catalogue): LossAssessor {
  const runCheck = createRunChecks(catalogue);

  function checkOf(operation: Operation): StateCheck | null {
    switch (operation.effect) {
      case 'replace':
        return operation.procedure === 'replace_record' ? recordCheck(operation) : replaceCheck(operation);
      case 'update':
        return operation.procedure === 'read_merge_replace' && factsOf(operation).hasImages
          ? recordCheck(operation)
          : null;
      case 'share':
        return shareCheck(operation, catalogue);
      case 'run':
        return runCheck(operation);
      default:
        return null;
    }
  }

  function replaceCheck(operation: Operation): StateCheck {
    const reader = findObjectReader(operation, catalogue);
    const replaces = descriptionForPeople(operation);
    // Nothing shows what a transfer or a checkout replaces.
    if (reader === null) return async () => ({ says: replaces, grade: 'irreversible' });
    return async (args, read) => {
      const current = await readOrError(reader.read(args, read));
      if (current instanceof CallError) return uncheckedLoss('What this clears', current);
      const cleared = isObject(current) ? clearedFields(operation, args, current) : null;
      if (cleared === null) {
        return uncheckedLoss(
          'What this clears',
          new CallError('not_found', 'Reading the object does not show it.'),
        );
      }
      return clearing(operation, cleared);
    };
  }

  /** AI-on-Demand’s records: an update loses nothing but images whose list it replaces. */
  function recordCheck(operation: Operation): StateCheck {
    const reader = findObjectReader(operation, catalogue);
    const what = operation.effect === 'update' ? 'What this replaces' : 'What this clears';
    return async (args, read) => {
      if (operation.effect === 'update' && metadataOf(args)['media'] === undefined) return null;
      const current = await readOrError(reader?.read(args, read) ?? Promise.resolve(undefined));
      if (current instanceof CallError) return uncheckedLoss(what, current);
      if (!isObject(current)) {
        return uncheckedLoss(what, new CallError('not_found', 'Reading the object does not show it.'));
      }
      const images = replacedImages(operation, args, current);
      return combineLosses([
        operation.effect === 'update'
          ? null
          : clearing(operation, clearedAttributes(operation, args, current)),
        images.length === 0
          ? null
          : {
              says: `This deletes the uploaded images ${listSome(images.map(quoteOddName))}`,
              grade: 'irreversible',
              advice: 'To keep them, leave out media.',
            },
      ]);
    };
  }

  /** The loss of these fields; null if there are none. */
  function clearing(operation: Operation, cleared: readonly string[]): Loss | null {
    if (cleared.length === 0) return null;
    const partial = partialUpdateOf(operation);
    const advice = `To keep them, ${partial === undefined ? '' : `use ${partial.name} or `}send them.`;
    return { says: `This clears ${listSome(cleared.map(quoteOddName))}`, grade: 'irreversible', advice };
  }

  function partialUpdateOf(tool: Tool): Operation | undefined {
    if (tool.effect !== 'replace' || tool.kind !== 'operation') return undefined;
    return operationsAt(tool.path, tool.platform, advised).find(
      ({ verb, procedure }) => verb === 'PATCH' || procedure === 'read_merge_replace',
    );
  }

  async function assessState(
    tool: Tool,
    args: Arguments,
    read: ReadObject,
    context: WorkflowContext,
  ): Promise<readonly (Loss | null)[]> {
    if (tool.kind === 'operation') return [(await checkOf(tool)?.(args, read)) ?? null];
    const planned = (await tool.plan?.(context, args).catch(asTimeout)) ?? [];
    if (planned instanceof CallError) return [uncheckedLoss('What this changes', planned)];
    return Promise.all(
      planned.map(async (call) => {
        if ('says' in call) return { says: call.says, grade: 'irreversible' } as const;
        const operation = catalogue.get(call.name);
        return (operation && (await checkOf(operation)?.(call.args, read))) ?? null;
      }),
    );
  }

  return {
    mayLose: (tool, args) =>
      lossInArguments(tool, args) !== null ||
      (tool.kind === 'operation' ? checkOf(tool) !== null : tool.plan !== undefined),
    assess: async (tool, args, read, context) =>
      combineLosses([lossInArguments(tool, args), ...(await assessState(tool, args, read, context))]),
    partialUpdateOf,
  };
}

/** Any other failure of a plan is one of the workflow too, which fails with it before it changes anything. */
function asTimeout(cause: unknown): CallError {
  if (cause instanceof CallError && cause.kind === 'cancelled') return cause;
  throw cause;
}

/** A name that is not a plain one is quoted, so that it cannot pass for a part of the sentence. */
function quoteOddName(name: string): string {
  return name.length <= MAX_NAME_CHARS && /^[\w.]+$/.test(name)
    ? name
    : JSON.stringify(name.slice(0, MAX_NAME_CHARS).toWellFormed());
}
