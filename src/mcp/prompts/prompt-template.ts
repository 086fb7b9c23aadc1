import type { CompletionSource } from '../completion/object-search.ts';

/** What a person may fill in before a prompt is used. */
export interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** What it names on the platform: a person types a name and gets the id. */
  readonly completesFrom?: CompletionSource;
}

/** A task that people have again and again, in words for the model. Data alone. */
export interface PromptDefinition {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly PromptArgument[];
  /** Tools without which the task cannot be done: where one is left out there is no prompt. */
  readonly requiredTools: readonly string[];
  /** `{argument}` stands for its value; a line with an argument that was not given is left out. */
  readonly text: readonly string[];
}

/** The words with the given arguments in their places. */
export function renderPrompt({ text }: PromptDefinition, given: Readonly<Record<string, string>>): string {
  return text
    .filter((line) => placeholdersIn(line).every((name) => isFilled(given, name)))
    .map((line) => line.replaceAll(PLACEHOLDER, (_, name: string) => given[name] ?? ''))
    .join('\n');
}

const PLACEHOLDER = /\{(\w+)\}/g;

function placeholdersIn(line: string): string[] {
  return Array.from(line.matchAll(PLACEHOLDER), ([, name = '']) => name);
}

/** Hosts send an empty text for a field that was left empty. */
export function isFilled(given: Readonly<Record<string, string>>, name: string): boolean {
  return Object.hasOwn(given, name) && given[name]?.trim() !== '';
}
