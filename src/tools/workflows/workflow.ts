import * as z from 'zod';
import type { Incoming } from '../../client/client.ts';
import type { Transfers } from '../../client/transfer.ts';
import type { Clock } from '../../clock.ts';
import type { AllowedFolders } from '../../files/interface.ts';
import type { Arguments, Effect, Outcome, Progress, ToolFacts } from '../operation.ts';
import { type Fields, withOptional } from '../params.ts';

/** A tool that does what a person asks for in one call, over several operations. */
export interface Workflow extends ToolFacts {
  readonly kind: 'workflow';
  /** What it answers: ours to promise, so hosts are told. */
  readonly output: z.ZodObject;
  /** What a call takes away for good, as a sentence without its stop; null where it takes nothing. */
  readonly irreversible: (args: Arguments) => string | null;
  readonly run: (desk: Desk, args: Arguments) => Promise<Arguments>;
}

/** What a workflow works with. */
export interface Desk {
  /**
   * Runs one operation as any call: with its policy, repair and validation. A signal takes the place of the
   * call's own where it must end earlier.
   */
  readonly perform: (operation: string, args: Arguments, signal?: AbortSignal) => Promise<Outcome>;
  /** The same for an operation that answers bytes: hands them over unread. */
  readonly open: (operation: string, args: Arguments) => Promise<Incoming>;
  /** The folders that tools may touch; null where the server was given none. */
  readonly files: AllowedFolders | null;
  readonly transfers: Transfers;
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
  readonly clock: Clock;
}

export interface WorkflowDefinition<I extends z.ZodObject> {
  /** Verb phrase behind the platform's name: `run_and_wait`. */
  readonly does: string;
  readonly says: string;
  readonly effect: Effect;
  readonly input: I;
  readonly output: Fields;
  /** Left out: every call of a workflow whose effect is to delete or to cancel, and no other. */
  readonly irreversible?: (args: z.output<I>) => string | null;
  readonly run: (desk: Desk, args: z.output<I>) => Promise<Arguments>;
}

export function defineWorkflow<I extends z.ZodObject>(
  platform: Workflow['platform'],
  { does, says, effect, input, output, irreversible, run }: WorkflowDefinition<I>,
): Workflow {
  const whole = effect === 'delete' || effect === 'cancel' ? says.replace(/\.$/, '') : null;
  return Object.freeze({
    kind: 'workflow',
    name: `${platform}_${does}`,
    platform,
    resource: 'workflows',
    title: does.replaceAll('_', ' '),
    description: says,
    effect,
    input,
    // An error stands in the same place as the answer, so no field can be promised to be there.
    output: z.object(withOptional(output, [])),
    params: [],
    rules: [],
    retired: null,
    irreversible: (args: Arguments) => (irreversible === undefined ? whole : irreversible(input.parse(args))),
    run: (desk: Desk, args: Arguments) => run(desk, input.parse(args)),
  });
}
