import { pathTokens } from '../define.ts';
import type { Action, Document } from './documents.ts';
import type { Reading, Thing } from './reading.ts';

/** What a score is multiplied with where the operation is not what was asked for. */
const OTHER_ACTION = 0.3;
const OTHER_THAN_GUESSED = 0.75;
const THING_NOT_MEANT = 0.65;
const GROUP_NOT_MEANT = 0.5;
const THING_MISSING = 0.4;
const MODIFIER_MISSING = 0.8;
const OTHER_NUMBER = 0.6;
const ONE_OF_SEVERAL = 0.4;
const MORE_NEEDED = 0.85;
/** Without an identifier there is nothing to read yet, only to look for. */
const NONE_TO_READ = 0.8;
const RETIRED = 0.85;
/** Where nothing says what is acted on, it is a job more often than anything else. */
const JOB_WHERE_OPEN = 1.8;

/** What also serves, where a platform does it in another way. */
const ALSO: Readonly<Partial<Record<Action, Readonly<Partial<Record<Action, number>>>>>> = {
  replace: { update: 0.8 },
  update: { replace: 0.7 },
  get: { list: 0.6 },
  list: { get: 0.6 },
  delete: { revoke: 0.5, takeout: 0.4, cancel: 0.6 },
  cancel: { delete: 0.6 },
  revoke: { delete: 0.6 },
};

/** Words of the catalogue that stand beside another of the same thing. */
const COMPANIONS: ReadonlySet<string> = new Set(['media', 'cass', 'ncoa', 'enhancement', 'spot', 'order']);

/** How well an operation does what a query asks for, beyond the words that they share. */
export function suitability(document: Document, reading: Reading, resources: ReadonlySet<string>): number {
  const { operation, action } = document;
  const named = reading.things.some(({ words }) => words.some((word) => resources.has(word)));
  const job = !named && operation.resource === 'jobs' ? JOB_WHERE_OPEN : 1;
  const retired = operation.retired === null ? 1 : RETIRED;
  return (
    retired *
    job *
    suitsAction(action, reading) *
    suitsThings(document, reading) *
    suitsNumber(document, reading)
  );
}

function suitsAction(action: Action, { actions, certain }: Reading): number {
  if (actions.size === 0 || actions.has(action)) return 1;
  const least = certain ? OTHER_ACTION : OTHER_THAN_GUESSED;
  return Math.max(least, ...[...actions].map((other) => ALSO[action]?.[other] ?? 0));
}

function suitsThings({ things, takes }: Document, { things: named, actions }: Reading): number {
  const several = named.some(({ number, aside }) => number === 'many' && !aside);
  const meant = new Set(named.filter(({ aside }) => !aside || !several).flatMap(({ words }) => words));
  if (actions.has('grant') || actions.has('revoke')) meant.add('share');
  // People name people more often than groups, and seldom say that they do.
  if (meant.has('share') && !meant.has('group')) meant.add('user');
  const missing = named
    .filter(({ words, aside }) => !aside && !words.every((word) => things.includes(word) || takes.has(word)))
    .map(({ modifier }) => (modifier ? MODIFIER_MISSING : THING_MISSING));
  const beside = things.filter((thing) => !meant.has(thing) && !COMPANIONS.has(thing));
  const others = beside.map((thing) => (thing === 'group' ? GROUP_NOT_MEANT : THING_NOT_MEANT));
  return [...missing, ...others].reduce((product, each) => product * each, 1);
}

/** "The runs" are listed, "run 5" is read; what needs more identifiers than were given is less likely meant. */
function suitsNumber({ action, things, operation }: Document, { things: named, numbers }: Reading): number {
  const last = things.at(-1) ?? '';
  const spoken = named.filter(({ words }) => words.includes(last)).map(({ number }) => number);
  const number: Thing['number'] = spoken.includes('one') ? 'one' : (spoken[0] ?? 'open');
  const several = named.some((thing) => thing.number === 'many' && !thing.aside) && numbers === 0;
  const needed = pathTokens(operation.path).length;
  if (numbers === 0 && action === 'get' && needed > 0) return several ? ONE_OF_SEVERAL : NONE_TO_READ;
  const other = (action === 'list' && number === 'one') || (action === 'get' && number === 'many');
  return (numbers > 0 && needed > numbers ? MORE_NEEDED : 1) * (other ? OTHER_NUMBER : 1);
}
