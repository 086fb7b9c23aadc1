import * as z from 'zod';
import { addedSinceDocumentation } from './documentation-drift.ts';

/**
 * Builders of parameter schemas, and the parameters that several operations share. A parameter has a
 * description unless its name says it all. The operation states which parameters are required.
 */
export type Fields = Readonly<Record<string, z.ZodType>>;

export function withDescription<T extends z.ZodType>(schema: T, says: string | undefined): T {
  return says === undefined ? schema : schema.describe(says);
}

export const int = (says?: string) => withDescription(z.int(), says);
/** A number of things, of which there is at least one. */
export const count = (says?: string) => withDescription(z.int().min(1), says);
export const number = (says?: string) => withDescription(z.number(), says);
export const text = (says?: string) => withDescription(z.string(), says);
export const flag = (says?: string) => withDescription(z.boolean(), says);

/**
 * An ISO 8601 time. Requests without a zone are valid, since the platforms read them as UTC; coercion adds the
 * zone to an argument that has none.
 */
export const time = (says?: string) =>
  withDescription(z.iso.datetime({ offset: true, local: true }).meta({ format: 'date-time' }), says);

/** Times that the platform stores without a zone, as UTC: one that has none stays as it is. */
export const storedTimeRegistry = z.registry<{ readonly zone: 'not added' }>();

export const storedTime = (says?: string) => time(says).register(storedTimeRegistry, { zone: 'not added' });
export const date = (says?: string) => withDescription(z.iso.date(), says);

export const oneOf = <const V extends readonly [string, ...string[]]>(values: V, says?: string) =>
  withDescription(z.enum(values), says);

export const list = <T extends z.ZodType>(items: T, says?: string) => withDescription(z.array(items), says);

/** Schemas of lists that null empties: the platform takes an empty list, but not null. */
export const emptiedByNullRegistry = z.registry<{ readonly empty: 'on null' }>();

export const clearableList = (items: z.ZodType, says?: string) =>
  list(items, says).register(emptiedByNullRegistry, { empty: 'on null' });

/** A nested object that accepts the documented keys only. */
export const record = (fields: Fields, required: readonly string[] = [], says?: string) =>
  withDescription(z.strictObject(withOptional(fields, required)), says);

/** A free map: its keys are data and are sent unchanged. */
export const map = (says?: string, values: z.ZodType = z.unknown()) =>
  withDescription(z.record(z.string(), values), says);

/** Objects with the names that the platform shows in them and does not let anyone set. */
export const readOnlyNamesRegistry = z.registry<{ readonly names: readonly string[] }>();

/** Objects with keys whose wire names do not follow the platform's rule, by their names here. */
export const wireNameRegistry = z.registry<{ readonly names: Readonly<Record<string, string>> }>();

/**
 * Schemas of one string with comma-separated values: an array is joined for them. `namespace` is put in front of
 * a value that has none.
 */
export const csvStringRegistry = z.registry<{
  readonly values: readonly string[] | null;
  readonly namespace?: string;
}>();

/** One string of comma-separated values. Where `values` is given, each must be one of them. */
export function csv(values?: readonly [string, ...string[]], says?: string) {
  const format = values === undefined ? 'Comma-separated.' : `Comma-separated: ${values.join(', ')}.`;
  const schema =
    values === undefined
      ? csvSchema(z.string().min(1), 'comma-separated values, none of them empty')
      : csvSchema(z.enum(values), `one or more of ${values.join(', ')}`);
  return schema
    .describe(says === undefined ? format : `${says} ${format}`)
    .register(csvStringRegistry, { values: values ?? null });
}

/** Comma-separated values, each in a namespace of the platform: a bare `Import` becomes `JobTypes::Import`. */
export function csvInNamespace(namespace: string, says: string) {
  return csv(undefined, says).register(csvStringRegistry, { values: null, namespace });
}

/** Comma-separated ids; `says` names whose ids. */
export function csvIds(says: string) {
  return csvSchema(z.string().regex(/^\d+$/), 'one or more comma-separated ids')
    .describe(`${says}, comma-separated.`)
    .register(csvStringRegistry, { values: null });
}

/** The message of an issue is the rule that the text violates; `wrong` are the values that violate it. */
function csvSchema(item: z.ZodType<string>, rule: string) {
  return z.string().superRefine((joined, context) => {
    const wrong = joined.split(',').filter((value) => !item.safeParse(value.trim()).success);
    if (wrong.length > 0) context.addIssue({ code: 'custom', message: rule, params: { wrong } });
  });
}

/**
 * What a replacement does to a value that it leaves out, where it is not simply cleared:
 * - `default`: it gets this value;
 * - `computed`: the platform computes it from other values;
 * - `choice`: its properties are several ways to say one thing, and naming one replaces the others.
 */
