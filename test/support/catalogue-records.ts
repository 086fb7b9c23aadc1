import type { Attribute, Attributes, KindName } from '../../src/tools/aiod/attributes/attribute.ts';
import { KIND_FACTS, KIND_NAMES, kindsReferredTo } from '../../src/tools/aiod/attributes/kind-facts.ts';
import type { CallTool } from './tool-caller.ts';

/** The kinds that are reviewed: all but platforms. */
export const REVIEWED_KINDS: readonly KindName[] = KIND_NAMES.filter((kind) => KIND_FACTS[kind].isReviewed);

/** Metadata that sets every attribute of a kind, with terms and identifiers that the platform knows. */
export class FullMetadata {
  readonly #call: CallTool;
  readonly #identifiers = new Map<KindName, string>();
  readonly #terms = new Map<string, string>();

  constructor(call: CallTool) {
    this.#call = call;
  }

  of(kind: KindName): Promise<Record<string, unknown>> {
    return this.#recordOf(KIND_FACTS[kind].attributes);
  }

  async #recordOf(attributes: Attributes): Promise<Record<string, unknown>> {
    const made: Record<string, unknown> = {};
    for (const [name, attribute] of Object.entries(attributes)) {
      const { isForConnectors, isReadOnly, sameAs, isList } = attribute;
      if (isForConnectors === true || isReadOnly === true || sameAs !== undefined) continue;
      const value = await this.#valueOf(attribute);
      made[name] = isList === true ? [value] : value;
    }
    return made;
  }

  async #valueOf({ type, minLength, taxonomy, refersTo, fields = {} }: Attribute): Promise<unknown> {
    if (taxonomy !== undefined) return this.#term(taxonomy);
    if (refersTo !== undefined) return this.#identifier(kindsReferredTo(refersTo)[0] ?? 'datasets');
    switch (type) {
      case 'text':
        return 'wörd'.padEnd(minLength ?? 0, 'x');
      case 'integer':
        return 7;
      case 'number':
        return 1.5;
      case 'boolean':
        return true;
      case 'date':
        return '2020-01-02';
      case 'time':
        return '2020-01-02T03:04:05';
      case 'record':
        return this.#recordOf(fields);
    }
  }

  async #term(taxonomy: string): Promise<string> {
    const known = this.#terms.get(taxonomy);
    if (known !== undefined) return known;
    const terms = (await this.#call(`aiod_taxonomies_${taxonomy}`, {})) as unknown as { term: string }[];
    const first = terms[0]?.term ?? '';
    this.#terms.set(taxonomy, first);
    return first;
  }

  async #identifier(kind: KindName): Promise<string> {
    const known = this.#identifiers.get(kind);
    if (known !== undefined) return known;
    const { identifier } = await this.#call(`aiod_${kind}_register`, { metadata: { name: 'Other' } });
    this.#identifiers.set(kind, String(identifier));
    return String(identifier);
  }
}
