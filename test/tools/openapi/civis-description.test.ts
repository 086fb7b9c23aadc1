import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeArguments } from '../../../src/dispatch/place.ts';
import { snakeCase } from '../../../src/json.ts';
import { handwrittenOperations } from '../../../src/tools/catalogue/catalogue.ts';
import { compileDescription, routePattern } from '../../../src/tools/openapi/compile-description.ts';
import { mergeOperations, toOperations } from '../../../src/tools/openapi/described-operations.ts';
import { statedConstraints } from '../../../src/tools/openapi/stated-constraints.ts';
import { MAX_ADVERTISED_CHARS } from '../../../src/tools/openapi/tool-schemas.ts';
import { validateCompiled } from '../../../src/tools/openapi/validate-compiled.ts';
import { advertisedInput, toToolSchema } from '../../../src/tools/portable-schema.ts';
import { descriptionText } from '../../support/descriptions.ts';
import { bare, strangersIn } from '../../support/schemas.ts';
import {
  descriptionsIn,
  type Sample,
  type Swagger,
  type SwaggerOperation,
  samplesOf,
} from '../../support/swagger.ts';

/** What Civis answers today; no part of the project, so that it may not be there. */
const TODAY = '../shared/specs/civis-swagger.json';
const candidates = [TODAY, `../${TODAY}`];
const there = candidates.find((path) => existsSync(path));
if (there === undefined) process.stderr.write(`${TODAY} is not there: the description is not tested.\n`);

describe.each([
  ['the small description', descriptionText('civis'), 9],
  ['what Civis describes today', there === undefined ? '' : readFileSync(there, 'utf8'), 910],
])('%s', (_, text, count) => {
  describe.skipIf(text === '')('as operations', () => {
    const compiled = compileDescription(text === '' ? descriptionText('civis') : text, { platform: 'civis' });
    const operations = toOperations(compiled);
    const swagger = JSON.parse(text === '' ? '{"paths":{}}' : text) as Swagger;
    const requests = Object.entries(swagger.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([verb]) => verb !== 'parameters')
        .map(([verb, operation]) => ({
          path,
          line: `${verb.toUpperCase()} ${routePattern(path)}`,
          operation,
        })),
    );
    const byLine = new Map(operations.map((each) => [`${each.verb} ${routePattern(each.path)}`, each]));

    it('has all of it', () => {
      expect(compiled.warnings).toEqual([]);
      expect(operations).toHaveLength(count);
      expect(requests.filter(({ line }) => !byLine.has(line))).toEqual([]);
      const joined = mergeOperations(handwrittenOperations, operations).flatMap(({ verb, path, pathWith }) =>
        [path, ...Object.values(pathWith)].map((each) => `${verb} ${routePattern(each)}`),
      );
      expect(requests.filter(({ line }) => !joined.includes(line))).toEqual([]);
    });

    it('has names that are its own, beside those that are taken', () => {
      const names = mergeOperations(handwrittenOperations, operations).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names.filter((name) => !/^[a-z0-9_]{1,50}$/.test(name))).toEqual([]);
      const again = mergeOperations(
        handwrittenOperations,
        toOperations(compileDescription(text, { platform: 'civis' })),
      );
      expect(again.map(({ name }) => name)).toEqual(names);
    });

    it('describes it in the portable subset, the same with its schemas made and without', () => {
      for (const operation of operations) {
        expect(strangersIn(advertisedInput(operation), operation.name)).toEqual([]);
        const [listed, whole] = [advertisedInput(operation), toToolSchema(operation.input)];
        const isWhole = JSON.stringify(whole).length <= MAX_ADVERTISED_CHARS;
        // A list shows shorter texts of the longest ones, and the same structure.
        if (isWhole) expect(listed).toEqual(whole);
        else expect(bare(listed)).toEqual(bare(whole));
        expect(JSON.stringify(listed).length, operation.name).toBeLessThanOrEqual(MAX_ADVERTISED_CHARS);
      }
    });

    it('comes back from a file as it was', () => {
      expect(validateCompiled(JSON.parse(JSON.stringify(compiled)))).toEqual(
        JSON.parse(JSON.stringify(compiled)),
      );
    });

    it('reads nothing but what a GET reads', () => {
      const readers = operations.filter(({ effect }) => effect === 'read');
      expect(new Set(readers.map(({ verb }) => verb))).toEqual(new Set(['GET']));
    });

    it('states whole lists of values, as the words have them', () => {
      const plain = (words: string) =>
        words
          .replace(/["']/g, '')
          .replace(/,? (?:and|or) /g, ', ')
          .replace(/,\s*/g, ', ')
          .replace(/ \((?:a|de)scending\)/g, '');
      const lists = descriptionsIn(swagger).map(
        (words) => [words, statedConstraints(words, 'string').values] as const,
      );
      const broken = lists.filter(([words, values]) => {
        const [before, after] = values === undefined ? ['', ''] : plain(words).split(values.join(', '));
        return (
          before === undefined ||
          after === undefined ||
          /^\w|^\.\w+[ ,]/.test(after.replace(/^\.Defaults/, '')) ||
          /[\w.]$/.test(before)
        );
      });
      expect(broken).toEqual([]);
    });

    it('takes what its schemas take, and sends it so', () => {
      for (const { line, operation } of requests) {
        const tool = byLine.get(line);
        if (tool === undefined) throw new Error(`There is no ${line}.`);
        fc.assert(
          fc.property(argumentsOf(swagger, operation, swagger.paths, line), (sample) => {
            const { wire, given } = sample as { wire: Record<string, unknown>; given: object };
            const parsed = tool.input.safeParse(given);
            expect(parsed.error?.issues, line).toBeUndefined();
            const body = placeArguments(tool, parsed.data ?? {}).body;
            if (Object.keys(wire).length > 0) expect(body, line).toEqual(wire);
          }),
          { numRuns: 12, seed: 1 },
        );
      }
    });
  });
});

