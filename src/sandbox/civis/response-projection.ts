import { isObject } from '../../json.ts';
import { userShape } from '../../tools/common-shapes.ts';
import type { Operation } from '../../tools/operation.ts';
import type { Shape } from '../../tools/shape.ts';
import { isListShape } from '../../tools/shape.ts';
import { camelCase } from '../../tools/wire-names.ts';

type Projector = (value: unknown) => unknown;

/** Of records that were asked for before: every sandbox of a process serves the same operations. */
const recordProjectors = new WeakMap<object, Projector>();

/** Where Civis shows today who a job belongs to, and the template that it was made from. */
const JOB_PATHS = ['/jobs', '/jobs/{id}'];
const projectOwner = createProjector(userShape);

/** The projector of an operation's responses. */
export function responseProjector({ verb, path, returns }: Operation): Projector {
  const project = createProjector(returns);
  if (verb !== 'GET' || !JOB_PATHS.includes(path)) return project;
  const projectJob = createProjector(isListShape(returns) ? returns[0] : returns);
  const withOwner = (job: unknown) => {
    const shown = projectJob(job);
    if (!isObject(shown) || !isObject(job)) return shown;
    const { author, from_template_id: template } = job;
    return {
      ...shown,
      author: projectOwner(author),
      ...(typeof template === 'number' && { fromTemplateId: template }),
    };
  };
  return (value) => (Array.isArray(value) ? value.map(withOwner) : withOwner(value));
}

/**
 * Creates the function that projects a stored value onto the documented shape of a response: these fields
 * and no others, in camelCase, null where nothing is stored.
 */
export function createProjector(shape: Shape): Projector {
  if (isListShape(shape)) {
    const item = createProjector(shape[0]);
    return (value) => (Array.isArray(value) ? value.map(item) : []);
  }
  if (typeof shape !== 'string') {
    const projector = recordProjectors.get(shape) ?? createRecordProjector(shape);
    recordProjectors.set(shape, projector);
    return projector;
  }
  switch (shape) {
    case 'none':
      return () => undefined;
    case 'map':
      return (value) => value ?? {};
    case 'any':
      return (value) => camelCaseKeys(value ?? null);
    case 'flag':
      return (value) => value ?? false;
    default:
      return (value) => value ?? null;
  }
}

function createRecordProjector(shape: { readonly [field: string]: Shape }): Projector {
  const fields = Object.entries(shape).map(([key, inner]) => {
    const optional = key.endsWith('?');
    const name = optional ? key.slice(0, -1) : key;
    return { name, key: camelCase(name), optional, project: createProjector(inner) };
  });
  return (value) => {
    const row = isObject(value) ? value : {};
    const response: Record<string, unknown> = {};
    for (const { name, key, optional, project } of fields) {
      const inner = row[name];
      response[key] = optional && (inner === undefined || inner === null) ? null : project(inner);
    }
    return response;
  };
}

/** A value of undocumented shape, its keys in camelCase all the way down. */
function camelCaseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCaseKeys);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [camelCase(key), camelCaseKeys(inner)]),
  );
}
