import * as z from 'zod';
import { CallError } from '../../errors.ts';
import { checkArguments, suggestion } from '../check.ts';
import { EFFECTS, type Operation } from '../operation.ts';
import { int, list, oneOf, record, text } from '../params.ts';
import type { OperationSearch } from '../search/operation-search.ts';
import { answerOf, type CatalogueTool, defineCatalogueTool } from './catalogue-tool.ts';

/** Operations that one answer names at the most, and when not asked. */
const MOST_FOUND = 20;
const USUALLY_FOUND = 5;
/** Parts of a platform that a note names. */
const MOST_NAMED = 40;

const input = z.strictObject({
  query: text('What to do, in plain words'),
  platform: oneOf(['civis', 'aiod']).optional(),
  resource: text('E.g. jobs').optional(),
  effect: oneOf(EFFECTS).optional(),
  limit: z.int().min(1).max(MOST_FOUND).describe(`${USUALLY_FOUND} when absent`).default(USUALLY_FOUND),
});

const found = record({
  name: text(),
  title: text(),
  effect: text(),
  summary: text(),
  required: list(text()),
});

/** Finds operations among these by what a person wants done. */
export function searchTool(search: OperationSearch, operations: readonly Operation[]): CatalogueTool {
  const resources = [...new Set(operations.map(({ resource }) => resource))].sort();

  return defineCatalogueTool({
    does: 'search',
    says: 'Find operations of the platforms by what you want done; most are not listed as tools. Then run one.',
    effects: ['read'],
    input,
    output: { items: list(found), total: int(), note: text() },
    answer: async (tool, { args: given }) => {
      const args = input.parse(checkArguments(tool, given));
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
      return answerOf(tool, args, { items: best.map(summaryOf), total, ...(note && { note }) });
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
      `There is no resource ${resource}${suggestion(resource, resources)}.`,
      {
        faulty: ['resource'],
      },
    );
  }

  function nothingFound(): string {
    return `Nothing is offered for that. Say it in other words; there is ${resources.slice(0, MOST_NAMED).join(', ')}.`;
  }
}

function summaryOf({ name, title, effect, description, params }: Operation) {
  const required = params.filter((param) => param.required).map((param) => param.name);
  return { name, title, effect, summary: description, required };
}
