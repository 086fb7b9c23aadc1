import { existsSync, readFileSync } from 'node:fs';

/** Material that stays outside of the project. */
export const AIOD_RECORDED = '../shared/recorded/aiod-recorded.json';

/** One exchange with the catalogue. */
export interface AiodExchange {
  readonly group: string;
  readonly note: string | null;
  readonly request: {
    readonly method: string;
    readonly path: string;
    /** Who asked: `none`, `invalid`, or the name of a user. */
    readonly auth: string;
    readonly body: unknown;
  };
  readonly response: {
    readonly status: number;
    readonly content_type: string | null;
    readonly location?: string | null;
    readonly body: unknown;
  };
}

/** What was recorded, in the order of the wire; null where the material is absent. */
export function readAiodRecordings(): readonly AiodExchange[] | null {
  if (!existsSync(AIOD_RECORDED)) return null;
  return JSON.parse(readFileSync(AIOD_RECORDED, 'utf8')) as readonly AiodExchange[];
}
