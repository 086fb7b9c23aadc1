import type { Row } from './table.ts';

// The field names of these rows are part of the format of the data file.

/** Permission on an object; each level includes the ones before it. */
export type PermissionLevel = 'read' | 'write' | 'manage';

/** Permissions on an object: levels by the ids of users and of groups. */
export interface Grants {
  readonly users: Map<number, PermissionLevel>;
  readonly groups: Map<number, PermissionLevel>;
}

export interface User extends Row {
  name: string;
  username: string;
  initials: string;
  online: boolean | null;
  /** Ids of the user's groups. */
  teams: number[];
}

export interface Group extends Row {
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
  /** The run's predetermined course; null for historical runs of the seed data. */
  plan: RunPlan | null;
}

/** The predetermined course of a run: its end, its error if it fails, and its log lines. */
export interface RunPlan extends RunOutcome {
  readonly finish_at: number;
}

/** Result of a run's execution: its error if it fails, and its log lines. */
export interface RunOutcome {
  readonly error: string | null;
  /** Log lines; left out, those that are usual for the job's type. */
  readonly steps?: readonly string[];
}

/** Makes a job's runs fail with an error; a chance of 1 means always. */
export interface FailureMode {
  readonly error: string;
  readonly chance: number;
}

export interface Job extends Row {
  /** The job's own collection, such as `imports`; `jobs` for a job that is in no other. */
  kind: string;
  name: string;
  type: string;
  state: 'idle' | 'scheduled' | RunState;
  created_at: string;
  updated_at: string;
  last_run: Run | null;
  /** Next start by the schedule. */
  next_run_at: string | null;
  /** The last few runs, the newest first. */
  runs: readonly Run[];
  hidden: boolean;
  archived: boolean;
  author: User;
  /** The job whose success starts this one. */
  parent_id: number | null;
  trouble: FailureMode | null;
  /** Ids of the projects that contain it. */
  projects: Set<number>;
  grants: Grants;
}

export interface FileRecord extends Row {
  name: string;
  created_at: string;
  file_size: number;
  expires_at: string | null;
  /** Key of the bytes in the object store. */
  key: string;
  grants: Grants;
}
