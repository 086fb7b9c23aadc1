import { CallError } from '../errors.ts';
import { isObject, toText } from '../json.ts';
import type { Operation } from '../tools/operation.ts';
import type { Outcome } from '../tools/outcome.ts';
import { type OperationCall, send } from './send.ts';

const SEE_OTHER = 303;
const SEVERAL = 409;
/** Distributions that an error lists. */
const MAX_LISTED = 20;

type Distribution = Readonly<Record<string, unknown>>;

/**
 * The link that the content of a record is behind, with what the record says of it. It leads to any host, so it is
 * returned and not followed: the credential must not go there.
 */
export async function readContentLink(operation: Operation, call: OperationCall): Promise<Outcome> {
  const { distribution_idx: index } = call.args;
  // Of several distributions, the first one has a path of its own too.
  const indexed = operation.pathWith['distribution_idx'];
  const target = index === undefined || indexed === undefined ? operation : { ...operation, path: indexed };
  const { status, headers } = await send({ ...target, pathWith: {} }, call, {
    acceptedStatuses: [SEE_OTHER, SEVERAL],
  });
  if (status === SEVERAL) throw severalError(await distributionsOf(operation, call));
  const link = headers['location'];
  if (link === undefined || !URL.canParse(link)) throw noLinkError(operation, call);
  const found = findDistribution(
    await distributionsOf(operation, call),
    link,
    typeof index === 'number' ? index : 0,
  );
  return { value: { content_link: link, ...found } };
}

/** The distributions that the record shows; none where it cannot be read, since the link alone is of use. */
async function distributionsOf(operation: Operation, call: OperationCall): Promise<readonly Distribution[]> {
  const { distribution_idx: _, ...args } = call.args;
  const path = operation.path.replace(/\/content$/, '');
  const reading = send({ ...operation, path, pathWith: {}, returns: 'any' }, { ...call, args });
  const { body } = await reading.catch((cause: unknown) => {
    if (cause instanceof CallError && cause.kind !== 'cancelled') return { body: undefined };
    throw cause;
  });
  const list = isObject(body) ? body['distribution'] : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function findDistribution(all: readonly Distribution[], link: string, index: number) {
  const leadsThere = ({ content_url }: Distribution) => content_url === link;
  const position = index < 0 ? all.length + index : index;
  const atIndex = all[position];
  const found = atIndex !== undefined && leadsThere(atIndex) ? position : all.findIndex(leadsThere);
  const distribution = all[found];
  if (distribution === undefined) return {};
  const { name, encoding_format, content_size_kb, checksum, checksum_algorithm } = distribution;
  return {
    distribution_idx: found,
    distributions: all.length,
    name,
    encoding_format,
    content_size_kb,
    checksum,
    checksum_algorithm,
  };
}

function noLinkError({ resource }: Operation, { args }: OperationCall): CallError {
  const index = toText(args['distribution_idx'] ?? 0);
  return new CallError(
    'not_found',
    `distribution ${index} of ${toText(args['identifier'])} has no link to its content.`,
    {
      hint: `Its content_url is not set, or not a link: the owner can set it with aiod_${resource}_update.`,
    },
  );
}

function severalError(distributions: readonly Distribution[]): CallError {
  const listed = distributions
    .slice(0, MAX_LISTED)
    .map(({ name, encoding_format }, index) =>
      [
        `${index}:`,
        JSON.stringify(name ?? 'unnamed'),
        ...(encoding_format === undefined ? [] : [`(${toText(encoding_format)})`]),
      ].join(' '),
    );
  const hint = `Call again with distribution_idx${listed.length === 0 ? '' : `, one of ${listed.join(', ')}`}.`;
  return new CallError('conflict', 'The record has several distributions, and no index was given.', {
    status: SEVERAL,
    hint,
  });
}
