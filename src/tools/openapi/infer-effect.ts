import type { Verb } from '../../client/interface.ts';
import { snakeCase } from '../../json.ts';
import type { Effect } from '../effect.ts';

/** Words of a path that delete something, whatever the verb of the request. */
const DELETE_WORDS: ReadonlySet<string> = new Set(
  'delete destroy remove revoke purge reset clear drop wipe erase truncate suspend deactivate disable logout uninstall unshare'.split(
    ' ',
  ),
);
const CANCEL_WORDS: ReadonlySet<string> = new Set(
  'cancel stop abort kill terminate halt interrupt'.split(' '),
);
const ARCHIVE_WORDS: ReadonlySet<string> = new Set(['archive']);
/** Words that replace something, such as an owner, a file or a deployment. */
const REPLACE_WORDS: ReadonlySet<string> = new Set(
  'transfer checkout overwrite restore rollback revert merge retract'.split(' '),
);
const RUN_WORDS: ReadonlySet<string> = new Set(
  'run runs execute execution executions start trigger retry resume rerun restart refresh redeploy deployments builds scan'.split(
    ' ',
  ),
);
/** Collections whose members are running: deleting one cancels it. */
const RUNNING_COLLECTIONS: ReadonlySet<string> = new Set('runs executions'.split(' '));
const SHARE_WORDS: ReadonlySet<string> = new Set('share shares sharing grants auto_share'.split(' '));

/** Effects that the first word of a summary states. */
const SUMMARY_PATTERNS: readonly (readonly [RegExp, Effect])[] = [
  [/^(permanently )?(delete|destroy|remove|revoke|purge|erase|drop|wipe)s?\b/i, 'delete'],
  [/^(cancel|stop|abort|kill|terminate)s?\b/i, 'cancel'],
  [/^(archive)s?\b/i, 'archive'],
  [/^(transfer|overwrite|replace)s?\b/i, 'replace'],
  [/^(run|execute|start|trigger)s?\b/i, 'run'],
];

/** From the mildest to the gravest. */
const SEVERITY: readonly Effect[] = [
  'read',
  'create',
  'update',
  'share',
  'run',
  'archive',
  'replace',
  'cancel',
  'delete',
];

export interface EffectHints {
  readonly verb: Verb;
  readonly path: string;
  readonly summary: unknown;
  readonly hasBody: boolean;
}

/**
 * Infers an operation's effect from its verb, its path and the first word of its summary; the strictest of
 * them counts. A description can make an operation look stricter than it is, but never milder.
 */
export function inferEffect(request: EffectHints): Effect {
  const { verb, summary } = request;
  const byPath = inferEffectFromPath(request);
  const text = typeof summary === 'string' ? summary.trim() : '';
  const bySummary = SUMMARY_PATTERNS.find(([pattern]) => pattern.test(text))?.[1];
  // The path of a DELETE decides whether it deletes or cancels.
  if (bySummary === undefined || verb === 'DELETE') return byPath;
  return SEVERITY.indexOf(bySummary) > SEVERITY.indexOf(byPath) ? bySummary : byPath;
}

function inferEffectFromPath({ verb, path, hasBody }: EffectHints): Effect {
  const literals = path
    .split('/')
    .filter((segment) => segment !== '' && !segment.startsWith('{'))
    .map((segment) => snakeCase(segment).replaceAll('-', '_'));
  const last = literals.at(-1) ?? '';
  // Any fixed segment may say what happens, and any word of it: `/purge/all`, `/things/bulkDelete`.
  const words = literals.flatMap((segment) => [segment, ...segment.split(/[_.~]/)]);
  const contains = (set: ReadonlySet<string>) => words.some((word) => set.has(word));
  if (verb === 'DELETE') return RUNNING_COLLECTIONS.has(last) ? 'cancel' : 'delete';
  if (contains(DELETE_WORDS)) return 'delete';
  if (contains(CANCEL_WORDS)) return 'cancel';
  if (verb === 'GET') return 'read';
  if (contains(REPLACE_WORDS)) return 'replace';
  if (contains(ARCHIVE_WORDS)) return 'archive';
  if (literals.some((segment) => SHARE_WORDS.has(segment))) return 'share';
  if (verb === 'PATCH') return 'update';
  if (verb === 'POST') return RUN_WORDS.has(last) ? 'run' : 'create';
  // A PUT without a body replaces nothing: it adds a member to a set.
  return hasBody ? 'replace' : 'update';
}
