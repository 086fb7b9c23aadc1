const TIME_OF_DAY = /^(?<hours>\d\d?)(?::(?<minutes>\d\d))? ?(?<half>am|pm)?$/;
const NAMED_TIMES: ReadonlyMap<string, string> = new Map([
  ['noon', '12:00'],
  ['midday', '12:00'],
  ['midnight', '0:00'],
]);

/** Parses `18:30`, `6 pm`, `noon` or `6`, in small letters; undefined for anything else. */
export function parseTimeOfDay(words: string): [hours: number, minutes: number] | undefined {
  const { hours, minutes, half } = TIME_OF_DAY.exec(NAMED_TIMES.get(words) ?? words)?.groups ?? {};
  if (hours === undefined) return undefined;
  const hour = Number(hours);
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
  const full = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0);
  const minute = Number(minutes ?? 0);
  return full > 23 || minute > 59 ? undefined : [full, minute];
}
