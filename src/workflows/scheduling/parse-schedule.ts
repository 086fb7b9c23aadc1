import { CronPattern } from 'croner';
import { CallError } from '../../errors.ts';
import { parseTimeOfDay } from '../time-of-day.ts';
import { everyValueOf, type Schedule } from './schedule.ts';

const EXAMPLES =
  '"every Monday at 6:00", "weekdays at 18:30", "every 15 minutes", "1st and 15th at 7:00" or cron "0 6 * * 1"';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const DAY_GROUPS: Readonly<Record<string, readonly number[]>> = {
  day: [0, 1, 2, 3, 4, 5, 6],
  daily: [0, 1, 2, 3, 4, 5, 6],
  weekday: [1, 2, 3, 4, 5],
  weekend: [0, 6],
};

const CRON = /^[\d*,/a-z-]+(?: [\d*,/a-z-]+){4}$/;
const INTERVAL = /^(?:every )?(?:(?<count>\d{1,2}) )?(?<unit>minute|hour)s?(?: at :?(?<minute>\d\d?))?$/;
const DAY_OF_MONTH = /^(?<day>\d\d?)(?:st|nd|rd|th)$/;
/** Words that join others and say nothing by themselves. */
const FILLERS = /\b(?:every|each|on|the|of|month|monthly|day of)\b/g;

/**
 * Parses when something is to be run, as people write it, or the five fields of cron: days of the week or of the
 * month with times of day, or an interval that divides the hour or the day.
 *
 * @throws CallError `invalid_input` for anything else, and for what the platform cannot store.
 */
export function parseSchedule(words: string): Schedule {
  const said = words.trim().toLowerCase().replace(/\s+/g, ' ');
  const schedule = CRON.test(said) ? parseCron(said) : (parseRecurrence(said) ?? parseDaysAndTimes(said));
  if (schedule !== undefined) return schedule;
  throw invalidWhen(`Cannot understand when ${JSON.stringify(words.slice(0, 80))}.`);
}

function invalidWhen(message: string): CallError {
  return new CallError('invalid_input', message, {
    faulty: ['when'],
    hint: `Use words such as ${EXAMPLES}.`,
  });
}

function parseCron(said: string): Schedule | undefined {
  const [, , dayOfMonth, month, weekday] = said.split(' ');
  if (month !== '*') throw invalidWhen('Civis cannot limit a schedule to some months.');
  if (dayOfMonth !== '*' && weekday !== '*') {
    throw invalidWhen('Civis schedules by days of the week or by days of the month, not by both.');
  }
  let pattern: CronPattern;
  try {
    pattern = new CronPattern(said, 'UTC');
  } catch {
    return undefined;
  }
  const valuesOf = (flags: readonly number[], first = 0) =>
    flags.flatMap((flag, position) => (flag === 0 ? [] : [position + first]));
  return {
    days: dayOfMonth === '*' ? valuesOf(pattern.dayOfWeek) : [],
    daysOfMonth: dayOfMonth === '*' ? [] : valuesOf(pattern.day, 1),
    hours: valuesOf(pattern.hour),
    minutes: valuesOf(pattern.minute),
  };
}

/** `hourly`, `every 15 minutes`, `every 6 hours at :30` */
function parseRecurrence(said: string): Schedule | undefined {
  const found = INTERVAL.exec(said === 'hourly' ? 'hour' : said)?.groups;
  if (found === undefined) return undefined;
  const [count, minute] = [Number(found['count'] ?? 1), Number(found['minute'] ?? 0)];
  const whole = found['unit'] === 'minute' ? 60 : 24;
  if (count === 0 || whole % count !== 0 || minute > 59) {
    throw invalidWhen(
      `An interval must divide ${whole === 60 ? 'the hour (60 minutes)' : 'the day (24 hours)'} evenly.`,
    );
  }
  const steps = Array.from({ length: whole / count }, (_, step) => step * count);
  return {
    days: everyValueOf('days'),
    daysOfMonth: [],
    hours: whole === 60 ? everyValueOf('hours') : steps,
    minutes: whole === 60 ? steps : [minute],
  };
}

/** `every monday and friday at 6:00 and 18:00`, `weekdays 6 pm`, `1st at noon` */
function parseDaysAndTimes(said: string): Schedule | undefined {
  const [dayWords, timeWords] = splitOnce(said, / at | @ ?|(?<=[a-z]) (?=\d\d?(?::| ?[ap]m|$))/);
  const days = parseDays(dayWords);
  const times = timeWords === undefined ? undefined : parseTimes(timeWords);
  if (days === undefined || times === undefined) return undefined;
  const [hours, minutes] = [
    ascending(times.map(([hour]) => hour)),
    ascending(times.map(([, minute]) => minute)),
  ];
  if (hours.length * minutes.length !== new Set(times.map(([hour, minute]) => hour * 60 + minute)).size) {
    throw invalidWhen(
      'Civis runs at the same minutes of each hour: times with different minutes need two schedules.',
    );
  }
  return { ...days, hours, minutes };
}

function parseDays(words: string): Pick<Schedule, 'days' | 'daysOfMonth'> | undefined {
  const named = words
    .replace(FILLERS, ' ')
    .split(/,| and |\s+/)
    .filter((word) => word !== '' && word !== 'and');
  if (named.length === 0) return undefined;
  const daysOfMonth = named.map((word) =>
    Number(DAY_OF_MONTH.exec(word === 'first' ? '1st' : word)?.groups?.['day']),
  );
  if (daysOfMonth.every((day) => day >= 1 && day <= 31))
    return { days: [], daysOfMonth: ascending(daysOfMonth) };
  const days = named.map(daysNamed);
  return days.every((each) => each !== undefined)
    ? { days: ascending(days.flat()), daysOfMonth: [] }
    : undefined;
}

/** `mondays`, `mon`, `mon-fri`, `weekday` */
function daysNamed(word: string): readonly number[] | undefined {
  const group = DAY_GROUPS[word.replace(/s$/, '')];
  if (group !== undefined) return group;
  const [from, to, ...others] = word.split('-').map(weekdayNamed);
  if (from === undefined || others.length > 0) return undefined;
  if (!word.includes('-')) return [from];
  if (to === undefined) return undefined;
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, step) => (from + step) % 7);
}

function weekdayNamed(word: string): number | undefined {
  const bare = word.replace(/s$/, '');
  const found = WEEKDAYS.findIndex(
    (day) =>
      bare === day || bare === day.slice(0, 3) || (word === day.slice(0, word.length) && word.length > 2),
  );
  return found === -1 ? undefined : found;
}

function parseTimes(words: string): [hours: number, minutes: number][] | undefined {
  const times = words.split(/,? and |, ?/).map((word) => parseTimeOfDay(word.trim()));
  return times.every((time) => time !== undefined) ? times : undefined;
}

function splitOnce(text: string, separator: RegExp): [string, string | undefined] {
  const found = separator.exec(text);
  return found === null
    ? [text, undefined]
    : [text.slice(0, found.index), text.slice(found.index + found[0].length)];
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].toSorted((one, other) => one - other);
}
