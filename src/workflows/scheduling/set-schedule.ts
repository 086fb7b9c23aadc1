import * as z from 'zod';
import { CallError } from '../../errors.ts';
import { int, list, map, text } from '../../tools/parameters.ts';
import { wasNotCalled } from '../../wording.ts';
import {
  CHANGEABLE_KINDS,
  canSet,
  changeObject,
  planChange,
  readAttributes,
} from '../objects/change-object.ts';
import { OBJECT_KIND_NAMES, objectKind } from '../objects/object-kinds.ts';
import { objectParameters, type ResolvedObject, resolveObject } from '../objects/resolve-object.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';
import { parseSchedule } from './parse-schedule.ts';
import { nextTimes, readSchedule, toScheduleAttribute } from './schedule.ts';

const SCHEDULED_KINDS = CHANGEABLE_KINDS.filter((kind) => canSet(kind, 'schedule'));
const JOB_KINDS = OBJECT_KIND_NAMES.filter((kind) => objectKind(kind).foundIn === 'jobs');
/** What an object without a time zone of its own follows. */
const DEFAULT_TIME_ZONE = 'UTC';
const NEXT_TIMES = 3;

const input = z.strictObject({
  ...objectParameters,
  when: text('"every Monday at 6:00", cron, or "off".').optional(),
  after: text('Job: id or name.').optional(),
  time_zone: text().optional(),
});

export const setSchedule = defineWorkflow('civis', {
  name: 'set_schedule',
  description: 'Schedule a script, import, workflow or model, or run it after a job.',
  effect: 'update',
  worstCase: 'replace',
  input,
  output: {
    kind: text(),
    id: int(),
    was: map('Schedule, job that triggers it and time zone before.'),
    now: map('The same after.'),
    next: list(text(), 'The next three times.'),
  },
  plan: async (context, request) => {
    const { object, set, whole } = await readRequest(context, request);
    return planChange(context, object, set, whole);
  },
  run: async (context, request) => {
    const { object, set, whole } = await readRequest(context, request);
    const { was, now, after } = await changeObject(context, object, set, whole);
    const schedule = readSchedule(after['schedule']);
    const timeZone = typeof after['time_zone'] === 'string' ? after['time_zone'] : DEFAULT_TIME_ZONE;
    return {
      kind: object.kind,
      id: object.id,
      was,
      now,
      next: schedule === undefined ? [] : nextTimes(schedule, timeZone, context.clock.now(), NEXT_TIMES),
    };
  },
});

interface ScheduleChange {
  readonly object: ResolvedObject;
  readonly set: Readonly<Record<string, unknown>>;
  /** Attributes that are replaced: a new schedule; one that is only turned off keeps its times. */
  readonly whole: readonly string[];
}

/** The object, and the attributes that the request means. */
async function readRequest(
  context: WorkflowContext,
  { when, after, time_zone: timeZone, ...named }: z.output<typeof input>,
): Promise<ScheduleChange> {
  if ((when === undefined) === (after === undefined)) {
    throw new CallError(
      'invalid_input',
      wasNotCalled('civis_set_schedule', 'either when or after is required'),
      {
        faulty: ['when', 'after'],
        hint: 'Pass when, such as "every Monday at 6:00" or "off", or pass after with the job that it follows.',
      },
    );
  }
  if (timeZone !== undefined) checkTimeZone(timeZone);
  const turnsOff = when?.trim().toLowerCase() === 'off';
  const schedule = when === undefined || turnsOff ? undefined : toScheduleAttribute(parseSchedule(when));
  const object = await resolveObject(context, named, SCHEDULED_KINDS);
  const zone = timeZone === undefined ? {} : { time_zone: timeZone };
  refuseMissing(object, { ...zone, ...(after !== undefined && { parent_id: after }) });
  if (after !== undefined) {
    const { id } = await resolveObject(context, { id: after }, JOB_KINDS);
    return { object, set: { parent_id: id, schedule: { scheduled: false }, ...zone }, whole: [] };
  }
  if (schedule !== undefined) return { object, set: { schedule, ...zone }, whole: ['schedule'] };
  const { parent_id: parent } = await readAttributes(context, object);
  return {
    object,
    set: { schedule: { scheduled: false }, ...(typeof parent === 'number' && { parent_id: null }), ...zone },
    whole: [],
  };
}

function refuseMissing({ kind }: ResolvedObject, set: Record<string, unknown>): void {
  const missing = Object.keys(set).find((name) => !canSet(kind, name));
  if (missing === undefined) return;
  const why = missing === 'time_zone' ? 'time_zone cannot be set' : 'after is not available';
  throw new CallError(
    'invalid_input',
    wasNotCalled('civis_set_schedule', `${why} for a ${kind.replaceAll('_', ' ')}`),
    { hint: 'Leave it out.' },
  );
}

function checkTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new CallError(
      'invalid_input',
      wasNotCalled('civis_set_schedule', `time_zone must be an IANA name; got ${JSON.stringify(timeZone)}`),
      { faulty: ['time_zone'], hint: 'Use a name such as America/New_York or UTC.' },
    );
  }
}
