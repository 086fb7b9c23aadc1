import * as z from 'zod';
import type { CompactTool } from '../dispatch/tool-call.ts';
import { validateArguments } from '../dispatch/validate.ts';
import { CallError } from '../errors.ts';
import { EFFECTS } from '../tools/effect.ts';
import type { Operation } from '../tools/operation.ts';
import { int, list, oneOf, record, text } from '../tools/parameters.ts';
import type { OperationSearch } from '../tools/search/operation-search.ts';
import { asksToWait, requestedWorkflow, workflowFor } from '../tools/search/workflow-fits.ts';
import { unknownName, wasNotCalled } from '../wording.ts';
import type { Workflow } from '../workflows/workflow.ts';
import { catalogueResult, defineCompactTool } from './define-compact-tool.ts';
import { emptyFilters, noMatch, OTHER_LANGUAGE, resourceCounts, weakMatch } from './search-notes.ts';

/** Maximum and default number of operations in a result. */
const MAX_FOUND = 20;
const DEFAULT_FOUND = 5;
/** Maximum number of operations in a result whose best one may be about something else. */
const MAX_WEAK = 3;

const input = z.strictObject({
  query: text(),
  platform: oneOf(['civis', 'aiod']).optional(),
  resource: text('Such as jobs.').optional(),
  effect: oneOf(EFFECTS).optional(),
  limit: z.int().min(1).max(MAX_FOUND).describe(`Default: ${DEFAULT_FOUND}.`).default(DEFAULT_FOUND),
});
type Filters = Pick<z.output<typeof input>, 'platform' | 'resource' | 'effect'>;

const found = record({
  name: text(),
  title: text(),
  effect: text(),
  summary: text(),
  required: list(text()),
});

interface Answer {
  readonly items: readonly unknown[];
  readonly total: number;
  readonly note?: string;
}

/** What is searched. */
export interface Searchable {
  readonly search: OperationSearch;
  readonly operations: readonly Operation[];
  readonly workflows: readonly Workflow[];
  /** Why operations of a platform are missing at this moment. */
  readonly missing: () => readonly string[];
}

/** Finds operations among the given ones, and the workflows that fit, by a description of what to do. */
export function searchTool({ search, operations, workflows, missing }: Searchable): CompactTool {
  const resources = [...new Set(operations.map(({ resource }) => resource))].sort();

  return defineCompactTool({
    verb: 'search',
    description:
      'Find operations of the platforms by describing what you want to do. Queries in English. Use this for everything that is not listed as a tool.',
    effects: ['read'],
    input,
    output: { items: list(found), total: int('Number of matching operations.'), note: text() },
    call: async (tool, { args: given }) => {
      const args = input.parse(validateArguments(tool, given));
      const resource = args.resource === undefined ? undefined : knownResource(args.resource);
      const { note, ...answer } = answerTo(args.query, { ...args, resource }, args.limit);
      const notes = [...(note === undefined ? [] : [note]), ...missing()];
      return catalogueResult(tool, args, { ...answer, ...(notes.length > 0 && { note: notes.join(' ') }) });
    },
  });

  function answerTo(query: string, filters: Filters, limit: number): Answer {
    const isAllowed = (tool: Operation | Workflow) => passes(tool, filters);
    const isUnfiltered = filters.resource === undefined && filters.effect === undefined;
    if (query.trim() === '' && isUnfiltered) {
      const allowed = operations.filter(isAllowed);
      return { items: [], total: allowed.length, note: resourceCounts(allowed) };
    }
    const { operations: best, total, ...match } = search.find(query, limit, isAllowed);
    if (match.isOtherLanguage) return { items: [], total, note: OTHER_LANGUAGE };
    if (best.length === 0) {
      const without = search.find(query, limit).total;
      const note = without > 0 ? emptyFilters(filters, without) : noMatch(match.topic, resources);
      return { items: [], total, note };
    }
    if (match.isWeak) {
      const nearest = best.slice(0, MAX_WEAK);
      return { items: nearest.map(summaryOf), total, note: weakMatch(match.topic, nearest) };
    }
    const items = withWorkflow(best, query, isAllowed).slice(0, limit);
    return { items: items.map(summaryOf), total };
  }

  /** A workflow stands after the operation that it does more than, and before it if the query says so. */
  function withWorkflow(
    best: readonly Operation[],
    query: string,
    isAllowed: (tool: Workflow) => boolean,
  ): readonly (Operation | Workflow)[] {
    const [first, ...others] = best;
    if (first === undefined || query.trim() === first.name) return best;
    const requested = requestedWorkflow(query);
    const name = requested ?? workflowFor(first);
    const workflow = workflows.find((each) => each.name === name && isAllowed(each));
    if (workflow === undefined) return best;
    const isFirst = requested !== undefined || asksToWait(query);
    return isFirst ? [workflow, first, ...others] : [first, workflow, ...others];
  }

  /** Accepts `jobs`, and `civis.jobs` as in `--tools`. */
  function knownResource(given: string): string {
    const resource = given
      .trim()
      .toLowerCase()
      .replace(/^(civis|aiod)[._]/, '');
    if (resources.includes(resource)) return resource;
    throw new CallError(
      'invalid_input',
      wasNotCalled('operations_search', unknownName('resource', resource, resources)),
      { faulty: ['resource'] },
    );
  }
}

function passes(tool: Operation | Workflow, { platform, resource, effect }: Filters): boolean {
  return (
    (platform === undefined || tool.platform === platform) &&
    (resource === undefined || tool.resource === resource) &&
    (effect === undefined || tool.effect === effect)
  );
}

function summaryOf({ name, title, effect, description, input: schema }: Operation | Workflow) {
  const required = Object.entries(schema.shape)
    .filter(([, field]) => !(field as z.ZodType).isOptional())
    .map(([field]) => field);
  return { name, title, effect, summary: description, required };
}
