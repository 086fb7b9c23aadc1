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

/** What a query means for every operation alike, worked out once. */
interface Meant {
  readonly reading: Reading;
  readonly words: ReadonlySet<string>;
  /** The things that an operation should be about; each by its words. */
  readonly due: readonly Thing[];
  readonly aboutJobs: boolean;
  readonly several: boolean;
}

/**
 * Tells how well an operation does what a query asks for, beyond the words that they share. `resources` are
 * the words that name one.
 */
export function suitabilityFor(
  reading: Reading,
  resources: ReadonlySet<string>,
): (document: Document) => number {
  const { things, actions, numbers } = reading;
  const several = things.some(({ number, aside }) => number === 'many' && !aside);
  const words = new Set(things.filter(({ aside }) => !aside || !several).flatMap((thing) => thing.words));
  if (actions.has('grant') || actions.has('revoke')) words.add('share');
  // People name people more often than groups, and seldom say that they do.
  if (words.has('share') && !words.has('group')) words.add('user');
  const meant: Meant = {
    reading,
    words,
    due: things.filter(({ aside }) => !aside),
    aboutJobs: !things.some((thing) => thing.words.some((word) => resources.has(word))),
    several: several && numbers === 0,
  };
  return (document) =>
    (document.operation.retired === null ? 1 : RETIRED) *
    (meant.aboutJobs && document.operation.resource === 'jobs' ? JOB_WHERE_OPEN : 1) *
    suitsAction(document.action, reading) *
    suitsThings(document, meant) *
    suitsNumber(document, meant);
}

function suitsAction(action: Action, { actions, certain }: Reading): number {
  if (actions.size === 0 || actions.has(action)) return 1;
  const least = certain ? OTHER_ACTION : OTHER_THAN_GUESSED;
  return Math.max(least, ...[...actions].map((other) => ALSO[action]?.[other] ?? 0));
}

function suitsThings({ things, takes }: Document, { words, due }: Meant): number {
  let product = 1;
  for (const thing of due) {
    const has = thing.words.every((word) => things.includes(word) || takes.has(word));
    if (!has) product *= thing.modifier ? MODIFIER_MISSING : THING_MISSING;
  }
  for (const thing of things) {
    if (words.has(thing) || COMPANIONS.has(thing)) continue;
    product *= thing === 'group' ? GROUP_NOT_MEANT : THING_NOT_MEANT;
  }
  return product;
}

/** "The runs" are listed, "run 5" is read; what needs more identifiers than were given is less likely meant. */
function suitsNumber({ action, things, needs }: Document, { reading, several }: Meant): number {
  const { things: named, numbers } = reading;
  if (numbers === 0 && action === 'get' && needs > 0) return several ? ONE_OF_SEVERAL : NONE_TO_READ;
  const last = things.at(-1) ?? '';
  const spoken = named.filter(({ words }) => words.includes(last)).map(({ number }) => number);
  const number: Thing['number'] = spoken.includes('one') ? 'one' : (spoken[0] ?? 'open');
  const other = (action === 'list' && number === 'one') || (action === 'get' && number === 'many');
  return (numbers > 0 && needs > numbers ? MORE_NEEDED : 1) * (other ? OTHER_NUMBER : 1);
}
