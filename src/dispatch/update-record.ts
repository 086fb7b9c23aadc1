import { isDeepStrictEqual } from 'node:util';
import { CallError } from '../errors.ts';
import { isObject } from '../json.ts';
import type { Operation } from '../tools/operation.ts';
import type { Outcome } from '../tools/outcome.ts';
import { listSome, noCredential, setCredential } from '../wording.ts';
import { refuseTooDeep } from './present.ts';
import {
  attributesToKeep,
  editorsOf,
  factsOf,
  metadataOf,
  refuseClearing,
  refuseMaskedValues,
  withIntegers,
} from './record-attributes.ts';
import { type OperationCall, send } from './send.ts';

type Metadata = Readonly<Record<string, unknown>>;

/** Attributes that each PUT sets by itself. */
const SET_BY_PLATFORM: readonly string[] = ['aiod_entry', 'contacts'];

/**
 * Changes some attributes of a record: reads it, merges at the top level and writes all of it back, since a PUT
 * resets what it leaves out. Not atomic. Returns what is different afterwards.
 */
export async function updateRecord(operation: Operation, call: OperationCall): Promise<Outcome> {
  if (!call.platform.hasCredential) {
    throw new CallError('not_configured', noCredential('AI-on-Demand'), {
      hint: `Nothing was read or written. ${setCredential('AIOD_ACCESS_TOKEN')}`,
    });
  }
  const facts = factsOf(operation);
  const given = metadataOf(call.args);
  const before = await readRecord(operation, call);
  // It is sent back before it is presented.
  refuseTooDeep(before);
  refuseClearing(operation, given, before);
  const kept = attributesToKeep(facts, before, given);
  const merged: Record<string, unknown> = { ...kept, ...given };
  refuseMaskedValues(merged);
  if (given['aiod_entry'] === undefined) {
    const editor = editorsOf(before);
    if (editor !== null) merged['aiod_entry'] = { editor };
  }
  call.report({ done: 1, total: 3, message: 'read; writing the merged metadata' });
  await send(operation, withMetadata(call, withIntegers(facts.attributes, merged)));
  call.report({ done: 2, total: 3, message: 'written; reading what has changed' });
  return differences(operation, call, before);
}

async function differences(operation: Operation, call: OperationCall, before: Metadata): Promise<Outcome> {
  const given = metadataOf(call.args);
  const { identifier } = call.args;
  const after = await readRecord(operation, call).catch(failedRead);
  if (after instanceof CallError) {
    const changed = Object.fromEntries(
      Object.entries(given).map(([name, now]) => [name, { was: before[name] ?? null, now }]),
    );
    const notice = `The change was written, but could not be read back (${after.message}): now is what was sent.`;
    return { value: { identifier, changed }, notices: [notice] };
  }
  const differs = (name: string) => !isDeepStrictEqual(shown(name, before), shown(name, after));
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(differs);
  const changed = Object.fromEntries(
    names
      .filter((name) => Object.hasOwn(given, name))
      .map((name) => [name, { was: shown(name, before) ?? null, now: shown(name, after) ?? null }]),
  );
  const { attributes } = factsOf(operation);
  const isOtherName = (name: string) =>
    Object.keys(given).some((key) => attributes[key]?.sameAs === name || attributes[name]?.sameAs === key);
  const others = names.filter(
    (name) => !Object.hasOwn(given, name) && !SET_BY_PLATFORM.includes(name) && !isOtherName(name),
  );
  const notices = [
    ...(Object.keys(changed).length === 0 ? ['The values were the same before: nothing has changed.'] : []),
    ...(others.length === 0
      ? []
      : [`These have changed too, by another request or by the platform: ${listSome(others)}.`]),
  ];
  return { value: { identifier, changed }, ...(notices.length > 0 && { notices }) };
}

/** A value to compare: of `aiod_entry`, what a caller can set. */
function shown(name: string, record: Metadata): unknown {
  return name === 'aiod_entry' ? { editor: editorsOf(record) } : record[name];
}

async function readRecord(operation: Operation, call: OperationCall): Promise<Metadata> {
  const { metadata: _, ...args } = call.args;
  const { body } = await send({ ...operation, verb: 'GET', auth: 'optional' }, { ...call, args });
  if (isObject(body)) return body;
  throw new CallError('platform_error', 'the catalogue did not return metadata.', {
    hint: 'Nothing was written. Call again, or read the record to see what is wrong.',
  });
}

function failedRead(cause: unknown): CallError {
  if (cause instanceof CallError) return cause;
  throw cause;
}

function withMetadata(call: OperationCall, metadata: Metadata): OperationCall {
  return { ...call, args: { ...call.args, metadata } };
}
