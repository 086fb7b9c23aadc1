import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toText } from '../../../src/json.ts';
import { AIOD_TOKEN } from '../../../src/sandbox/aiod/accounts.ts';
import { AiodPlatform } from '../../../src/sandbox/aiod/aiod-platform.ts';
import { registerAiod } from '../../../src/sandbox/aiod/aiod-router.ts';
import { SeededRandom } from '../../../src/sandbox/state/seeded-random.ts';
import { AIOD_RECORDED, type AiodExchange, readAiodRecordings } from '../../support/aiod-recordings.ts';

/** What the other part of the recording, or the recorded installation, has a share in: there, the shape counts. */
const OF_OTHER_CONTENT = ['counts', 'taxonomies', 'user.resources'];
/** The recording's stand-in for the search finds words in fields that the query leaves out. */
const OF_STAND_IN = /^\/v2\/search\/.*search_fields=legal_name/;
const IDENTIFIER = /\b[a-z]+_[A-Za-z0-9]{24}\b/g;
const SUBMISSION = /(\/submissions\/(?:retract\/)?|"submission_identifier":)(\d+)/g;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/;

const exchanges = readAiodRecordings();

if (exchanges === null) {
  it(`nothing to replay: ${AIOD_RECORDED} is absent`, ({ skip }) => skip(`${AIOD_RECORDED} is absent`));
} else {
  replayAll(exchanges);
}

function replayAll(all: readonly AiodExchange[]): void {
  describe(`${all.length} recorded exchanges with the catalogue`, () => {
    let server: FastifyInstance;
    const registered = new Identifiers();

    beforeAll(async () => {
      server = fastify({ exposeHeadRoutes: false });
      const aiod = new AiodPlatform(new SeededRandom(1), Date.now, () => 'http://localhost');
      await server.register(async (scope) => registerAiod(scope, aiod, []), { prefix: '/aiod' });
    });
    afterAll(() => server.close());

    it.each(all)('$group: $request.method $request.path by $request.auth: $note', async (exchange) => {
      const { request, response, group } = exchange;
      const reply = await server.inject({
        method: request.method as 'GET',
        url: `/aiod${registered.here(request.path)}`,
        headers: { ...credentialsOf(request.auth), ...contentTypeOf(request.body) },
        ...payloadOf(registered, request.body),
      });
      expect(`${reply.statusCode} ${reply.statusCode === response.status ? '' : reply.payload}`).toBe(
        `${response.status} `,
      );
      if (typeof response.location === 'string') {
        const location = String(reply.headers['location']);
        expect(location.replace('http://localhost:80/aiod', '{base}')).toBe(response.location);
      }
      expect(reply.headers['content-type'] ?? '').toContain(response.content_type ?? '');
      if (response.content_type?.startsWith('text/') === true) return;
      const body: unknown =
        reply.payload === '' || request.method === 'HEAD' ? null : JSON.parse(reply.payload);
      registered.learn(response.body, body);
      const due = settled(response.body);
      const delivered = settled(registered.there(body));
      const isOther = OF_OTHER_CONTENT.includes(group) || OF_STAND_IN.test(request.path);
      if (isOther) expect(misfitsOf(due, delivered, group)).toEqual([]);
      else expect(delivered).toEqual(due);
    });
  });
}

/** The sandbox's identifiers and the recorded ones of the same things. */
class Identifiers {
  readonly #here = new Map<string, string>();
  readonly #there = new Map<string, string>();

  /** What one request registered in both places. */
  learn(there: unknown, here: unknown): void {
    for (const key of ['identifier', 'submission_identifier']) {
      const [recorded, own] = [there, here].map((body) => (body as Record<string, unknown> | null)?.[key]);
      if (recorded === undefined || own === undefined || Object.keys(here as object).length > 1) continue;
      this.#here.set(toText(recorded), toText(own));
      this.#there.set(toText(own), toText(recorded));
    }
  }

