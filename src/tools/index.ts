import { contacts } from './aiod/contacts.ts';
import { announcements } from './civis/announcements.ts';
import { codes } from './civis/codes.ts';
import { databases } from './civis/databases.ts';
import { endpoints } from './civis/endpoints.ts';
import { files } from './civis/files.ts';
import { jobs } from './civis/jobs.ts';
import type { Operation } from './operation.ts';

/** Every documented operation, by platform, resource and name: the fixed order of every list. */
export const operations: readonly Operation[] = Object.freeze(
  [announcements, codes, databases, endpoints, files, jobs, contacts]
    .flat()
    .sort((one, other) => (one.name < other.name ? -1 : 1)),
);

export const catalogue: ReadonlyMap<string, Operation> = new Map(
  operations.map((operation) => [operation.name, operation]),
);
