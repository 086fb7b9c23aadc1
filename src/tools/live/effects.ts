import type { Verb } from '../../client/interface.ts';
import type { Effect } from '../effect.ts';

/** Words of a path that take away, whatever the verb in front of them. */
const TAKES_AWAY: ReadonlySet<string> = new Set(
  'delete destroy remove revoke purge reset clear drop wipe erase truncate suspend deactivate disable logout uninstall unshare'.split(
    ' ',
  ),
);
const CANCELS: ReadonlySet<string> = new Set('cancel stop abort kill terminate halt interrupt'.split(' '));
const ARCHIVES: ReadonlySet<string> = new Set(['archive']);
/** Words that put something in another's place: owners, files, deployments. */
const REPLACES: ReadonlySet<string> = new Set(
  'transfer checkout overwrite restore rollback revert merge retract'.split(' '),
);
const RUNS: ReadonlySet<string> = new Set(
  'run runs execute execution executions start trigger retry resume rerun restart refresh redeploy deployments builds scan'.split(
    ' ',
  ),
);
/** Collections whose members are under way: deleting one stops it. */
const UNDER_WAY: ReadonlySet<string> = new Set('runs executions'.split(' '));
const SHARES: ReadonlySet<string> = new Set('share shares sharing grants auto_share'.split(' '));

/** The first word of a summary, where it says more than verb and path do. */
const SUMMARIES: readonly (readonly [RegExp, Effect])[] = [
  [/^(permanently )?(delete|destroy|remove|revoke|purge|erase|drop|wipe)s?\b/i, 'delete'],
  [/^(cancel|stop|abort|kill|terminate)s?\b/i, 'cancel'],
  [/^(archive)s?\b/i, 'archive'],
  [/^(transfer|overwrite|replace)s?\b/i, 'replace'],
  [/^(run|execute|start|trigger)s?\b/i, 'run'],
];

/** From what any reader may do to what cannot be undone. */
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

export interface Request {
  readonly verb: Verb;
  readonly path: string;
  readonly summary: unknown;
  readonly hasBody: boolean;
}

/**
 * What an operation does, by its verb, its path and the first word of its summary: the gravest that any of
 * them says. A description can make an operation look graver than it is, and never milder.
 */
export function effectOf(request: Request): Effect {
  const { verb, summary } = request;
  const byPath = effectOfPath(request);
  const said = typeof summary === 'string' ? summary.trim() : '';
  const bySummary = SUMMARIES.find(([pattern]) => pattern.test(said))?.[1];
  // A run or a cancelling that DELETE names by its path keeps its own word.
  if (bySummary === undefined || verb === 'DELETE') return byPath;
  return SEVERITY.indexOf(bySummary) > SEVERITY.indexOf(byPath) ? bySummary : byPath;
}

function effectOfPath({ verb, path, hasBody }: Request): Effect {
  const segments = path.toLowerCase().split('/').filter(Boolean);
  const fixed = segments.filter((segment) => !segment.startsWith('{'));
  const last = (fixed.at(-1) ?? '').replaceAll('-', '_');
  const words = [last, ...last.split(/[_.~]/)];
  const says = (set: ReadonlySet<string>) => words.some((word) => set.has(word));
  if (verb === 'DELETE') return UNDER_WAY.has(last) ? 'cancel' : 'delete';
  if (says(TAKES_AWAY)) return 'delete';
  if (says(CANCELS)) return 'cancel';
  if (verb === 'GET') return 'read';
  if (says(ARCHIVES)) return 'archive';
  if (says(REPLACES)) return 'replace';
  if (fixed.some((segment) => SHARES.has(segment.replaceAll('-', '_')))) return 'share';
  if (verb === 'PATCH') return 'update';
  if (verb === 'POST') return RUNS.has(last) ? 'run' : 'create';
  // A PUT without a body has nothing to put in another's place: it adds a member to a set.
  return hasBody ? 'replace' : 'update';
}
