import * as z from 'zod';
import { addedSinceDocumentation } from './documentation-drift.ts';

/**
 * The shared vocabulary of parameters. Each word makes a zod schema; a description is given only where
 * the name does not already say it. Whether a parameter is required is said by its operation.
 */
export type Fields = Readonly<Record<string, z.ZodType>>;

function withDescription<T extends z.ZodType>(schema: T, says: string | undefined): T {
  return says === undefined ? schema : schema.describe(says);
}

export const int = (says?: string) => withDescription(z.int(), says);
export const number = (says?: string) => withDescription(z.number(), says);
export const text = (says?: string) => withDescription(z.string(), says);
export const flag = (says?: string) => withDescription(z.boolean(), says);

/** Civis takes a moment with or without an offset; without one it reads UTC. */
export const time = (says?: string) =>
  withDescription(z.iso.datetime({ offset: true, local: true }).meta({ format: 'date-time' }), says);
export const date = (says?: string) => withDescription(z.iso.date(), says);

export const oneOf = <const V extends readonly [string, ...string[]]>(values: V, says?: string) =>
  withDescription(z.enum(values), says);

export const list = <T extends z.ZodType>(items: T, says?: string) => withDescription(z.array(items), says);

/** A nested object with the documented keys and no others. */
export const record = (fields: Fields, required: readonly string[] = [], says?: string) =>
  withDescription(z.strictObject(withOptional(fields, required)), says);

/** A free map: its keys are data and travel as they are. */
export const map = (says?: string, values: z.ZodType = z.unknown()) =>
  withDescription(z.record(z.string(), values), says);

/** Records with keys that the platform does not spell by its own rule, by their names here. */
export const wireNameRegistry = z.registry<{ readonly names: Readonly<Record<string, string>> }>();

/** Schemas whose one string holds comma-separated values: a list is joined for them. */
export const csvStringRegistry = z.registry<{ readonly values: readonly string[] | null }>();

/** One string of comma-separated values, each out of `values` where there is such a list. */
export function csv(values?: readonly [string, ...string[]], says?: string) {
  const words = values === undefined ? 'Comma-separated' : `Comma-separated: ${values.join(', ')}`;
  const schema =
    values === undefined
      ? csvSchema(z.string().min(1), 'comma-separated values, none of them empty')
      : csvSchema(z.enum(values), `one or more of ${values.join(', ')}`);
  return schema
    .describe(says === undefined ? words : `${says}. ${words}`)
    .register(csvStringRegistry, { values: values ?? null });
}

/** Comma-separated ids. */
export function csvIds(says: string) {
  return csvSchema(z.string().regex(/^\d+$/), 'one or more comma-separated ids')
    .describe(`${says}, comma-separated`)
    .register(csvStringRegistry, { values: null });
}

/** The message of an issue is the rule that the text violates; `wrong` are the values that violate it. */
function csvSchema(item: z.ZodType<string>, rule: string) {
  return z.string().superRefine((joined, context) => {
    const wrong = joined.split(',').filter((value) => !item.safeParse(value.trim()).success);
    if (wrong.length > 0) context.addIssue({ code: 'custom', message: rule, params: { wrong } });
  });
}

/** Schemas whose text is the word true or false: Civis documents `archived` as text. */
export const booleanStringRegistry = z.registry<{ readonly words: 'true, false' }>();

export const booleanText = (says: string) =>
  z.string().describe(says).register(booleanStringRegistry, { words: 'true, false' });

export function withOptional(fields: Fields, required: readonly string[]): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, schema]) => [
      name,
      required.includes(name) ? schema : schema.optional(),
    ]),
  );
}

export const permissionLevels = ['read', 'write', 'manage'] as const;

const archived = booleanText('true lists archived ones');

/** What every list of objects that people own can be narrowed by. */
export const visibilityFilters = { hidden: flag('true lists hidden ones'), archived } as const;
export const archivedFilter = { archived } as const;
export const authorFilter = { author: csvIds('Their ids') } as const;

/** What lists of jobs of one type can be narrowed by. */
export const jobFilters = {
  ...authorFilter,
  status: csv(['running', 'failed', 'succeeded', 'idle', 'scheduled']),
} as const;

const scheduleFields = {
  scheduled: flag(),
  scheduled_days: list(z.int().min(0).max(6), 'Weekdays; 0 is Sunday'),
  scheduled_hours: list(int()),
  scheduled_minutes: list(int()),
  scheduled_runs_per_hour: int('In place of scheduled_minutes'),
};

/** When an object runs by itself, as documented. */
export const documentedSchedule = record(scheduleFields);

/** When an object runs by itself, as Civis takes it today. */
export const schedule = record({
  ...scheduleFields,
  ...addedSinceDocumentation({ scheduled_days_of_month: list(int(), 'In place of scheduled_days') }),
});

/** Who hears of a job's end. */
export const notifications = record({
  urls: list(text(), 'Get a POST when the job ends'),
  success_email_subject: text(),
  success_email_body: text('Markdown'),
  success_email_addresses: list(text()),
  success_email_from_name: text('Civis when absent'),
  success_email_reply_to: text('The author when absent'),
  failure_email_addresses: list(text()),
  stall_warning_minutes: int('E-mails a warning after so long'),
  success_on: flag(),
  failure_on: flag(),
});

/** Parameters that stand in a path, by the name that they have everywhere. */
export function pathParameter(name: string): z.ZodType {
  return name === 'slug' ? slug : id;
}

const id = int();
const slug = text('The application’s slug');

export interface Paging {
  /** Items a page may hold at most. */
  readonly maxPageSize: number;
  /** Items a page holds when not asked; left out: the largest. */
  readonly defaultPageSize?: number;
  /** Fields to sort by; the first one when not asked. */
  readonly orderFields: readonly [string, ...string[]];
  /** Direction when not asked. */
  readonly defaultDirection: 'asc' | 'desc';
}

/** The usual order is what the operation says: `newest first`. */
export function pagingQuery({ maxPageSize, defaultPageSize, orderFields }: Paging): Fields {
  return {
    limit: withDescription(
      z.int().max(maxPageSize),
      defaultPageSize === undefined ? undefined : `${defaultPageSize} when absent`,
    ),
    page_num: pageNum,
    order: oneOf(orderFields),
    order_dir: orderDir,
  };
}

const pageNum = int();
const orderDir = oneOf(['asc', 'desc']);

/** The fields of each item that a list brings; all of them when absent. */
export const fields = list(text(), 'E.g. last_run.state');

/** How many items `iterator` brings at the most. */
export const ITERATOR_CAP = 1000;
export const iterator = flag(`All pages, to ${ITERATOR_CAP} items`);
