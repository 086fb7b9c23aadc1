import { CallError } from '../errors.ts';
import { isObject } from '../json.ts';
import { isKindName, KIND_FACTS } from '../tools/aiod/attributes/kind-facts.ts';
import type { Arguments, Operation } from '../tools/operation.ts';
import { CORRECT_ARGUMENTS, wasNotCalled } from '../wording.ts';

/**
 * Refuses attributes that the version of the call does not have: the platform would drop them and report success.
 *
 * @throws CallError `invalid_input` that names the attribute to use instead.
 */
export function refuseOlderAttributes(
  { platform, resource, name }: Operation,
  { version, metadata }: Arguments,
  defaultVersion: string | undefined,
): void {
  const used = version ?? defaultVersion ?? 'v2';
  if (platform !== 'aiod' || used === 'v2' || !isKindName(resource) || !isObject(metadata)) return;
  const clauses = Object.entries(KIND_FACTS[resource].attributes).flatMap(
    ([attribute, { onlyIn, sameAs }]) =>
      onlyIn === undefined || sameAs === undefined || !Object.hasOwn(metadata, attribute)
        ? []
        : [`metadata.${attribute} exists in ${onlyIn} only; use ${sameAs}`],
  );
  if (clauses.length === 0) return;
  throw new CallError('invalid_input', wasNotCalled(name, ...clauses), {
    hint: CORRECT_ARGUMENTS,
    faulty: ['metadata'],
  });
}
