import type { Verb } from '../../client/interface.ts';
import { snakeCase } from '../../json.ts';
import type { Effect } from '../effect.ts';

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

/** Words of a path that delete something, whatever the verb of the request. */
const DELETE_WORDS = wordSet(
  'delete destroy remove revoke purge reset clear drop wipe erase truncate suspend deactivate disable logout uninstall unshare unlink unassign unpublish detach discard evict expire invalidate',
);
const CANCEL_WORDS = wordSet('cancel stop abort kill terminate halt interrupt pause shutdown withdraw');
const ARCHIVE_WORDS = wordSet('archive');
/** Words that replace something, such as an owner, a key, a file or a deployment. */
const REPLACE_WORDS = wordSet(
  'transfer ownership reassign checkout overwrite restore rollback revert merge retract rotate regenerate',
);
const RUN_WORDS = wordSet(
  'run runs execute execution executions start trigger retry resume rerun restart refresh redeploy deployments builds scan submit send',
);
/** Collections whose members are running: deleting one cancels it. */
const RUNNING_COLLECTIONS = wordSet('runs executions');
/** Members of a group have its permissions. */
const SHARE_WORDS = wordSet('share shares sharing grants auto_share members publish invite invitations');
/** Setting permissions also removes them, where the request names none. */
const PERMISSION_WORDS = wordSet('permission permissions');

/** Effects that the first word of a summary states. */
const SUMMARY_PATTERNS: readonly (readonly [RegExp, Effect])[] = [
  [
    /^(permanently )?(delete|destroy|remove|revoke|purge|erase|drop|wipe|suspend|deactivate|disable|invalidate|unpublish)s?\b/i,
    'delete',
  ],
  [/^(transfer|overwrite|replace|reassign|restore|reset|rotate|retract)s?\b/i, 'replace'],
  [/^(cancel|stop|abort|kill|terminate|halt|pause|withdraw)s?\b/i, 'cancel'],
  [/^(archive)s?\b/i, 'archive'],
  [/^(run|execute|start|trigger|submit|send)s?\b/i, 'run'],
  [/^(share|grant|publish|invite)(s|es)?\b/i, 'share'],
];
/** A PUT without a body replaces nothing where it says that it adds a member to a set. */
const ADDS = /^(add|attach|enable)s?\b/i;

/** From the mildest to the gravest. */
const SEVERITY: readonly Effect[] = [
  'read',
  'create',
  'update',
  'share',
  'run',
  'archive',
  'cancel',
  'replace',
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
export function inferEffect({ summary, ...request }: EffectHints): Effect {
  const text = typeof summary === 'string' ? summary.trim() : '';
  const byPath = inferEffectFromPath(request, ADDS.test(text));
  const bySummary = SUMMARY_PATTERNS.find(([pattern]) => pattern.test(text))?.[1];
  // The path of a DELETE decides whether it deletes or cancels.
  if (bySummary === undefined || request.verb === 'DELETE') return byPath;
  return SEVERITY.indexOf(bySummary) > SEVERITY.indexOf(byPath) ? bySummary : byPath;
}

function inferEffectFromPath(
  { verb, path, hasBody }: Omit<EffectHints, 'summary'>,
  saysThatItAdds: boolean,
): Effect {
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
  if (verb !== 'GET' && PERMISSION_WORDS.has(last)) return 'delete';
  if (verb !== 'GET' && contains(REPLACE_WORDS)) return 'replace';
  if (contains(CANCEL_WORDS)) return 'cancel';
  if (verb === 'GET') return 'read';
  if (contains(ARCHIVE_WORDS)) return 'archive';
  if (verb === 'POST' && RUN_WORDS.has(last)) return 'run';
  if (literals.some((segment) => SHARE_WORDS.has(segment))) return 'share';
  if (verb === 'PATCH') return 'update';
  if (verb === 'POST') return 'create';
  return hasBody || !saysThatItAdds ? 'replace' : 'update';
}
