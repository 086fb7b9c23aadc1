import type { Searchable } from '../search.ts';

/** What a person may fill in before a prompt is used. */
export interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** What it names on the platform: a person types a name and gets the id. */
  readonly finds?: Searchable;
}

/** A task that people have again and again, in words for the model. Data alone. */
export interface PromptDefinition {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly PromptArgument[];
  /** Tools without which the task cannot be done: where one is left out there is no prompt. */
  readonly uses: readonly string[];
  /** `{argument}` stands for its value; a line with an argument that was not given is left out. */
  readonly says: readonly string[];
}

/** The words with the given arguments in their places. */
export function fillIn({ says }: PromptDefinition, given: Readonly<Record<string, string>>): string {
  return says
    .filter((line) => placesOf(line).every((name) => isFilled(given, name)))
    .map((line) => line.replaceAll(PLACE, (_, name: string) => given[name] ?? ''))
    .join('\n');
}

const PLACE = /\{(\w+)\}/g;

function placesOf(line: string): string[] {
  return Array.from(line.matchAll(PLACE), ([, name = '']) => name);
}

/** Hosts send an empty text for a field that was left empty. */
export function isFilled(given: Readonly<Record<string, string>>, name: string): boolean {
  return Object.hasOwn(given, name) && given[name]?.trim() !== '';
}
