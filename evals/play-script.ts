import { callableTools } from '../src/dispatch/tool-catalogue.ts';
import { isObject, toText } from '../src/json.ts';
import { ALIASES } from '../src/tools/catalogue/tool-aliases.ts';
import type { CallResult, EvalServer } from './eval-server.ts';
import { type Call, type Failure, followHint } from './follow-hint.ts';
import type { Step, Surface } from './task.ts';

/** A call that was made, and what came of it. */
export interface Played extends Call {
  readonly result: CallResult;
}

const catalogue = callableTools([]);

const parametersOf = (tool: string) => Object.keys(catalogue.get(tool)?.input.shape ?? {});

/** Maximum number of hints that are followed, one after the other. */
const MAX_HINTS = 3;

/** Plays the steps of a script, in the words of the surface, and returns the calls that were made. */
export async function playScript(
  server: EvalServer,
  surface: Surface,
  steps: readonly Step[],
): Promise<Played[]> {
  const played: Played[] = [];
  for (const step of steps) {
    const call = nextCall(step, played);
    // The full surface lists what the compact one has to search for.
    if (surface === 'full' && call.tool.startsWith('operations_')) continue;
    played.push(await play(server, surface, call));
  }
  return played;
}

/** Follows the hint of the last call, and of what it leads to, until a call succeeds or nobody says how to go on. */
export async function followHints(server: EvalServer, surface: Surface, failed: Played): Promise<Played[]> {
  const played = [failed];
  for (let last = failed; last.result.isError && played.length <= MAX_HINTS; ) {
    const next = followHint(last, failureOf(last.result), parametersOf);
    if (next === undefined) break;
    last = await play(server, surface, next);
    played.push(last);
  }
  return played.slice(1);
}

export function failureOf({ data, text }: CallResult): Failure & { readonly confirm_token?: string } {
  const error = data['error'];
  if (!isObject(error)) return { kind: 'unknown', message: text };
  return error as unknown as Failure;
}

async function play(server: EvalServer, surface: Surface, call: Call): Promise<Played> {
  return { ...call, result: await server.call(surface === 'full' ? call : onCompact(call)) };
}

/** Operations are not listed on the compact surface: they are run by their names. */
function onCompact({ tool, args }: Call): Call {
  const known = catalogue.get(ALIASES.get(tool) ?? tool);
  if (tool.startsWith('operations_') || known?.kind === 'workflow') return { tool, args };
  const reads = known === undefined || known.effect === 'read';
  return { tool: reads ? 'operations_read' : 'operations_change', args: { name: tool, arguments: args } };
}

function nextCall(step: Step, played: readonly Played[]): Call {
  const last = played.at(-1);
  if (step === 'confirm' || step === 'follow') {
    if (last === undefined) throw new Error(`${step} needs a call before it`);
    const failure = failureOf(last.result);
    if (step === 'confirm') {
      const { tool, args } = last;
      return { tool, args: { ...args, confirm_token: failure.confirm_token ?? 'no token was given' } };
    }
    const next = followHint(last, failure, parametersOf);
    if (next === undefined) throw new Error(`no call follows from: ${last.result.text}`);
    return next;
  }
  const [[tool, args] = ['', {}]] = Object.entries(step);
  return { tool, args: fill(args, played) as Call['args'] };
}

const REFERENCE = /\$\{(\d+)\.([\w.]+)\}/g;

/** Puts parts of earlier results in the place of `${1.items.0.id}`. */
function fill(value: unknown, played: readonly Played[]): unknown {
  if (Array.isArray(value)) return value.map((each) => fill(each, played));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner, played)]));
  if (typeof value !== 'string') return value;
  const read = (call: string, path: string) => partOf(played[Number(call) - 1]?.result.data, path);
  const whole = /^\$\{(\d+)\.([\w.]+)\}$/.exec(value);
  if (whole !== null) return read(whole[1] ?? '', whole[2] ?? '');
  return value.replace(REFERENCE, (_, call: string, path: string) => toText(read(call, path)));
}

function partOf(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce(
      (inner, key) =>
        typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined,
      value,
    );
}
