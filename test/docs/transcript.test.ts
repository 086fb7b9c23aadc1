import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { staticCredential } from '../../src/client/credential.ts';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';
import type { Arguments } from '../../src/tools/operation.ts';
import { connectTo } from '../support/connect.ts';
import { LeapingClock } from '../support/dispatch.ts';
import { createToolCaller } from '../support/tool-caller.ts';

/** The conversation of README's opening. `…` stands for parts of a result that are omitted. */
const TRANSCRIPT = readFileSync('test/fixtures/transcript.txt', 'utf8');

interface TranscriptCall {
  readonly tool: string;
  readonly args: Arguments;
  /** The parts of the result that are shown, in their order and without white space. */
  readonly shown: readonly string[];
}

const calls = Array.from(
  TRANSCRIPT.matchAll(/^(?:assistant| {9}) {2}(\w+) (\{.*\})\n +→ ((?:.*\n {13})*.*)$/gm),
  ([, tool = '', args = '', shown = '']): TranscriptCall => ({
    tool,
    args: JSON.parse(args) as Arguments,
    shown: withoutSpace(shown).split('…').filter(Boolean),
  }),
);

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}

/** The shown parts that the result does not have, or has in another place. */
function missingParts(result: string, shown: readonly string[]): string[] {
  let end = 0;
  return shown.filter((part) => {
    const at = result.indexOf(part, end);
    if (at !== -1) end = at + part.length;
    return at === -1;
  });
}

describe('the transcript in README', () => {
  it('is the beginning of the demo', () => {
    const demo = JSON.parse(readFileSync('scripts/conversation.json', 'utf8')) as {
      scenes: { you: string; calls: { tool: string; arguments: Arguments }[] }[];
    };
    const words = Array.from(TRANSCRIPT.matchAll(/^you +(.+)$/gm), ([, said]) => said);
    const scenes = demo.scenes.slice(0, words.length);
    expect(words).toEqual(scenes.map(({ you }) => you));
    expect(calls.map(({ tool, args }) => ({ tool, arguments: args }))).toEqual(
      scenes.flatMap((scene) => scene.calls.map((call) => ({ tool: call.tool, arguments: call.arguments }))),
    );
  });

  it('is in README', () => {
    expect(readFileSync('README.md', 'utf8')).toContain(TRANSCRIPT);
  });

  it.each([
    ['at midnight', '2026-03-04T00:00:30Z'],
    ['before the daily jobs', '2026-03-04T03:59:59Z'],
    ['while they run', '2026-03-04T04:00:08Z'],
    ['between two daily failures', '2026-03-04T05:12:00Z'],
    ['around the failure of the day', '2026-03-05T05:21:00Z'],
    ['in the afternoon', '2026-03-06T15:00:00Z'],
    ['on a Saturday', '2026-03-07T03:30:00Z'],
    ['on a Sunday evening', '2026-03-08T23:59:00Z'],
    ['on a Monday morning', '2026-03-09T07:35:00Z'],
  ])('shows what the sandbox returns %s', async (_, start) => {
    const clock = new LeapingClock(start);
    const sandbox = await startSandbox({ now: () => clock.now() });
    const client = connectTo(sandbox.civisEndpoint, { credential: staticCredential(sandbox.civisApiKey) });
    const call = createToolCaller({ civis: client, aiod: client }, clock);
    try {
      for (const { tool, args, shown } of calls) {
        const result = withoutSpace(JSON.stringify(await call(tool, args)));
        expect(missingParts(result, shown)).toEqual([]);
      }
    } finally {
      await client.close();
      await sandbox.close();
    }
  });
});
