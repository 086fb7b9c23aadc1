import { startEvalServer } from './eval-server.ts';
import { gradeWorld, missingTexts } from './grade.ts';
import { failureOf, followHints, type Played, playScript } from './play-script.ts';
import type { ClumsyScript, Surface, Task } from './task.ts';
import { differencesBetween } from './world.ts';

/** What came of a script. */
export interface ScriptResult {
  readonly calls: readonly Played[];
  /** Why the script did not end as it must; empty if it did. */
  readonly problems: readonly string[];
  /** What changed that nobody asked for. */
  readonly harm: readonly string[];
}

/** Plays the reference script of a task: the world must be right, by as few calls as the task says. */
export async function runReference(task: Task, surface: Surface): Promise<ScriptResult> {
  return inWorld(task, surface, task.reference, ({ calls, missing, harm }) => {
    const last = calls.at(-1)?.result;
    const failed = calls.filter(
      ({ result }) => result.isError && failureOf(result).kind !== 'confirmation_required',
    );
    const isWrong = task.impossible ? last?.isError !== true && task.answer.length === 0 : failed.length > 0;
    return [
      ...missing,
      ...harm,
      ...missingTexts(task.answer, last?.text ?? ''),
      ...(isWrong ? failed.map(describeCall) : []),
      // To confirm is a person's answer and no call that somebody has to think of.
      ...(calls.filter(({ args }) => args['confirm_token'] === undefined).length > task.calls
        ? [`${calls.length} calls instead of ${task.calls}`]
        : []),
    ];
  });
}

/** Plays a clumsy script: it ends right, or it has changed nothing and is told how to go on. */
export async function runClumsy(task: Task, script: ClumsyScript, surface: Surface): Promise<ScriptResult> {
  return inWorld(task, surface, script.calls, async ({ calls, missing, harm, isUnchanged, follow }) => {
    const last = calls.at(-1);
    if (last === undefined) return ['no call was made'];
    const { hint = '' } = failureOf(last.result);
    const unsaid = missingTexts(script.says, last.result.text);
    if (script.ends === 'done') {
      return [...missing, ...harm, ...unsaid, ...(last.result.isError ? [describeCall(last)] : [])];
    }
    const unsafe = [
      ...(isUnchanged ? [] : ['the world is not as it was', ...harm]),
      ...(last.result.isError ? [] : [`did not fail: ${describeCall(last)}`]),
      ...(hint === '' ? [`no next step: ${describeCall(last)}`] : []),
      ...unsaid,
    ];
    if (script.ends === 'refused' || unsafe.length > 0) return unsafe;
    const followed = await follow(last);
    const end = followed.at(-1);
    if (end === undefined) return [`the hint tells no call: ${describeCall(last)}`];
    return end.result.isError
      ? [`the hint leads nowhere: ${describeCall(last)} → ${followed.map(describeCall).join(' → ')}`]
      : [];
  });
}

interface Ended {
  readonly calls: readonly Played[];
  readonly missing: readonly string[];
  readonly harm: readonly string[];
  readonly isUnchanged: boolean;
  readonly follow: (failed: Played) => Promise<Played[]>;
}

async function inWorld(
  task: Task,
  surface: Surface,
  steps: Task['reference'],
  judge: (ended: Ended) => readonly string[] | Promise<readonly string[]>,
): Promise<ScriptResult> {
  const server = await startEvalServer(task, surface);
  try {
    const before = await server.world();
    const calls = await playScript(server, surface, steps);
    const differences = differencesBetween(before, await server.world());
    const { missing, harm, isUnchanged } = gradeWorld(task, differences);
    const follow = (failed: Played) => followHints(server, surface, failed);
    const problems = await judge({ calls, missing, harm, isUnchanged, follow });
    return { calls, problems, harm };
  } finally {
    await server.close();
  }
}

const MAX_SHOWN = 400;

function describeCall({ tool, args, result }: Played): string {
  return `${tool} ${JSON.stringify(args)}: ${result.text.slice(0, MAX_SHOWN)}`;
}