/** Arguments as a caller writes them, and the body that is to be sent for them. */
function argumentsOf(
  swagger: Swagger,
  operation: SwaggerOperation,
  paths: Swagger['paths'],
  line: string,
): fc.Arbitrary<Sample> {
  const path = Object.keys(paths).find((each) => line.endsWith(` ${routePattern(each)}`)) ?? '';
  const shared = (paths[path]?.['parameters'] ?? []) as unknown as SwaggerOperation['parameters'];
  const params = [...(operation.parameters ?? []), ...shared];
  const single = params.filter((param) => param.in !== 'body');
  const requiredKeys = single.filter((param) => param.required).map(({ name }) => name);
  const tokens = Array.from(path.matchAll(/\{(\w+)\}/g), (match) => match[1] ?? '');
  const undescribed = tokens.filter((token) => !single.some(({ name }) => name === token));
  const fields = fc.record(
    Object.fromEntries([
      ...single.map((param) => [param.name, samplesOf(swagger, param, snakeCase)]),
      ...undescribed.map((token) => [token, fc.constant({ wire: 'x', given: 'x' })]),
    ]) as Record<string, fc.Arbitrary<Sample>>,
    { requiredKeys: [...requiredKeys, ...undescribed] },
  );
  const schema = params.find((param) => param.in === 'body')?.schema;
  const body =
    schema === undefined
      ? fc.constant<Sample>({ wire: {}, given: {} })
      : samplesOf(swagger, schema, snakeCase);
  return fc.tuple(fields, body).map(([values, { wire, given }]) => {
    const named = Object.entries(values).map(([name, sample]) => [name, sample.given] as const);
    const keys = Object.entries(given as object).map(
      ([name, value]) =>
        [
          Object.hasOwn(values, name) || tokens.includes(name) || single.some((param) => param.name === name)
            ? `body_${name}`
            : name,
          value,
        ] as const,
    );
    return { wire, given: Object.fromEntries([...named, ...keys]) };
  });
}
