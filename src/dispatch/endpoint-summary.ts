import { CallError } from '../errors.ts';
import { isObject } from '../json.ts';
import type { Operation } from '../tools/operation.ts';
import type { Outcome } from '../tools/outcome.ts';
import { toSentence, unknownName } from '../wording.ts';
import { type OperationCall, send } from './send.ts';

/** The keys of a path in a description that are operations. */
const VERBS: readonly string[] = ['get', 'post', 'put', 'patch', 'delete'];
/** Maximum length of a summary. */
const MAX_SUMMARY_CHARS = 200;

/** Resources that an error names, and the maximum length of a name in it. */
const MAX_NAMED = 100;
const MAX_NAME_CHARS = 50;

/** One operation as a description states it. */
interface DescribedEndpoint {
  readonly verb: string;
  readonly path: string;
  readonly summary: string;
  readonly deprecated?: true;
}

/**
 * The resources of a platform's API description with their numbers of operations, or the operations of the one
 * that `resource` names. The description itself is megabytes long.
 */
export async function summarizeDescription(operation: Operation, call: OperationCall): Promise<Outcome> {
  const { body } = await send(operation, call);
  const resources = groupByResource(body);
  const { resource } = call.args;
  if (typeof resource !== 'string') {
    const counts = [...resources].map(([name, endpoints]) => ({ name, operations: endpoints.length }));
    return {
      value: { resources: counts.sort((one, other) => (one.name < other.name ? -1 : 1)) },
      notice: 'To list the operations of one resource, call again with resource.',
    };
  }
  const found = resources.get(resource);
  if (found !== undefined) return { value: { resource, operations: found } };
  const known = [...resources.keys()].filter((name) => name.length <= MAX_NAME_CHARS).slice(0, MAX_NAMED);
  throw new CallError('invalid_input', toSentence(unknownName('resource', resource, known)), {
    hint: `Call ${operation.name} without arguments to list the resources.`,
  });
}

/** The operations by the first segment of their path, in the order of the description. */
function groupByResource(description: unknown): ReadonlyMap<string, readonly DescribedEndpoint[]> {
  const paths = isObject(description) ? description['paths'] : undefined;
  if (!isObject(paths)) throw new CallError('platform_error', 'The API description contains no paths.');
  const resources = new Map<string, DescribedEndpoint[]>();
  for (const [path, item] of Object.entries(paths)) {
    const endpoints = Object.entries(isObject(item) ? item : {})
      .filter(([key]) => VERBS.includes(key))
      .map(([verb, endpoint]) => describeEndpoint(verb, path, endpoint));
    if (endpoints.length === 0) continue;
    const name = path.split('/').find((segment) => segment !== '') ?? path;
    const known = resources.get(name);
    if (known === undefined) resources.set(name, endpoints);
    else known.push(...endpoints);
  }
  return resources;
}

function describeEndpoint(verb: string, path: string, endpoint: unknown): DescribedEndpoint {
  const { summary, deprecated } = isObject(endpoint) ? endpoint : {};
  const [line = ''] = typeof summary === 'string' ? summary.trim().split('\n', 1) : [];
  return {
    verb: verb.toUpperCase(),
    path,
    summary: line.slice(0, MAX_SUMMARY_CHARS).toWellFormed(),
    ...(deprecated === true && { deprecated }),
  };
}
