import type { DispatchResult } from '../../dispatch/tool-call.ts';
import { isObject, withoutNulls } from '../../json.ts';
import type { Arguments } from '../../tools/operation.ts';
import type { Page } from '../../tools/outcome.ts';

type Tool = DispatchResult['tool'];

/** A result on its way out: an object, as it will be delivered. */
export type Structured = Record<string, unknown>;

/** Room that a notice and the frame around what is cut may take. */
const FRAME_CHARS = 400;
/** Room, out of that, for the names of the fields that are left out. */
const DROPPED_NAMES_CHARS = 300;

/** Compact JSON without null fields: what a model reads. A copy and one native pass cost less than a replacer. */
export function compactJson(value: unknown): string {
  return JSON.stringify(withoutNulls(value));
}

export interface Truncated {
  readonly structured: Structured;
  /** The same as compact JSON. */
  readonly text: string;
}

/**
 * Cuts a result to the budget, in characters of its text: a list between its items, a table between its
 * rows, an object by its largest fields, a text at its end. What is left out is said in `notice`. `total` is the
 * number of items or characters there were, if the result holds only the first of them.
 */
export function truncate(
  result: Structured,
  budget: number,
  tool: Tool,
  args: Arguments,
  total?: number,
): Truncated {
  const text = compactJson(result);
  if (text.length <= budget && total === undefined) return { structured: result, text };
  const structured = cutResult(result, budget, tool, args, total);
  return { structured, text: compactJson(structured) };
}

function cutResult(
  result: Structured,
  budget: number,
  tool: Tool,
  args: Arguments,
  total: number | undefined,
): Structured {
  const room = Math.max(budget - FRAME_CHARS, 0);
  if (Array.isArray(result['items'])) return cutList(result, result['items'], room, tool, args, total);
  if (Array.isArray(result['data']) && Array.isArray(result['columns'])) {
    return cutTable(result, result['data'], room, tool, args, total);
  }
  const { value, ...others } = result;
  if (typeof value === 'string' && Object.keys(others).length === 0) return cutText(value, room, total);
  return dropLargest(result, budget);
}

function cutList(
  result: Structured,
  items: readonly unknown[],
  room: number,
  tool: Tool,
  args: Arguments,
  total = items.length,
): Structured {
  const [first] = items;
  const fitting = countFitting(items, room);
  // A first item that alone exceeds the budget is shown without its largest fields.
  const shortened = fitting === 0 && isObject(first) ? [dropLargest(first, room)] : undefined;
  const follow = nextCall(tool, args, items, shortened ? 1 : fitting, result['page'] as Page | undefined);
  return {
    ...result,
    items: shortened ?? items.slice(0, follow.shown),
    notice: cutNotice(follow, total, 'items'),
  };
}

/** A table is cut between its rows. */
function cutTable(
  result: Structured,
  rows: readonly unknown[],
  room: number,
  tool: Tool,
  args: Arguments,
  total = rows.length,
): Structured {
  const index = result['index'] as readonly unknown[];
  const frame = compactJson({ ...result, index, data: [] }).length;
  const fitting = countFitting(rows, room - frame);
  if (fitting === 0) return dropLargest(result, room);
  const follow = nextCall(tool, args, rows, fitting, undefined);
  return {
    ...result,
    index: index.slice(0, follow.shown),
    data: rows.slice(0, follow.shown),
    notice: cutNotice(follow, total, 'rows'),
  };
}

function cutNotice({ shown, advice }: NextCall, total: number, what: string): string {
  return `The result is too large: it shows ${shown} of ${total} ${what}. ${advice}`;
}

function countFitting(items: readonly unknown[], room: number): number {
  let used = 0;
  let count = 0;
  for (const item of items) {
    used += compactJson(item ?? null).length + 1;
    if (used > room) break;
    count += 1;
  }
  return count;
}

interface NextCall {
  /** How many items to show, so that the next call follows on without a gap. */
  readonly shown: number;
  /** The arguments of that call. */
  readonly advice: string;
}

function nextCall(
  tool: Tool,
  args: Arguments,
  items: readonly unknown[],
  fitting: number,
  page: Page | undefined,
): NextCall {
  const takes = (name: string) => tool.params.some((param) => param.name === name);
  if (page !== undefined && tool.kind === 'operation' && tool.paging !== null) {
    const { shown, advice } = nextPages(fitting, (page.number - 1) * page.size, tool.paging.maxPageSize);
    // Where all pages are followed the platform is not asked for one of them.
    return {
      shown,
      advice: `For more, call again with ${advice}${args['iterator'] === true ? ', without iterator' : ''}.`,
    };
  }
  const offset = Number(args['offset'] ?? 0) + fitting;
  if (takes('offset')) return { shown: fitting, advice: `For more, call again with offset=${offset}.` };
  const last = items[fitting - 1];
  const lastId = isObject(last) ? last['id'] : undefined;
  if (takes('last_id') && (typeof lastId === 'number' || typeof lastId === 'string'))
    return { shown: fitting, advice: `For more, call again with last_id=${lastId}.` };
  return { shown: fitting, advice: 'To see the others, narrow the call with filters or fields.' };
}

/** Ends what is shown where a page of some size ends, since the platform can only be asked for whole pages. */
function nextPages(fitting: number, before: number, largest: number): NextCall {
  let limit = Math.max(1, Math.min(fitting, largest));
  while (before % limit !== 0) limit -= 1;
  const shown = Math.floor(fitting / limit) * limit;
  return { shown, advice: `limit=${limit} and page_num=${(before + shown) / limit + 1}` };
}

function cutText(text: string, room: number, total = text.length): Structured {
  // Escapes make JSON longer than the text; half the room is always enough to tell.
  let length = Math.min(text.length, room);
  while (length > 0 && JSON.stringify(text.slice(0, length)).length > room) length = Math.floor(length * 0.9);
  const value = text.slice(0, length).toWellFormed();
  return {
    value,
    notice: `The result is too large: it shows the first ${length} of ${total} characters.`,
  };
}

/** The object without its largest fields, its notice included in the room. */
function dropLargest(object: Structured, room: number): Structured {
  const fields = Object.entries(object).map(([name, value]) => ({
    name,
    size: compactJson(value ?? null).length,
    takes: compactJson({ [name]: value ?? '' }).length,
  }));
  let total = fields.reduce((sum, { takes }) => sum + takes, 0);
  const dropped = new Map<string, number>();
  for (const { name, size, takes } of fields.toSorted((one, other) => other.size - one.size)) {
    if (total <= room - FRAME_CHARS) break;
    dropped.set(name, size);
    total -= takes;
  }
  const kept = Object.fromEntries(Object.entries(object).filter(([name]) => !dropped.has(name)));
  return { ...kept, notice: `The result is too large; omitted: ${listDropped(dropped)}.` };
}

/** Fields with their sizes, as many as there is room for. */
function listDropped(dropped: ReadonlyMap<string, number>): string {
  const names: string[] = [];
  let room = DROPPED_NAMES_CHARS;
  for (const [name, size] of dropped) {
    const says = `${name} (${size} characters)`;
    room -= JSON.stringify(says).length;
    if (room < 0) break;
    names.push(says);
  }
  const more = dropped.size - names.length;
  if (names.length === 0) return `${more} fields`;
  return more === 0 ? names.join(', ') : `${names.join(', ')} and ${more} more`;
}
