import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Operation } from '../../tools/operation.ts';
import { describeHttpError, parseJsonBodies } from '../http/body-parsers.ts';
import { PathRouter } from '../http/path-router.ts';
import type { User } from '../state/entities.ts';
import { appHandlers } from './apps.ts';
import { archiveHandler } from './archive.ts';
import { CivisError, notEmbedded, unauthorized } from './civis-error.ts';
import type { CivisPlatform, CivisResponse, Handler, HandlerFactory } from './civis-platform.ts';
import { clusterHandlers } from './clusters.ts';
import { codeHandlers } from './codes.ts';
import { collectionHandler } from './collections.ts';
import { credentialHandlers } from './credentials.ts';
import { databaseHandlers } from './databases.ts';
import { endpointHandlers } from './endpoints.ts';
import { enhancementHandlers } from './enhancements.ts';
import { exportHandlers } from './exports.ts';
import { fileImportHandlers } from './file-imports.ts';
import { fileHandlers } from './files.ts';
import { groupHandlers } from './groups.ts';
import { batchHandlers } from './import-batches.ts';
import { importHandlers } from './imports.ts';
import { jobHandlers } from './jobs.ts';
import { mediaHandlers } from './media.ts';
import { modelHandlers } from './models.ts';
import { notebookHandlers } from './notebooks.ts';
import { ownershipHandler } from './ownership.ts';
import { projectMembershipHandler } from './project-membership.ts';
import { projectHandlers } from './projects.ts';
import { gitRepoHandlers, remoteHostHandlers } from './remote-hosts.ts';
import { reportHandlers } from './reports.ts';
import { validateRequest } from './request-validation.ts';
import { createProjector } from './response-projection.ts';
import { logHandler } from './run-logs.ts';
import { runHandler } from './runs.ts';
import { searchHandlers } from './searches.ts';
import { shareHandler } from './shares.ts';
import { needsDatabases, sqlJobHandlers } from './sql-jobs.ts';
import { tableHandlers } from './tables.ts';
import { userHandlers } from './users.ts';
import { workflowHandlers } from './workflows.ts';

const HANDLER_FACTORIES: readonly HandlerFactory[] = [
  shareHandler,
  ownershipHandler,
  projectMembershipHandler,
  archiveHandler,
  runHandler,
  logHandler,
];

/** The owner of a request's API key; undefined without a key or with a wrong one. */
export type Authenticate = (authorization: string | undefined) => User | undefined;

/** Registers a route for each operation: its own handler, one for the form of its path, or that of collections. */
export function registerCivis(
  server: FastifyInstance,
  civis: CivisPlatform,
  operations: readonly Operation[],
  authenticate: Authenticate,
): void {
  parseJsonBodies(server);
  const special = operationHandlers(civis, operations);
  const routes = new PathRouter();
  for (const operation of operations) {
    const { verb, path } = operation;
    const handle = special.get(`${verb} ${path}`) ?? createHandler(civis, operation);
    const project = createProjector(operation.returns);
    routes.add(verb, path, async ({ headers, query, body }, reply, values) => {
      const caller = authenticate(headers.authorization);
      if (caller === undefined) throw unauthorized();
      if (needsDatabases(civis, operation)) await civis.databases.load();
      const hasChanged = civis.eventQueue.runDue(civis.now());
      if (hasChanged || verb !== 'GET') civis.listCache.clear();
      const parameters = validateRequest(operation, { path: values, query: query as Query, body });
      const response = handle({ operation, caller, ...parameters });
      const projected = response.returns === undefined ? project : createProjector(response.returns);
      return sendResponse(reply, response, projected(response.value));
    });
  }
  routes.serve(server, (reply) => sendError(reply, notEmbedded()));
  server.setErrorHandler((error, _, reply) => sendError(reply, toCivisError(error)));
}

type Query = Readonly<Record<string, unknown>>;

/** Handlers of operations with behaviour of their own, by `VERB /path`. */
export function operationHandlers(
  civis: CivisPlatform,
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
      gitRepoHandlers(civis),
      groupHandlers(civis),
      importHandlers(civis),
      jobHandlers(civis),
      mediaHandlers(civis),
      modelHandlers(civis),
      notebookHandlers(civis),
      remoteHostHandlers(civis),
      projectHandlers(civis),
      reportHandlers(civis),
      searchHandlers(civis),
      sqlJobHandlers(civis),
      tableHandlers(civis),
      userHandlers(civis),
      workflowHandlers(civis),
    ].flatMap((handlers) => Object.entries(handlers)),
  );
}

function createHandler(civis: CivisPlatform, operation: Operation): Handler {
  for (const createFor of HANDLER_FACTORIES) {
    const handler = createFor(civis, operation);
    if (handler !== undefined) return handler;
  }
  return collectionHandler(civis, operation);
}

function sendResponse(
  reply: FastifyReply,
  { status, headers = {} }: CivisResponse,
  body: unknown,
): FastifyReply {
  reply.headers(headers);
  if (body === undefined) return reply.code(status === 201 ? 204 : (status ?? 204)).send();
  return reply.code(status ?? 200).send(body);
}

function toCivisError(error: unknown): CivisError {
  if (error instanceof CivisError) return error;
  const { status, message } = describeHttpError(error);
  return new CivisError(status, status < 500 ? 'bad_request' : 'internal_error', message);
}

function sendError(reply: FastifyReply, error: CivisError): FastifyReply {
  return reply.code(error.status).send(error.body);
}
