import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

/** A call as a model made it. It must succeed, or, if it has `says`, fail with an error that says so. */
const recordedCall = z.strictObject({
  call: z.record(z.string(), z.record(z.string(), z.unknown())),
  says: z.array(z.string()).optional(),
});

export type RecordedCall = z.output<typeof recordedCall>;

const FOLDER = 'evals/transcripts';

/** Every transcript by its file, in which the calls follow each other. */
export function readTranscripts(): { readonly name: string; readonly calls: readonly RecordedCall[] }[] {
  return readdirSync(FOLDER)
    .toSorted()
    .map((name) => ({
      name,
      calls: z.array(recordedCall).parse(parse(readFileSync(join(FOLDER, name), 'utf8'))),
    }));
}
