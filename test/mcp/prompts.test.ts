import { describe, expect, it } from 'vitest';
import { questionOf } from '../../src/mcp/consent.ts';
import { instructionsFor } from '../../src/mcp/instructions.ts';
import { createPrompts, PROMPTS } from '../../src/mcp/prompts/index.ts';
import { fillIn } from '../../src/mcp/prompts/prompt.ts';
import { createRedact } from '../../src/mcp/redact.ts';
import { ConsentNeeded } from '../../src/tools/consent.ts';
import { toolCatalogue, tools } from '../../src/tools/index.ts';

describe.each(PROMPTS)('prompt $name', (prompt) => {
  const text = prompt.says.join('\n');

  it('names each tool that it needs', () => {
    for (const tool of prompt.uses) expect(text).toContain(tool);
  });

  it('has a place for each argument, and an argument for each place', () => {
    const places = new Set(Array.from(text.matchAll(/\{(\w+)\}/g), ([, name]) => name));
    expect([...places].sort()).toEqual(prompt.arguments.map(({ name }) => name).sort());
  });

  it('is short, and makes sense with what is required alone', () => {
    const given = Object.fromEntries(
      prompt.arguments.filter(({ required }) => required).map(({ name }) => [name, `<${name}>`]),
    );
    const filled = fillIn(prompt, given);
    expect(filled.split(/\s+/).length).toBeLessThan(180);
    expect(filled).not.toMatch(/\{\w+\}/);
    for (const value of Object.values(given)) expect(filled).toContain(value);
  });

  it('is not offered where one of its tools is left out', () => {
    const [first] = prompt.uses;
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
    expect(named(tools).filter((name) => !toolCatalogue.has(name))).toEqual([]);
    expect(named([])).toEqual([]);
  });

  it('a question hides secrets and shows what is written in it', () => {
    const rules = { maxChars: 1000, redact: createRedact(['own-credential']) };
    const needed = new ConsentNeeded('Delete "\u202egnp\u200b.exe own-credential"?', 'state');
    expect(questionOf(needed, rules)).toBe('Delete "gnp.exe [redacted]"?');
  });
});
