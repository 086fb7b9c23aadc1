import { expect, it } from 'vitest';
import { startEvalServer } from './eval-server.ts';
import { failureOf, playScript } from './play-script.ts';
import { SURFACES } from './task.ts';
import { readTranscripts } from './transcript.ts';

const transcripts = SURFACES.flatMap((surface) =>
  readTranscripts().map((transcript) => ({ surface, ...transcript })),
);

it.each(transcripts)(
  'calls that were made before still work, or it is said what they lack: $name, $surface',
  async ({ surface, calls }) => {
    const files = { 'vouchers.csv': 'id,code\n1,A\n' };
    const server = await startEvalServer({ flags: {}, files, before: [] }, surface);
    try {
      const played = await playScript(
        server,
        surface,
        calls.map(({ call }) => call),
      );
      const outcomes = played.map(({ tool, result }, at) => {
        const says = calls[at]?.says;
        if (says === undefined) return { tool, error: result.isError ? result.text : undefined };
        const { hint } = failureOf(result);
        const isSaid =
          result.isError && says.every((each) => result.text.includes(each)) && hint !== undefined;
        return { tool, error: isSaid ? undefined : result.text };
      });
      expect(outcomes.filter(({ error }) => error !== undefined)).toEqual([]);
    } finally {
      await server.close();
    }
  },
);
