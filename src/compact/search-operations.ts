import * as z from 'zod';
import type { CompactTool } from '../dispatch/tool-call.ts';
import { validateArguments } from '../dispatch/validate.ts';
import { CallError } from '../errors.ts';
import { EFFECTS } from '../tools/effect.ts';
import type { Operation } from '../tools/operation.ts';
import { int, list, oneOf, record, text } from '../tools/parameters.ts';
import type { OperationSearch } from '../tools/search/operation-search.ts';
import { unknownName, wasNotCalled } from '../wording.ts';
import { catalogueResult, defineCompactTool } from './define-compact-tool.ts';

/** Maximum and default number of operations in one result. */
const MAX_FOUND = 20;
const DEFAULT_FOUND = 5;
/** Parts of a platform that a note names. */
const MAX_NAMED_RESOURCES = 40;

const input = z.strictObject({
  query: text('What to do, in plain words'),
  platform: oneOf(['civis', 'aiod']).optional(),
  resource: text('E.g. jobs').optional(),
  effect: oneOf(EFFECTS).optional(),
  limit: z.int().min(1).max(MAX_FOUND).describe(`${DEFAULT_FOUND} when absent`).default(DEFAULT_FOUND),
});

const found = record({
  name: text(),
  title: text(),
  effect: text(),
  summary: text(),
  required: list(text()),
});

/** Finds operations among these by what a person wants done. */
export function searchTool(search: OperationSearch, operations: readonly Operation[]): CompactTool {
  const resources = [...new Set(operations.map(({ resource }) => resource))].sort();

  return defineCompactTool({
    verb: 'search',
    description:
      'Find operations of the platforms by what you want done; most are not listed as tools. Then run one.',
    effects: ['read'],
    input,
    output: { items: list(found), total: int(), note: text() },
    call: async (tool, { args: given }) => {
      const args = input.parse(validateArguments(tool, given));
      const { query, platform, effect, limit } = args;
      const resource = args.resource === undefined ? undefined : knownResource(args.resource);
      const { operations: best, total } = search.find(
        query,
        limit,
        (operation) =>
          (platform === undefined || operation.platform === platform) &&
          (resource === undefined || operation.resource === resource) &&
          (effect === undefined || operation.effect === effect),
      );
      const note = best.length > 0 ? undefined : nothingFound();
      return catalogueResult(tool, args, { items: best.map(summaryOf), total, ...(note && { note }) });
    },
  });

  /** `jobs`, or `civis.jobs` as `--tools` has it. */
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

  function nothingFound(): string {
    return `No operation found. Use other words; available resources: ${resources.slice(0, MAX_NAMED_RESOURCES).join(', ')}.`;
  }
}

function summaryOf({ name, title, effect, description, params }: Operation) {
  const required = params.filter((param) => param.required).map((param) => param.name);
  return { name, title, effect, summary: description, required };
}
