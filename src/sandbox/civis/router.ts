import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Operation } from '../../tools/operation.ts';
import { createProjector } from '../answer.ts';
import { describeHttpError, parseJsonBodies } from '../bodies.ts';
import type { User } from '../records.ts';
import { PathRouter } from '../routes.ts';
import { appHandlers } from './apps.ts';
import { archive } from './archive.ts';
import { readArguments } from './arguments.ts';
import { batchHandlers } from './batches.ts';
import { clusterHandlers } from './clusters.ts';
import { codeHandlers } from './codes.ts';
import { collectionHandler } from './collections.ts';
import { credentialHandlers } from './credentials.ts';
import { databaseHandlers } from './databases.ts';
import { endpointHandlers } from './endpoints.ts';
import { enhancementHandlers } from './enhancements.ts';
import { CivisError, notFound, unauthorized } from './errors.ts';
import { exportHandlers } from './exports.ts';
import { fileImportHandlers } from './file-imports.ts';
import { fileHandlers } from './files.ts';
import { importHandlers } from './imports.ts';
import { jobHandlers } from './jobs.ts';
import { logs } from './logs.ts';
import { mediaHandlers } from './media.ts';
import { modelHandlers } from './models.ts';
import { notebookHandlers } from './notebooks.ts';
import type { Civis, CivisAnswer, Family, Handler } from './platform.ts';
import { projects } from './projects.ts';
import { runs } from './runs.ts';
import { shares } from './shares.ts';
import { userHandlers } from './users.ts';

const FAMILIES: readonly Family[] = [shares, projects, archive, runs, logs];

/** Whose key a request carries; undefined for none or a wrong one. */
export type Authenticate = (authorization: string | undefined) => User | undefined;

/** Registers a route for each operation of the catalogue: what is special first, then families, then collections. */
export function registerCivis(
  server: FastifyInstance,
  civis: Civis,
  operations: readonly Operation[],
  authenticate: Authenticate,
): void {
  parseJsonBodies(server);
  const special = specialHandlers(civis, operations);
  const routes = new PathRouter();
  for (const operation of operations) {
    const { verb, path } = operation;
    const handle = special.get(`${verb} ${path}`) ?? familyHandler(civis, operation);
    const project = createProjector(operation.returns);
    routes.add(verb, path, ({ headers, query, body }, reply, values) => {
      const caller = authenticate(headers.authorization);
      if (caller === undefined) throw unauthorized();
      const hasChanged = civis.timeline.runDue(civis.now());
      if (hasChanged || verb !== 'GET') civis.lists.clear();
      const args = readArguments(operation, { path: values, query: query as QueryValues, body });
      const answer = handle({ operation, caller, ...args });
      return send(reply, answer, project(answer.value));
    });
  }
  routes.serve(server, (reply) => sendError(reply, notFound('There is no such endpoint.')));
  server.setErrorHandler((error, _, reply) => sendError(reply, asCivisError(error)));
}

type QueryValues = Readonly<Record<string, unknown>>;

/** What does not follow from the catalogue, by `VERB /path`. */
export function specialHandlers(
  civis: Civis,
  operations: readonly Operation[],
): ReadonlyMap<string, Handler> {
  return new Map(
    [
      appHandlers(civis),
      batchHandlers(civis),
      clusterHandlers(civis),
      codeHandlers(civis, operations),
      credentialHandlers(civis, operations),
      databaseHandlers(civis),
      endpointHandlers(operations),
      enhancementHandlers(civis, operations),
      exportHandlers(civis),
      fileHandlers(civis),
      fileImportHandlers(civis),
      importHandlers(civis),
      jobHandlers(civis),
      mediaHandlers(civis),
      modelHandlers(civis),
      notebookHandlers(civis),
      userHandlers(civis),
    ].flatMap((handlers) => Object.entries(handlers)),
  );
}

function familyHandler(civis: Civis, operation: Operation): Handler {
  for (const family of FAMILIES) {
    const handler = family(civis, operation);
    if (handler !== undefined) return handler;
  }
  return collectionHandler(civis, operation);
}

function send(reply: FastifyReply, { status, headers = {} }: CivisAnswer, body: unknown): FastifyReply {
  reply.headers(headers);
  if (body === undefined) return reply.code(status === 201 ? 204 : (status ?? 204)).send();
  return reply.code(status ?? 200).send(body);
}

function asCivisError(error: unknown): CivisError {
  if (error instanceof CivisError) return error;
  const { status, message } = describeHttpError(error);
  return new CivisError(status, status < 500 ? 'bad_request' : 'internal_error', message);
}

function sendError(reply: FastifyReply, error: CivisError): FastifyReply {
  return reply.code(error.status).send(error.body);
}
