import { CallError } from '../errors.ts';
import { isObject } from '../json.ts';
import { nearestMatches } from '../suggest.ts';
import { TAXONOMIES, type TaxonomyName } from '../tools/aiod/attributes/vocabularies.ts';
import { listSome } from '../wording.ts';
import type { OperationCall } from './send.ts';

/** `The term 'x' is not part of the taxonomy for country.`, or `The terms {'x', 'y'} are not part …`. */
const UNKNOWN_TERMS = /The terms? (.{1,200}) (?:is|are) not part of the taxonomy for (\w{1,60})/;
const QUOTED = /['"]([^'"]{1,100})['"]/g;
/** Suggestions for one term, and terms that are shown where none is near. */
const MAX_SUGGESTED = 3;
const MAX_SHOWN = 10;

/**
 * Adds to a refusal of a term what the vocabulary has instead. It is read only then: it is long, and the platform
 * may extend it.
 */
export async function suggestTerms(cause: unknown, call: OperationCall): Promise<never> {
  const refused = cause instanceof CallError && cause.kind === 'invalid_input' ? cause : undefined;
  const [, quoted = '', singular] = UNKNOWN_TERMS.exec(refused?.message ?? '') ?? [];
  const name = (Object.keys(TAXONOMIES) as TaxonomyName[]).find(
    (key) => TAXONOMIES[key].singular === singular,
  );
  if (refused === undefined || name === undefined) throw cause;
  const terms = await readTerms(name, call);
  const given = [...quoted.matchAll(QUOTED)].map(([, term = '']) => term);
  const where = `aiod_taxonomies_${name} lists the terms.`;
  if (terms.length === 0) throw refused.with({ hint: where });
  throw refused.with({ hint: `${given.map((term) => suggestion(term, terms)).join(' ')} ${where}`.trim() });
}

function suggestion(term: string, terms: readonly string[]): string {
  const near = nearestMatches(term, terms, MAX_SUGGESTED);
  const quoted = JSON.stringify(term);
  return near.length > 0
    ? `Instead of ${quoted}, use one of: ${near.map((each) => JSON.stringify(each)).join(', ')}.`
    : `No term is similar to ${quoted}; allowed are e.g. ${listSome(terms, MAX_SHOWN)}.`;
}

/** Every term with its subterms; none where the vocabulary cannot be read, which must not hide the refusal. */
async function readTerms(name: TaxonomyName, { args, platform, signal }: OperationCall): Promise<string[]> {
  const { version } = args;
  const { body } = await platform
    .send(
      {
        verb: 'GET',
        path: `/${TAXONOMIES[name].path}`,
        pathParams: {},
        query: [],
        auth: 'optional',
        responseType: 'json',
        ...(typeof version === 'string' && { version }),
      },
      signal,
    )
    .catch((error: unknown) => {
      if (error instanceof CallError && error.kind !== 'cancelled') return { body: [] };
      throw error;
    });
  const terms: string[] = [];
  const pending: unknown[] = Array.isArray(body) ? [...body] : [];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    if (!isObject(next)) continue;
    if (typeof next['term'] === 'string') terms.push(next['term']);
    if (Array.isArray(next['subterms'])) for (const inner of next['subterms']) pending.push(inner);
  }
  return terms;
}
