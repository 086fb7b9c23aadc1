import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

export const SURFACES = ['full', 'compact'] as const;
export type Surface = (typeof SURFACES)[number];

/**
 * One step of a script: a tool with its arguments; `confirm`, which repeats the last call as confirmed; or
 * `follow`, which does what the hint of the last error says. A text such as `${1.items.0.id}` in an argument
 * is a part of an earlier result.
 */
const step = z.union([
  z.literal(['confirm', 'follow']),
  z.record(z.string(), z.record(z.string(), z.unknown())).refine((call) => Object.keys(call).length === 1),
]);

const clumsyScript = z.strictObject({
  /** What is clumsy about it. */
  about: z.string(),
  calls: z.array(step).min(1),
  /**
   * `done`: the world is right. `led`: the last call failed and changed nothing, and its hint, followed literally,
   * leads to a call that succeeds. `refused`: it changed nothing, and says what a person has to decide.
   */
  ends: z.enum(['done', 'led', 'refused']),
  /** What the last error must contain. */
  says: z.array(z.string()).default([]),
  surfaces: z.array(z.enum(SURFACES)).default([...SURFACES]),
});

const task = z.strictObject({
  /** What the person says. */
  says: z.string(),
  /** Flags of the server, besides those of the surface. */
  flags: z.record(z.string(), z.unknown()).default({}),
  /** Files in the local folder that the server may access. */
  files: z.record(z.string(), z.string()).default({}),
  /** Requests that make the world from the seed: `PATCH civis/jobs/…` with a body. */
  before: z
    .array(z.strictObject({ request: z.string(), body: z.unknown().optional(), as: z.string().optional() }))
    .default([]),
  /**
   * Every difference that the task makes: a place, in which stars stand for any text, and its new value, or a part
   * of it. `any`: any value. `gone`: nothing is there any more. `maybe`: may be different or not. All else must
   * be as it was.
   */
  changes: z.record(z.string(), z.unknown()).default({}),
  /** What the answer must contain; a list holds alternatives. */
  answer: z.array(z.union([z.string(), z.array(z.string())])).default([]),
  /** What the person asks for cannot be done: the last call must fail, and nothing may be different. */
  impossible: z.boolean().default(false),
  /** The least number of calls. */
  calls: z.int().min(1).max(3),
  reference: z.array(step).min(1),
  clumsy: z.array(clumsyScript).min(3),
});

export type Step = z.output<typeof step>;
export type ClumsyScript = z.output<typeof clumsyScript>;
export type Task = z.output<typeof task> & { readonly name: string };

const FOLDER = 'evals/tasks';

/** Every task, by the name of its file. @throws Error that names the file which is not a task. */
export function readTasks(folder = FOLDER): Task[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .toSorted()
    .map((file) => {
      const read = task.safeParse(parse(readFileSync(join(folder, file), 'utf8')));
      if (!read.success) throw new Error(`${file}: ${z.prettifyError(read.error)}`);
      return { ...read.data, name: basename(file, '.yaml') };
    });
}