  /** A request in the sandbox's identifiers. */
  here<T>(value: T): T {
    const text = JSON.stringify(value)
      .replace(IDENTIFIER, (known) => this.#here.get(known) ?? known)
      .replace(
        SUBMISSION,
        (_, before: string, known: string) => `${before}${this.#here.get(known) ?? known}`,
      );
    return JSON.parse(text) as T;
  }

  /** A response in the recorded identifiers. */
  there(value: unknown): unknown {
    const text = JSON.stringify(value).replace(IDENTIFIER, (own) => this.#there.get(own) ?? own);
    return JSON.parse(text) as unknown;
  }
}

function credentialsOf(auth: string): Record<string, string> {
  if (auth === 'none') return {};
  return { authorization: `Bearer ${auth === 'alice' ? AIOD_TOKEN : `${AIOD_TOKEN}-${auth}`}` };
}

interface RawBody {
  readonly $raw?: string;
  readonly content_type?: string;
  readonly $multipart?: readonly {
    readonly name: string;
    readonly filename: string;
    readonly content_type: string;
    readonly base64: string;
  }[];
}

const BOUNDARY = 'recorded-form';

function contentTypeOf(body: unknown): Record<string, string> {
  if (body === null) return {};
  const { content_type: type, $multipart: parts } = body as RawBody;
  if (parts !== undefined) return { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
  return { 'content-type': type ?? 'application/json' };
}

function payloadOf(registered: Identifiers, body: unknown): { payload?: string | Buffer } {
  if (body === null) return {};
  const { $raw: raw, $multipart: parts } = body as RawBody;
  if (raw !== undefined) return { payload: raw };
  if (parts === undefined) return { payload: JSON.stringify(registered.here(body)) };
  const chunks = parts.flatMap(({ name, filename, content_type: type, base64 }) => [
    Buffer.from(
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"; filename="${filename}"\r\ncontent-type: ${type}\r\n\r\n`,
    ),
    Buffer.from(base64, 'base64'),
    Buffer.from('\r\n'),
  ]);
  return { payload: Buffer.concat([...chunks, Buffer.from(`--${BOUNDARY}--\r\n`)]) };
}

/** A body without what differs from run to run; lists of texts have no order. */
function settled(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => settled(item));
    return items.every((item) => typeof item === 'string') && key !== 'loc' ? items.toSorted() : items;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, settled(inner, name)]));
  }
  if (typeof value === 'number' && key.endsWith('identifier')) return 'a number';
  if (key === 'reference') return /^[0-9a-f]{32}$/.test(String(value)) ? 'a reference' : value;
  if (key === '@value' || key.startsWith('date') || key === 'request_date' || key === 'decision_date') {
    return MOMENT.test(String(value)) ? 'a moment' : value;
  }
  if (key !== 'detail' || typeof value !== 'string') return value;
  // Python writes a set in any order.
  return value.replace(/\{'[^}]*'\}/, (set) => `{${set.slice(1, -1).split(', ').toSorted().join(', ')}}`);
}

/** Where a value has another shape than it should; the keys of counts and the items of lists are content. */
function misfitsOf(due: unknown, value: unknown, group: string, path = ''): string[] {
  if (Array.isArray(due) && Array.isArray(value)) {
    const [sample] = due;
    return sample === undefined
      ? []
      : value.flatMap((item, position) => misfitsOf(sample, item, group, `${path}[${position}]`));
  }
  if (isRecord(due) && isRecord(value)) {
    if (group === 'counts') return [];
    const [one, other] = [Object.keys(due).toSorted(), Object.keys(value).toSorted()];
    if (one.join() !== other.join()) return [`${path}: ${other.join()} instead of ${one.join()}`];
    return one.flatMap((name) => misfitsOf(due[name], value[name], group, `${path}.${name}`));
  }
  const isSame = due === null || value === null || kindOf(due) === kindOf(value);
  return isSame ? [] : [`${path}: ${kindOf(value)} instead of ${kindOf(due)}`];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return kindOf(value) === 'object';
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}
