import { describe, expect, it } from 'vitest';
import { callTool } from '../../src/cli/call-tool.ts';
import { createPresenter } from '../../src/dispatch/present.ts';
import { createCredentialRegistry } from '../../src/dispatch/redact.ts';
import { ALL_TOOLS } from '../../src/dispatch/tool-filter.ts';
import { dispatchOver } from '../support/dispatch.ts';
import { recorder } from '../support/recorder.ts';

const ARGS = { id: 6, status: true };

function terminal() {
  const { clients, requests } = recorder({ id: 6, name: 'Leads' });
  const answering = {
    dispatch: dispatchOver(clients, ALL_TOOLS, { confirm: 'always' }),
    rules: { maxChars: 1000, protect: createPresenter(createCredentialRegistry([])).protect },
    log: { call: () => undefined, error: () => undefined },
  };
  const questions: string[] = [];
  const ask = (agrees: boolean) => async (question: string) => {
    questions.push(question);
    return agrees;
  };
  return { answering, questions, ask, verbs: () => requests.map(({ verb }) => verb) };
}

describe('a person at a terminal', () => {
  it('is asked, and a yes goes ahead', async () => {
    const { answering, questions, ask, verbs } = terminal();
    const { ended } = await callTool('civis_imports_put_archive', ARGS, answering, ask(true));
    expect(ended).toBe('well');
    expect(questions).toEqual([expect.stringContaining('"Leads" (id=6)')]);
    expect(verbs()).toEqual(['GET', 'PUT']);
  });

  it('is asked, and anything else sends nothing', async () => {
    const { answering, ask, verbs } = terminal();
    const { value, ended } = await callTool('civis_imports_put_archive', ARGS, answering, ask(false));
    expect(ended).toBe('failed');
    expect(JSON.stringify(value)).toContain('the person declined');
    expect(verbs()).toEqual(['GET']);
  });

  it('is not asked about a read', async () => {
    const { answering, questions, ask } = terminal();
    await callTool('civis_imports_get', { id: 6 }, answering, ask(false));
    expect(questions).toEqual([]);
  });
});
