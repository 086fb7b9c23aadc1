/** Response shapes that several resources share. */
export const userShape = {
  id: 'int',
  name: 'text',
  username: 'text',
  initials: 'text',
  'online?': 'flag',
} as const;

export const scheduleShape = {
  'scheduled?': 'flag',
  scheduled_days: ['int'],
  scheduled_hours: ['int'],
  scheduled_minutes: ['int'],
  'scheduled_runs_per_hour?': 'int',
} as const;

/** The schedule of an object as Civis shows it today. */
export const scheduleTodayShape = { ...scheduleShape, scheduled_days_of_month: ['int'] } as const;

export const notificationsShape = {
  urls: ['text'],
  'success_email_subject?': 'text',
  'success_email_body?': 'text',
  success_email_addresses: ['text'],
  'success_email_from_name?': 'text',
  'success_email_reply_to?': 'text',
  failure_email_addresses: ['text'],
  'stall_warning_minutes?': 'int',
  success_on: 'flag',
  failure_on: 'flag',
} as const;

/** A run, as part of the object that it belongs to. */
export const runShape = {
  id: 'int',
  state: 'text',
  created_at: 'time',
  'started_at?': 'time',
  'finished_at?': 'time',
  'error?': 'text',
} as const;

/** A run, as its own operations return it, without the id of its object. */
export const standaloneRunShape = {
  id: 'int',
  state: 'text',
  is_cancel_requested: 'flag',
  'started_at?': 'time',
  'finished_at?': 'time',
  'error?': 'text',
} as const;

/** A project, as lists return it. */
export const projectShape = {
  id: 'int',
  author: userShape,
  name: 'text',
  description: 'text',
  users: [userShape],
  auto_share: 'flag',
  created_at: 'time',
  updated_at: 'time',
  archived: 'text',
} as const;

/** A job of any type, as lists return it. */
export const jobShape = {
  id: 'int',
  name: 'text',
  type: 'text',
  state: 'text',
  created_at: 'time',
  updated_at: 'time',
  'last_run?': runShape,
} as const;
