import type { Row } from './table.ts';

/** What one may do with an object; each level includes the ones before it. */
export type Level = 'read' | 'write' | 'manage';

/** Who may do what with an object: levels by the ids of users and of groups. */
export interface Grants {
  readonly users: Map<number, Level>;
  readonly groups: Map<number, Level>;
}

export interface Person extends Row {
  name: string;
  username: string;
  initials: string;
  online: boolean | null;
  /** Ids of the groups that the person is in. */
  teams: number[];
}

export interface Team extends Row {
  name: string;
}

export interface Project extends Row {
  name: string;
  hidden: boolean;
  archived: boolean;
}

export type RunState = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

export interface Run extends Row {
  state: RunState;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  error: string | null;
  is_cancel_requested: boolean;
  /** How a run is to go on; null for runs from before the sandbox started. */
  plan: Plan | null;
}

/** How a run is to go on: until when, what it fails of if anything, and what it says on the way. */
export interface Plan extends Attempt {
  readonly finish_at: number;
}

/** What work comes to that is really done: lines for the log, and what it fails of, if anything. */
export interface Attempt {
  readonly error: string | null;
  /** Left out: what jobs of that type usually say. */
  readonly steps?: readonly string[];
}

/** What makes a job's runs fail, and how often: 1 is always. */
export interface Trouble {
  readonly error: string;
  readonly chance: number;
}

export interface Job extends Row {
  /** The collection that the job is at home in: `imports`; `jobs` for one that is in no other. */
  kind: string;
  name: string;
  type: string;
  state: 'idle' | 'scheduled' | RunState;
  created_at: string;
  updated_at: string;
  last_run: Run | null;
  /** When the schedule starts it next. */
  next_run_at: string | null;
  /** The last few runs, the newest first. */
  runs: readonly Run[];
  hidden: boolean;
  archived: boolean;
  author: Person;
  /** The job whose success starts this one. */
  parent_id: number | null;
  trouble: Trouble | null;
  /** Ids of the projects that hold it. */
  projects: Set<number>;
  grants: Grants;
}

export interface File extends Row {
  name: string;
  created_at: string;
  file_size: number;
  expires_at: string | null;
  /** Where the object store keeps the bytes. */
  key: string;
  grants: Grants;
}
