import { describe, expect, it } from 'vitest';
import { ConfirmationNeeded } from '../../../src/dispatch/confirmation.ts';
import { createPresenter } from '../../../src/dispatch/present.ts';
import { createCredentialRegistry } from '../../../src/dispatch/redact.ts';
import { tools, toolsByName } from '../../../src/dispatch/tool-catalogue.ts';
import { questionOf } from '../../../src/mcp/elicitation.ts';
import { instructionsFor } from '../../../src/mcp/instructions.ts';
import { createPrompts, PROMPTS } from '../../../src/mcp/prompts/prompt-list.ts';
import { renderPrompt } from '../../../src/mcp/prompts/prompt-template.ts';

describe.each(PROMPTS)('prompt $name', (prompt) => {
  const text = prompt.text.join('\n');

  it('names each tool that it needs', () => {
    for (const tool of prompt.requiredTools) expect(text).toContain(tool);
  });

  it('has a place for each argument, and an argument for each place', () => {
    const places = new Set(Array.from(text.matchAll(/\{(\w+)\}/g), ([, name = '']) => name));
    expect([...places].sort()).toEqual(prompt.arguments.map(({ name }) => name).sort());
  });

  it('is short, and makes sense with what is required alone', () => {
    const given = Object.fromEntries(
      prompt.arguments.filter(({ required }) => required).map(({ name }) => [name, `<${name}>`]),
    );
    const filled = renderPrompt(prompt, given);
    expect(filled.split(/\s+/).length).toBeLessThan(180);
    expect(filled).not.toMatch(/\{\w+\}/);
    for (const value of Object.values(given)) expect(filled).toContain(value);
  });

  it('is not offered where one of its tools is left out', () => {
    const [first] = prompt.requiredTools;
    const { list } = createPrompts((tool) => tool === first);
    expect(list.map(({ name }) => name)).not.toContain(prompt.name);
  });
});

describe('what people and models read of the server itself', () => {
  it('instructions have at most 150 words', () => {
    expect(instructionsFor(tools).split(/\s+/).length).toBeLessThanOrEqual(150);
  });

  it('instructions name no tool that is left out', () => {
    const named = (offered: typeof tools) => instructionsFor(offered).match(/civis_[a-z]\w+/g) ?? [];
    expect(named(tools).length).toBeGreaterThan(0);
    expect(named(tools).filter((name) => !toolsByName.has(name))).toEqual([]);
    expect(named([])).toEqual([]);
  });

  it('a question hides secrets and shows what is written in it', () => {
    const rules = {
      maxChars: 1000,
      protect: createPresenter(createCredentialRegistry(['own-credential'])).protect,
    };
    const needed = new ConfirmationNeeded('Delete "\u202egnp\u200b.exe own-credential"?', 'state');
    expect(questionOf(needed, rules)).toBe('Delete "gnp.exe [redacted]"?');
  });
});
