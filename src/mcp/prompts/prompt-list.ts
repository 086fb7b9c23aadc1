import {
  type GetPromptResult,
  type Prompt,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/server';
import { isRequired, toSentence } from '../../wording.ts';
import { curateContact } from './curate-contact.ts';
import { diagnoseFailedJob } from './diagnose-failed-job.ts';
import { handOverJob } from './hand-over-job.ts';
import { importCsv } from './import-csv.ts';
import { morningReport } from './morning-report.ts';
import { isFilled, type PromptDefinition, renderPrompt } from './prompt-template.ts';
import { shareWithTeam } from './share-with-team.ts';

/** Every prompt, in the order in which people need them. */
export const PROMPTS: readonly PromptDefinition[] = Object.freeze([
  diagnoseFailedJob,
  morningReport,
  importCsv,
  shareWithTeam,
  handOverJob,
  curateContact,
]);

export interface Prompts {
  readonly list: readonly Prompt[];
  get(name: string, given: Readonly<Record<string, string>> | undefined): GetPromptResult;
  /** What an argument of a prompt can be searched by. */
  completionSourceOf(name: string, argument: string): PromptDefinition['arguments'][number]['completesFrom'];
}

/** The prompts whose tools are all offered: a prompt must not name a tool that cannot be called. */
export function createPrompts(isLeftOut: (tool: string) => boolean): Prompts {
  const offered = PROMPTS.filter(({ requiredTools }) => !requiredTools.some(isLeftOut));
  const find = (name: string): PromptDefinition => {
    const prompt = offered.find((other) => other.name === name);
    if (prompt !== undefined) return prompt;
    throw invalidParams(
      `Unknown prompt ${JSON.stringify(name.slice(0, 100))}. List the prompts to see their names.`,
    );
  };
  return {
    list: Object.freeze(offered.map(asListed)),
    get(name, given = {}) {
      const prompt = find(name);
      const missing = prompt.arguments.filter(
        (argument) => argument.required && !isFilled(given, argument.name),
      );
      if (missing.length > 0) {
        const clauses = missing.map((argument) => isRequired(argument.name, 'string'));
        throw invalidParams(`${name}: ${clauses.map(toSentence).join(' ')}`);
      }
      const text = renderPrompt(prompt, given);
      return {
        description: prompt.description,
        messages: [{ role: 'user', content: { type: 'text', text } }],
      };
    },
    completionSourceOf: (name, argument) =>
      find(name).arguments.find((other) => other.name === argument)?.completesFrom,
  };
}

function asListed({ name, title, description, arguments: given }: PromptDefinition): Prompt {
  return Object.freeze({
    name,
    title,
    description,
    arguments: given.map(({ name, description, required }) => ({ name, description, required })),
  });
}

function invalidParams(message: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, message);
}