export const onReplaceRegistry = z.registry<
  | { readonly kind: 'default'; readonly value: unknown }
  | { readonly kind: 'computed' }
  | { readonly kind: 'choice' }
>();

/** Marks the documented default of a value that a replacement leaves out. */
export function withDefault<T extends z.ZodType>(value: unknown, schema: T): T {
  onReplaceRegistry.add(schema, { kind: 'default', value });
  return schema;
}

/** Marks an object whose properties are several ways to say one thing, such as a table or a file. */
export function choice<T extends z.ZodType>(schema: T): T {
  onReplaceRegistry.add(schema, { kind: 'choice' });
  return schema;
}

/** Marks a value that the platform computes from others. */
export function computed<T extends z.ZodType>(schema: T): T {
  onReplaceRegistry.add(schema, { kind: 'computed' });
  return schema;
}

/** Schemas of the strings "true" and "false": Civis documents `archived` as a string. */
export const booleanStringRegistry = z.registry<{ readonly words: 'true, false' }>();

const booleanText = (says: string) =>
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

const archived = booleanText('true: list archived items.');

/** Filters of every list of objects that have an owner. */
export const visibilityFilters = { hidden: flag('Include hidden items.'), archived } as const;
export const archivedFilter = { archived } as const;
/** Of an object that is created. */
export const hidden = flag('Hide from lists.');
export const authorFilter = { author: csvIds('User ids') } as const;

/** Filters of lists of jobs of one type. */
export const jobFilters = {
  ...authorFilter,
  status: csv(['running', 'failed', 'succeeded', 'idle', 'scheduled']),
} as const;

const scheduleFields = {
  scheduled: flag(),
  scheduled_days: list(z.int().min(0).max(6), '0 is Sunday.'),
  scheduled_hours: list(int()),
  scheduled_minutes: list(int()),
  scheduled_runs_per_hour: int('Instead of scheduled_minutes.'),
};

/** The schedule of an object, as documented. */
export const documentedSchedule = record(scheduleFields);

/** The schedule of an object, as Civis accepts it today. */
export const schedule = record({
  ...scheduleFields,
  ...addedSinceDocumentation({ scheduled_days_of_month: list(int(), 'Instead of scheduled_days.') }),
});

/** Who is notified when a job ends. */
export const notifications = record({
  urls: list(text(), 'Receive a POST when the job ends.'),
  success_email_subject: text(),
  success_email_body: text('Markdown.'),
  success_email_addresses: list(text()),
  success_email_from_name: withDefault('Civis', text('Default: Civis.')),
  success_email_reply_to: text('Default: the author.'),
  failure_email_addresses: list(text()),
  stall_warning_minutes: int('Minutes until a warning.'),
  success_on: flag('E-mail on success.'),
  failure_on: flag('E-mail on failure.'),
});

/** The schema of a path parameter, which follows from its name. */
export function pathParameter(name: string): z.ZodType {
  return name === 'slug' ? slug : id;
}

const id = int();
const slug = text();

export interface Paging {
  /** Maximum number of items on a page. */
  readonly maxPageSize: number;
  /** Default number of items on a page; if left out, the maximum. */
  readonly defaultPageSize?: number;
  /** Fields to sort by; the first is the default. */
  readonly orderFields: readonly [string, ...string[]];
  /** Default sort direction. */
  readonly defaultDirection: 'asc' | 'desc';
}

/** The parameters of a list with pages. The schema states the maximum of `limit`. */
export function pagingQuery({
  maxPageSize,
  defaultPageSize = maxPageSize,
  orderFields,
  defaultDirection,
}: Paging): Fields {
  return {
    limit: count(
      defaultPageSize === maxPageSize ? 'Default: the maximum.' : `Default: ${defaultPageSize}.`,
    ).max(maxPageSize),
    page_num: pageNum,
    order: oneOf(orderFields, orderFields.length > 1 ? `Default: ${orderFields[0]}.` : undefined),
    order_dir:
      orderFields.includes('name') && defaultDirection === 'desc' ? namesDescend : orderDir[defaultDirection],
  };
}

/** From 1, the default. */
const pageNum = count();
const orderDir = {
  asc: oneOf(['asc', 'desc'], 'Default: asc.'),
  desc: oneOf(['asc', 'desc'], 'Default: desc.'),
};
/** That names run backwards unless asked otherwise surprises people. */
const namesDescend = oneOf(['asc', 'desc'], 'Default: desc (names Z to A).');

/** The fields of each item that a list returns; by default all of them. */
export const FIELDS_DESCRIPTION = 'Like author.name.';
export const fields = list(text(), FIELDS_DESCRIPTION);

/** Maximum number of items that `iterator` returns. */
export const ITERATOR_CAP = 1000;
export const ITERATOR_DESCRIPTION = `All pages, up to ${ITERATOR_CAP} items; ignores limit and page_num.`;
export const iterator = flag(ITERATOR_DESCRIPTION);
