import type { CompletionSource } from '../completion/object-search.ts';

/** A value that the user fills in before a prompt is used. */
export interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** The kind of object it identifies: the user types a name, and completion returns the id. */
  readonly completesFrom?: CompletionSource;
}

/** A frequent task, described for the model. Data only. */
export interface PromptDefinition {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly PromptArgument[];
  /** Tools that the task needs: if one of them is not offered, neither is the prompt. */
  readonly requiredTools: readonly string[];
  /** `{argument}` is replaced with its value; a line with an argument that was not given is omitted. */
  readonly text: readonly string[];
}

/** The text of a prompt with the given arguments filled in. */
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

/** Hosts send an empty string for a field that was left empty. */
export function isFilled(given: Readonly<Record<string, string>>, name: string): boolean {
  return Object.hasOwn(given, name) && given[name]?.trim() !== '';
}
