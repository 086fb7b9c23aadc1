import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClosablePlatformClient } from '../src/client/platform-client.ts';
import { createPresenter } from '../src/dispatch/present.ts';
import { createCredentialRegistry } from '../src/dispatch/redact.ts';
import { type CallParts, handleCall } from '../src/mcp/call-handler.ts';
import { operationsByName } from '../src/tools/catalogue/catalogue.ts';
import { connectTo, neverAborted } from './support/connect.ts';
import { dispatchOver } from './support/dispatch.ts';
import type { ToolResult } from './support/hosts.ts';
import { expectValidResult, schemaOfResult } from './support/output-schemas.ts';
import { answer, type FakePlatform, type Respond, startPlatform } from './support/platform.ts';
import {
  argumentsFor,
  inDocumentedNames,
  meaningOf,
  RECORDED,
  type Recording,
  readRecordings,
  unknownNames,
} from './support/recorded.ts';
import { dataOf, errorOf, textOf } from './support/results.ts';

/** Parameters that Civis took when it was recorded and its documentation never had. */
const UNDOCUMENTED: Readonly<Record<string, readonly string[]>> = {
  civis_jobs_list: ['status'],
  civis_jobs_list_children: ['id'],
  civis_jobs_list_parents: ['id'],
};

const recordings = readRecordings();

if (recordings === null) {
  it(`nothing to replay: ${RECORDED} is absent`, ({ skip }) => skip(`${RECORDED} is absent`));
} else {
  replay(recordings);
}

function replay(all: readonly Recording[]): void {
  const told = all.map((recording) => ({ ...recording, unknown: unknownOf(recording) }));
  const replayed = told.filter(({ unknown }) => unknown.length === 0);

  describe(`${replayed.length} of ${all.length} recorded exchanges`, () => {
    let respond: Respond;
    let platform: FakePlatform;
    let client: ClosablePlatformClient;
    let answering: CallParts;
    beforeAll(async () => {
      platform = await startPlatform((received, response) => respond(received, response));
      client = connectTo(platform.url);
      answering = {
        dispatch: dispatchOver({ civis: client, aiod: client }),
        rules: {
          maxChars: 1_000_000,
          protect: createPresenter(createCredentialRegistry([]), true).protect,
          // A result that its schema does not describe would be changed.
          schemaOfResult,
        },
        log: { call: () => undefined, error: () => undefined },
      };
    });
    afterAll(async () => {
      await client.close();
      await platform.close();
    });

    it.each(replayed)('$tool: $request_method $request_path, $response_status', async (recording) => {
      const { response_status: status, response_body: body } = recording;
      respond = (_, response) => answer(response, status, body ?? undefined, recording.response_headers);
      platform.received.length = 0;
      const result = (await handleCall(
        {
          name: recording.tool,
          args: argumentsFor(operationOf(recording), recording),
          signal: neverAborted,
          report: () => undefined,
        },
        answering,
      )) as ToolResult;

      expect(platform.received.map((seen) => meaningOf(seen.verb, seen.target, seen.body))).toEqual([
        meaningOf(recording.request_method, recording.request_path, recording.request_body),
      ]);
      expectValidResult(operationOf(recording), result);
      if (status < 400) expect(dataOf(result)).toEqual(deliveryOf(recording));
      else expectRefusal(errorOf(result), textOf(result), recording);
    });

    it('leaves out what the documentation does not know, and nothing else', () => {
      const left = told.filter(({ unknown }) => unknown.length > 0);
      for (const { tool, unknown } of left) expect(UNDOCUMENTED[tool]).toEqual(unknown);
      expect(replayed.length).toBeGreaterThan(left.length);
    });
  });
}

function operationOf({ tool }: Recording) {
  return operationsByName.get(tool) ?? expect.fail(`no ${tool} in the catalogue`);
}

function unknownOf(recording: Recording): readonly string[] {
  const operation = operationsByName.get(recording.tool);
  return operation === undefined ? [recording.tool] : unknownNames(operation, recording);
}

/** What a host must get for an answer: the documented names, and the page that its headers tell. */
function deliveryOf({ response_body: body, response_headers: headers }: Recording): unknown {
  if (body === null) return { done: true };
  const value = inDocumentedNames(body);
  if (!Array.isArray(value)) return value;
  const read = (name: string) => Number(headers[`X-Pagination-${name}`]);
  const [number, total_pages] = [read('Current-Page'), read('Total-Pages')];
  if (Number.isNaN(number)) return { items: value };
  const next = number < total_pages ? number + 1 : null;
  const page = { number, size: read('Per-Page'), total_pages, total_items: read('Total-Entries'), next };
  return { items: value, page };
}

function expectRefusal(error: object, text: string, recording: Recording): void {
  const said = recording.response_body as { error: string; errorDescription: string };
  expect(error).toMatchObject({
    status: recording.response_status,
    code: said.error,
    method: recording.request_method,
    retryable: false,
  });
  expect(text).toContain(said.errorDescription.replace(/\.$/, ''));
}
