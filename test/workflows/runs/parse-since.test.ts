import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CallError } from '../../../src/errors.ts';
import { formatLocalTime, parseSince } from '../../../src/workflows/runs/parse-since.ts';

/** A zone with daylight saving, and a Wednesday afternoon in it. */
const ZONE = 'Europe/Berlin';
const NOW = Date.parse('2026-03-04T15:30:00+01:00');

let zone: string | undefined;
beforeAll(() => {
  zone = process.env['TZ'];
  process.env['TZ'] = ZONE;
});
afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

function refusal(words: string): CallError {
  try {
    parseSince(words, NOW);
  } catch (error) {
    if (error instanceof CallError) return error;
  }
  throw new Error(`${words} was taken`);
}

describe('what people say', () => {
  it.each([
    ['today', '2026-03-04T00:00:00+01:00'],
    ['Yesterday 18:00', '2026-03-03T18:00:00+01:00'],
    ['yesterday at 6pm', '2026-03-03T18:00:00+01:00'],
    ['yesterday, 6:30 pm', '2026-03-03T18:30:00+01:00'],
    ['yesterday noon', '2026-03-03T12:00:00+01:00'],
    ['today 12 am', '2026-03-04T00:00:00+01:00'],
    ['last night', '2026-03-03T18:00:00+01:00'],
    ['last night 22:00', '2026-03-03T22:00:00+01:00'],
    ['this morning', '2026-03-04T00:00:00+01:00'],
    ['monday', '2026-03-02T00:00:00+01:00'],
    ['wed', '2026-03-04T00:00:00+01:00'],
    ['last wednesday', '2026-02-25T00:00:00+01:00'],
    ['wednesday 17:00', '2026-02-25T17:00:00+01:00'],
    ['on friday at 9 am', '2026-02-27T09:00:00+01:00'],
    ['14:00', '2026-03-04T14:00:00+01:00'],
    ['18:00', '2026-03-03T18:00:00+01:00'],
    ['2 hours ago', '2026-03-04T13:30:00+01:00'],
    ['an hour ago', '2026-03-04T14:30:00+01:00'],
    ['90m', '2026-03-04T14:00:00+01:00'],
    ['last 3 days', '2026-03-01T15:30:00+01:00'],
    ['the past week', '2026-02-25T15:30:00+01:00'],
    ['2026-03-01', '2026-03-01T00:00:00+01:00'],
    ['2026-03-01 9:15', '2026-03-01T09:15:00+01:00'],
    ['2026-03-01T09:15', '2026-03-01T09:15:00+01:00'],
    ['2026-03-01T09:15:30Z', '2026-03-01T10:15:30+01:00'],
    ['2026-03-01T09:15:30.250-05:00', '2026-03-01T15:15:30+01:00'],
    ['2025-07-01', '2025-07-01T00:00:00+02:00'],
  ])('%s', (words, moment) => {
    expect(formatLocalTime(parseSince(words, NOW))).toBe(moment);
  });

  it('a day back over the change to summer time is a day of the calendar, not 24 hours', () => {
    const after = Date.parse('2026-03-29T12:00:00+02:00');
    expect(formatLocalTime(parseSince('yesterday 12:00', after))).toBe('2026-03-28T12:00:00+01:00');
  });
});

describe('what is no moment of the past', () => {
  it.each([
    '',
    'soon',
    'day',
    'ago',
    '5',
    '25:00',
    '13 pm',
    'yesterday 18:75',
    '2026-02-30',
    '2026-13-01',
    '2026-03-01T24:10',
    'constructor',
    '9999999 days ago',
    'yesterday yesterday',
  ])('%s', (words) => {
    expect(refusal(words)).toMatchObject({
      kind: 'invalid_input',
      message: expect.stringContaining('Cannot understand since'),
      details: { hint: expect.stringContaining('2 hours ago') },
    });
  });

  it.each(['2026-03-05', 'today 18:00', '2027-01-01T00:00:00Z'])('%s has yet to come', (words) => {
    expect(refusal(words).message).toContain('since must be in the past; got ');
  });
});

describe('for any moment', () => {
  const now = fc.integer({ min: Date.parse('2001-01-01'), max: Date.parse('2060-01-01') });

  it('reads back what it writes, to the second', () => {
    fc.assert(
      fc.property(now, fc.nat({ max: 1e9 }), (today, back) => {
        const moment = Math.floor((today - back) / 1000) * 1000;
        expect(parseSince(formatLocalTime(moment), today)).toBe(moment);
        expect(parseSince(new Date(moment).toISOString(), today)).toBe(moment);
      }),
    );
  });

  it('a span is as long as it says', () => {
    const unit = fc.constantFrom(
      ['minutes', 60_000] as const,
      ['h', 3_600_000] as const,
      ['days', 86_400_000] as const,
      ['weeks', 604_800_000] as const,
    );
    fc.assert(
      fc.property(now, fc.nat({ max: 5_000 }), unit, (today, count, [word, length]) => {
        expect(parseSince(`${count} ${word} ago`, today)).toBe(today - count * length);
      }),
    );
  });

  it('a weekday is that day, begins at midnight and lies less than a week back', () => {
    const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
    fc.assert(
      fc.property(now, fc.nat({ max: 6 }), (today, day) => {
        const moment = new Date(parseSince(days[day] ?? '', today));
        expect(moment.getDay()).toBe(day);
        expect(moment.getHours()).toBe(0);
        expect(today - moment.getTime()).toBeLessThan(7 * 86_400_000 + 3_600_000);
      }),
    );
  });

  it('a time by itself is within the last day', () => {
    fc.assert(
      fc.property(now, fc.nat({ max: 23 }), fc.nat({ max: 59 }), (today, hours, minutes) => {
        const moment = parseSince(`${hours}:${String(minutes).padStart(2, '0')}`, today);
        expect(moment).toBeLessThanOrEqual(today);
        expect(today - moment).toBeLessThanOrEqual(25 * 3_600_000);
      }),
    );
  });

  it('whatever is written, the answer is a moment of the past or a refusal', () => {
    const word = fc.constantFrom(
      'yesterday',
      'last',
      'at',
      '18:00',
      '3',
      'hours',
      'ago',
      'monday',
      '-',
      'pm',
    );
    const words = fc.oneof(
      fc.string(),
      fc.array(word, { maxLength: 5 }).map((list) => list.join(' ')),
    );
    fc.assert(
      fc.property(now, words, (today, said) => {
        try {
          expect(parseSince(said, today)).toBeLessThanOrEqual(today);
        } catch (error) {
          expect(error).toMatchObject({ kind: 'invalid_input' });
        }
      }),
    );
  });
});
