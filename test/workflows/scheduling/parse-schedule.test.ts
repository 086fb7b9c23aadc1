import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallError } from '../../../src/errors.ts';
import { parseSchedule } from '../../../src/workflows/scheduling/parse-schedule.ts';
import { nextTimes, readSchedule, toScheduleAttribute } from '../../../src/workflows/scheduling/schedule.ts';

const daily = [0, 1, 2, 3, 4, 5, 6];
const weekdays = [1, 2, 3, 4, 5];
const everyHour = Array.from({ length: 24 }, (_, hour) => hour);
const weekly = (days: number[], hours: number[], minutes = [0]) => ({
  days,
  daysOfMonth: [],
  hours,
  minutes,
});
const monthly = (daysOfMonth: number[], hours: number[], minutes = [0]) => ({
  days: [],
  daysOfMonth,
  hours,
  minutes,
});

describe('parseSchedule', () => {
  it.each([
    ['every Monday at 6', weekly([1], [6])],
    ['Every Monday at 6:00 AM', weekly([1], [6])],
    ['mondays and Fridays at 6 pm', weekly([1, 5], [18])],
    ['on Mon, Wed and Fri at 07:15', weekly([1, 3, 5], [7], [15])],
    ['weekdays at 18:30', weekly(weekdays, [18], [30])],
    ['mon-fri at 9', weekly(weekdays, [9])],
    ['fri-mon at noon', weekly([0, 1, 5, 6], [12])],
    ['weekends at midnight', weekly([0, 6], [0])],
    ['daily at 6:00 and 18:00', weekly(daily, [6, 18])],
    ['every day 12 am', weekly(daily, [0])],
    ['every hour', weekly(daily, everyHour)],
    ['hourly', weekly(daily, everyHour)],
    ['every hour at :20', weekly(daily, everyHour, [20])],
    ['every 15 minutes', weekly(daily, everyHour, [0, 15, 30, 45])],
    ['every 6 hours', weekly(daily, [0, 6, 12, 18])],
    ['1st and 15th at 7:00', monthly([1, 15], [7])],
    ['on the first of the month at 7', monthly([1], [7])],
    ['0 6 * * 1', weekly([1], [6])],
    ['*/30 8-10 * * MON-FRI', weekly(weekdays, [8, 9, 10], [0, 30])],
    ['15 3 1,15 * *', monthly([1, 15], [3], [15])],
  ])('%s', (words, expected) => {
    expect(parseSchedule(words)).toEqual(expected);
  });

  it.each([
    ['whenever', 'Cannot understand when "whenever".'],
    ['', 'Cannot understand when "".'],
    ['every Monday', 'Cannot understand when "every Monday".'],
    ['Monday at 25', 'Cannot understand when "Monday at 25".'],
    ['Monday at 13 pm', 'Cannot understand when "Monday at 13 pm".'],
    ['99 6 * * 1', 'Cannot understand when "99 6 * * 1".'],
    ['every 7 minutes', 'An interval must divide the hour (60 minutes) evenly.'],
    ['every 0 hours', 'An interval must divide the day (24 hours) evenly.'],
    ['0 6 * 3 *', 'Civis cannot limit a schedule to some months.'],
    ['0 6 1 * 1', 'Civis schedules by days of the week or by days of the month, not by both.'],
    [
      'daily at 6:00 and 18:30',
      'Civis runs at the same minutes of each hour: times with different minutes need two schedules.',
    ],
  ])('%j is refused', (words, message) => {
    expect(() => parseSchedule(words)).toThrow(message);
  });

  it('any text is a schedule or a CallError', () => {
    const word = fc.constantFrom(
      'every',
      'monday',
      'at',
      '6',
      'and',
      '*',
      '1-5',
      '/',
      '15th',
      'hours',
      ':',
      ',',
    );
    const words = fc.oneof(
      fc.string(),
      fc.array(word).map((each) => each.join(' ')),
    );
    fc.assert(
      fc.property(words, (text) => {
        try {
          const { days, daysOfMonth, hours, minutes } = parseSchedule(text);
          expect(days.length + daysOfMonth.length).toBeGreaterThan(0);
          expect(hours.every((hour) => hour >= 0 && hour < 24)).toBe(true);
          expect(minutes.every((minute) => minute >= 0 && minute < 60)).toBe(true);
        } catch (cause) {
          expect(cause).toBeInstanceOf(CallError);
        }
      }),
    );
  });
});

describe('nextTimes', () => {
  const friday = Date.parse('2026-11-20T10:00:00Z');

  it.each([
    ['every Monday at 6', 'America/New_York', ['2026-11-23T11:00', '2026-11-30T11:00', '2026-12-07T11:00']],
    ['15th at 7:00', 'UTC', ['2026-12-15T07:00', '2027-01-15T07:00', '2027-02-15T07:00']],
    ['every 12 hours', 'UTC', ['2026-11-20T12:00', '2026-11-21T00:00', '2026-11-21T12:00']],
  ])('%s in %s', (words, zone, expected) => {
    expect(nextTimes(parseSchedule(words), zone, friday, 3)).toEqual(
      expected.map((time) => `${time}:00.000Z`),
    );
  });

  it('what is stored is read back', () => {
    const schedule = parseSchedule('weekdays at 18:30');
    expect(readSchedule(toScheduleAttribute(schedule))).toEqual(schedule);
    expect(readSchedule({ scheduled: false })).toBeUndefined();
    expect(readSchedule({ scheduled: true, scheduled_hours: [4, 2], scheduled_runs_per_hour: 4 })).toEqual({
      days: [],
      daysOfMonth: [],
      hours: [2, 4],
      minutes: [0, 15, 30, 45],
    });
  });
});
