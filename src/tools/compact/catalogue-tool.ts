import * as z from 'zod';
import type { Answer, Invocation } from '../invoke.ts';
import { type Effect, type Hints, hintsOf, type ToolFacts } from '../operation.ts';
import { type Fields, withOptional } from '../params.ts';

/** What arguments are checked against. */
export type Checked = Pick<ToolFacts, 'name' | 'input' | 'params' | 'rules'>;

/** A tool over the catalogue: it finds and explains operations, or passes a call on to one. */
export interface CatalogueTool extends Checked {
  readonly kind: 'catalogue';
  readonly resource: 'operations';
  readonly title: string;
  readonly description: string;
  readonly hints: Hints;
  /** Left out where the answer is an operation's. */
  readonly output: z.ZodObject | null;
  readonly answer: (invocation: Invocation) => Promise<Answer>;
}

interface Definition {
  readonly does: string;
  readonly says: string;
  /** What a call may do: all of it shows in the hints. */
  readonly effects: readonly Effect[];
  readonly input: z.ZodObject;
  readonly output?: Fields;
  readonly answer: (tool: CatalogueTool, invocation: Invocation) => Promise<Answer>;
}

export function defineCatalogueTool({
  does,
  says,
  effects,
  input,
  output,
  answer,
}: Definition): CatalogueTool {
  const tool: CatalogueTool = Object.freeze({
    kind: 'catalogue',
    resource: 'operations',
    name: `operations_${does}`,
    title: `operations: ${does}`,
    description: says,
    input,
    params: [],
    rules: [],
    hints: hintsOfAll(effects),
    // An error stands in the same place as the answer, so no field can be promised to be there.
    output: output === undefined ? null : z.object(withOptional(output, [])),
    answer: (invocation: Invocation) => answer(tool, invocation),
  });
  return tool;
}

/** The hints of a tool that does any of these: as bad as the worst of them. */
function hintsOfAll(effects: readonly Effect[]): Hints {
  const hints = effects.map(hintsOf);
  return Object.freeze({
    readOnlyHint: hints.every(({ readOnlyHint }) => readOnlyHint),
    destructiveHint: hints.some(({ destructiveHint }) => destructiveHint),
    idempotentHint: hints.every(({ idempotentHint }) => idempotentHint),
    openWorldHint: true,
  });
}

/** An answer out of the catalogue, for which nothing was sent. */
export function answerOf(tool: CatalogueTool, args: Answer['args'], value: unknown): Answer {
  return { tool, args, outcome: { value }, traffic: { requests: 0, retries: 0, status: undefined } };
}
