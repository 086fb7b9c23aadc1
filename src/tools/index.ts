import { contacts } from './aiod/contacts.ts';
import { announcements } from './civis/announcements.ts';
import { apps } from './civis/apps.ts';
import { clusters } from './civis/clusters.ts';
import { codes } from './civis/codes.ts';
import { credentials } from './civis/credentials.ts';
import { databases } from './civis/databases.ts';
import { endpoints } from './civis/endpoints.ts';
import { enhancements } from './civis/enhancements.ts';
import { exports } from './civis/exports.ts';
import { files } from './civis/files.ts';
import { groups } from './civis/groups.ts';
import { imports } from './civis/imports.ts';
import { jobs } from './civis/jobs.ts';
import { media } from './civis/media.ts';
import { models } from './civis/models.ts';
import { notebooks } from './civis/notebooks.ts';
import type { Operation } from './operation.ts';

/** Every documented operation, by platform, resource and name: the fixed order of every list. */
export const operations: readonly Operation[] = Object.freeze(
  [
    announcements,
    apps,
    clusters,
    codes,
    credentials,
    databases,
    endpoints,
    enhancements,
    exports,
    files,
    groups,
    imports,
    jobs,
    media,
    models,
    notebooks,
    contacts,
  ]
    .flat()
    .sort((one, other) => (one.name < other.name ? -1 : 1)),
);

export const catalogue: ReadonlyMap<string, Operation> = new Map(
  operations.map((operation) => [operation.name, operation]),
);
