import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staticCredential } from '../src/client/credential.ts';
import type { ClosablePlatformClient } from '../src/client/platform-client.ts';
import type { Dispatch } from '../src/dispatch/tool-call.ts';
import { CallError } from '../src/errors.ts';
import { isObject, toText } from '../src/json.ts';
import { renderAnswer } from '../src/mcp/results/call-result.ts';
import { extraOperations, operations } from '../src/tools/catalogue/catalogue.ts';
import type { Operation } from '../src/tools/operation.ts';
import { AIOD_RECORDED, type AiodExchange, readAiodRecordings } from './support/aiod-recordings.ts';
import { connectTo, neverAborted } from './support/connect.ts';
import { dispatchOver } from './support/dispatch.ts';
import type { ToolResult } from './support/hosts.ts';
import { expectValidResult, schemaOfResult } from './support/output-schemas.ts';
import { answer, type FakePlatform, type Received, startPlatform } from './support/platform.ts';

/** Requests that no tool makes, by `VERB path`, and why. */
const NO_TOOL: readonly (readonly [request: RegExp, reason: string])[] = [
  [/^(HEAD|OPTIONS|PATCH) /, 'a verb that the platform does not have'],
  [/^DELETE \/v2\/\w+$/, 'a verb that the path does not have'],
  [/^GET \/v[19]\//, 'a version that does not exist'],
  [/^GET \/v2\/(nothing|contact|counts\/nothings)\b/, 'a path that does not exist'],
  [/^POST \/v2\/\w+\/submit\//, 'only in v2: aiod_submissions_post submits in every version'],
  [/^(POST|PUT) \/v2\/\w+\/\w+\/image\b/, 'a file, which aiod_upload_image sends'],
  [/^GET \/v2\/(agents|ai_assets|ai_resources)\//, 'deprecated: aiod_assets_get reads every kind'],
  [/^GET \/v2\/search\/(contacts|persons|teams)\?/, 'a search that the platform does not have'],
  [/^GET \/v2\/\w+\/\w+\/content(\/|$)/, 'content of a kind that has none'],
  [/^GET \/v2\/(countrys|number_of_employees)$/, 'an old name of a vocabulary, which only v2 has'],
  [/^GET \/v2\/$/, 'a page for people'],
  [/^GET \/v2\/contacts\/$/, 'a slash at the end, which only redirects'],
  [
    /^GET \/v2\/(contacts|platforms\/huggingface\/contacts)\/\w+\/[\w.]+$/,
    'an identifier with a slash, which no path can hold',
  ],
];

/** Notes of requests with a value in the wrong shape, or with what only reading shows: the tool sends what is meant. */
const REPAIRED: readonly string[] = [
  'a number as name is turned into a string',
  'e-mail is a string',
  'e-mail null',
  'telephone is a number',
  'country is a number',
  'location is an object',
  'aiod_entry editor is a string',
  'empty offset',
  'sort in capitals',
  'a date with a time',
  'count per platform, capital',
  'identifier a string',
  'wants_to_be_contacted null',
  'the record as read, with its aiod_entry',
  'aiod_entry with status',
  'the record as read, without aiod_entry: platform and identifier are accepted',
  'the record as read, with only the editor of its aiod_entry',
];

/** Notes of requests that the platform takes and a tool refuses, since it would not do what they say. */
const REFUSED: readonly (readonly [note: RegExp, reason: string])[] = [
  [
    /unknown keys|parameter the server does not know|a query is ignored/,
    'unknown names, which the platform ignores',
  ],
  [/bytes: accepted/, 'what only reading shows'],
  [/schema=aiod/, 'the only format there is'],
  [
    /cut off|accepted, lost|aiod_entry is a string|free is yes/,
    'a value of another type, which is lost or changed',
  ],
  [/as an empty object/, 'a body that is no object of JSON'],
  [/limit 0|limit -1|day number/, 'a limit or a date with a meaning of its own'],
  [/no identifiers|retract a word/, 'a submission of nothing, and one that cannot exist'],
];

const exchanges = readAiodRecordings();
const catalogue = [...operations, ...extraOperations].filter(
  ({ platform, procedure }) =>
    platform === 'aiod' && !['read_each', 'list_in_batches', 'read_merge_replace'].includes(procedure),
);

if (exchanges === null) {
  it(`nothing to replay: ${AIOD_RECORDED} is absent`, ({ skip }) => skip(`${AIOD_RECORDED} is absent`));
} else {
  replay(exchanges);
}

function replay(all: readonly AiodExchange[]): void {
  describe(`${all.length} recorded exchanges with AI-on-Demand, through its tools`, () => {
    let current: AiodExchange;
    let platform: FakePlatform;
    let clients: readonly ClosablePlatformClient[];
    let asUser: Dispatch;
    let asAnyone: Dispatch;
    beforeAll(async () => {
      platform = await startPlatform((received, response) => {
        const { status, body, location, content_type } = current.response;
        // Reads around the recorded request: of the state before it, of a record with content, of a vocabulary.
        if (!isRecorded(received, current)) return answer(response, 200, {});
        if (content_type?.startsWith('text/') === true) return void response.writeHead(status).end(body);
        answer(response, status, body, typeof location === 'string' ? { location } : {});
      });
      const connect = (credential: string | undefined) =>
        connectTo(platform.url, {
          platform: 'aiod',
          label: 'AI-on-Demand',
          version: 'v2',
          credential: credential === undefined ? undefined : staticCredential(credential),
        });
      const [user, anyone] = [connect('token'), connect(undefined)];
      clients = [user, anyone];
      asUser = dispatchOver({ civis: user, aiod: user });
      asAnyone = dispatchOver({ civis: anyone, aiod: anyone });
    });
    afterAll(async () => {
      await Promise.all(clients.map((client) => client.close()));
      await platform.close();
    });

    /** What is wrong with the replay of an exchange; null where nothing is. */
    async function faultOf(exchange: AiodExchange): Promise<string | null> {
      current = exchange;
      platform.received.length = 0;
      const { request, response } = exchange;
      const found = operationFor(exchange);
      if (found === null) return isListed(exchange) ? null : 'no tool makes it, and no reason is given';
      const dispatch = request.auth === 'none' ? asAnyone : asUser;
      const call = {
        name: found.operation.name,
        args: found.args,
        signal: neverAborted,
        report: () => undefined,
      };
      const result = await dispatch(call).then(
        (delivered) => {
          const rendered = renderAnswer(delivered, { maxChars: 1_000_000, schemaOfResult }) as ToolResult;
          expectValidResult(found.operation, rendered);
          // Nothing is of another type than the facts say, so that nothing is left out.
          expect(JSON.stringify(rendered.structuredContent)).not.toContain('Left out because');
          return delivered.outcome.value;
        },
        (cause: unknown) => {
          if (cause instanceof CallError) return cause;
          throw cause;
        },
      );
      const sent = platform.received.find((received) => isRecorded(received, exchange));
      if (sent === undefined) {
        if (REPAIRED.includes(exchange.note ?? '') && platform.received.length > 0) return null;
        if (!(result instanceof CallError)) return 'was not sent';
        const isExpected = REFUSED.some(([note]) => note.test(exchange.note ?? ''));
        if (response.status < 400 && !isExpected) return `is refused: ${result.message}`;
        const isRefused = ['invalid_input', 'not_configured'].includes(result.kind);
        return isRefused && platform.received.length === 0 ? null : `was not sent: ${result.message}`;
      }
      if (response.status >= 400) {
        if (!(result instanceof CallError)) return 'its error was delivered as a result';
        if (response.status === 409 && found.operation.procedure === 'content_link') return null;
        if (result.details.status === 403 && result.details.hint?.startsWith('Ask the object') !== false) {
          return `has no reason: ${result.message}`;
        }
        const isExplained =
          result.details.status === response.status && result.message.includes(detailOf(response.body));
        return isExplained ? null : `is not explained: ${result.message}`;
      }
      if (result instanceof CallError) {
        const isHidden = isObject(response.body) && response.body['status_code'] === 404;
        const isNone = response.location === 'None';
        return isHidden || isNone ? null : `is an error: ${result.message}`;
      }
      return differenceOf(found.operation, exchange, result);
    }

    const groups = [...new Set(all.map(({ group }) => group))];
    it.each(groups)('%s', async (group) => {
      const faults: string[] = [];
      for (const exchange of all.filter((each) => each.group === group)) {
        const fault = await faultOf(exchange);
        const { method, path } = exchange.request;
        if (fault !== null)
          faults.push(
            `${method} ${path} ${JSON.stringify(exchange.request.body)} (${exchange.note}): ${fault}`,
          );
      }
      expect(faults).toEqual([]);
    });

    it('gives no reason that nothing has', () => {
      const without = all.filter((exchange) => operationFor(exchange) === null);
      const lines = without.map(({ request }) => `${request.method} ${request.path}`);
      expect(NO_TOOL.filter(([pattern]) => !lines.some((line) => pattern.test(line)))).toEqual([]);
    });
  });
}

function isListed({ request: { method, path } }: AiodExchange): boolean {
  return NO_TOOL.some(([pattern]) => pattern.test(`${method} ${path}`));
}

interface Found {
  readonly operation: Operation;
  readonly args: Record<string, unknown>;
}

/** The operation that makes a request, and its arguments. Fixed segments come before parameters. */
function operationFor({ request: { method, path, body } }: AiodExchange): Found | null {
  const { pathname, searchParams } = new URL(path, 'http://platform');
  const [, version = '', rest = ''] = /^\/(v\d)(\/.*)$/.exec(pathname) ?? [];
  if (!['v2', 'v3'].includes(version)) return null;
  const found = catalogue
    .filter(({ verb }) => verb === method)
    .flatMap((operation) =>
      [operation.path, ...Object.values(operation.pathWith)].flatMap((template) => {
        const match = new RegExp(`^${template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`).exec(rest);
        return match === null
          ? []
          : [{ operation, inPath: match.groups ?? {}, tokens: template.split('{').length }];
      }),
    )
    .sort((one, other) => one.tokens - other.tokens)
    .find(
      ({ operation }) =>
        operation.method !== 'remove_permission' || !isObject(body) || body['permission_type'] == null,
    );
  if (found === undefined) return null;
  const { operation, inPath } = found;
  const args: Record<string, unknown> = version === 'v2' ? {} : { version };
  for (const [name, value] of Object.entries(inPath)) args[name] = decodeURIComponent(value);
  for (const key of new Set(searchParams.keys())) {
    const param = operation.params.find(({ wireName, in: where }) => where === 'query' && wireName === key);
    const values = searchParams.getAll(key);
    args[param?.name ?? key] = values.length > 1 ? values : values[0];
  }
  const whole = operation.params.find(({ in: where, wireName }) => where === 'body' && wireName === null);
  if (whole !== undefined) args[whole.name] = body;
  else if (isObject(body)) Object.assign(args, body);
  return { operation, args };
}

/** Whether a request says what the recorded one says; a tool states defaults that the other leaves out. */
function isRecorded({ verb, target, body }: Received, { request }: AiodExchange): boolean {
  const [sent, due] = [target, request.path].map((each) => new URL(each, 'http://platform'));
  if (sent === undefined || due === undefined) return false;
  const pairs = [...due.searchParams].map(([name, value]) => `${name}=${value}`);
  const present = new Set([...sent.searchParams].map(([name, value]) => `${name}=${value}`));
  return (
    verb === request.method &&
    decodeURIComponent(sent.pathname) === decodeURIComponent(due.pathname) &&
    pairs.every((pair) => present.has(pair)) &&
    isDeepStrictEqual(body, request.body)
  );
}

/** What an error repeats of the platform's text: the beginning of its first line, or a part of its list. */
function detailOf(body: unknown): string {
  const detail = isObject(body) ? body['detail'] : body;
  const text = Array.isArray(detail) && isObject(detail[0]) ? toText(detail[0]['msg']) : toText(detail);
  return JSON.stringify((text.split('\n')[0] ?? '').slice(0, 150).replace(/\.$/, '')).slice(1, -1);
}

function differenceOf(
  { procedure, omits = [] }: Operation,
  { response }: AiodExchange,
  value: unknown,
): string | null {
  const { body, location } = response;
  if (procedure === 'content_link') {
    return isObject(value) && value['content_link'] === location ? null : 'another link was delivered';
  }
  const due = Array.isArray(body)
    ? body.map((item) =>
        isObject(item)
          ? Object.fromEntries(Object.entries(item).filter(([name]) => !omits.includes(name)))
          : item,
      )
    : body;
  return JSON.stringify(value ?? null) === JSON.stringify(due)
    ? null
    : `another value was delivered: ${JSON.stringify(value)?.slice(0, 300)}`;
}
