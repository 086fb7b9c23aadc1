const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far ahead a schedule is searched: the 31st may be two months away. */
const HORIZON_DAYS = 62;

/** A schedule as the platform stores it. Hours are in UTC. */
export type Schedule = Readonly<Record<string, unknown>>;

/** The schedule's first time after another time; undefined if there is none. */
export function nextScheduledTime(schedule: Schedule, after: number): number | undefined {
  if (schedule['scheduled'] !== true) return undefined;
  const weekdays = numbersIn(schedule['scheduled_days']);
  const monthDays = numbersIn(schedule['scheduled_days_of_month']);
  const hours = numbersIn(schedule['scheduled_hours']);
  const minutes = scheduledMinutes(schedule);
  const today = after - (after % DAY);
  for (let day = today; day <= today + HORIZON_DAYS * DAY; day += DAY) {
    const date = new Date(day);
    if (weekdays.length > 0 && !weekdays.includes(date.getUTCDay())) continue;
    if (monthDays.length > 0 && !monthDays.includes(date.getUTCDate())) continue;
    for (let hour = 0; hour < 24; hour += 1) {
      if (hours.length > 0 && !hours.includes(hour)) continue;
      const due = minutes.map((minute) => day + hour * HOUR + minute * MINUTE).find((at) => at > after);
      if (due !== undefined) return due;
    }
  }
  return undefined;
}

function scheduledMinutes(schedule: Schedule): number[] {
  const perHour = schedule['scheduled_runs_per_hour'];
  if (typeof perHour === 'number' && perHour >= 1) {
    return Array.from({ length: Math.min(perHour, 60) }, (_, run) => Math.floor((run * 60) / perHour));
  }
  const minutes = numbersIn(schedule['scheduled_minutes']);
  return minutes.length > 0 ? minutes.toSorted((one, other) => one - other) : [0];
}

function numbersIn(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'number') : [];
}
