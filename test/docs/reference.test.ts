import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from '../../scripts/generate/generated-files.ts';
import { operations } from '../../src/tools/catalogue/catalogue.ts';
import { ILLUSTRATIVE_VALUES } from '../../src/tools/examples/example-values.ts';
import { factOf, type PropertyFact, paramsToday, wireOf } from '../support/facts.ts';
import { accepts, operationOf } from '../support/refusals.ts';

const FOLDER = 'docs/reference';
const ADVICE = 'Run `npm run generate`, and look at the diff.';

const pages = readdirSync(FOLDER);
const read = (page: string) => readFileSync(join(FOLDER, page), 'utf8');

/** What stands below each heading of a page, by the heading. */
function sectionsOf(page: string): [string, string][] {
  const [, ...sections] = read(page).split(/^## /m);
  return sections.map((section) => {
    const end = section.indexOf('\n');
    return [section.slice(0, end), section.slice(end)];
  });
}

const tools = pages.filter((page) => page !== 'README.md').flatMap(sectionsOf);
const sections = new Map(tools);
const each = operations.map((operation) => [operation.name, operation] as const);

/** The row of a parameter; an empty text where it has none. */
function rowOf(section: string, path: string): string {
  return section.split('\n').find((line) => line.startsWith(`| \`${path}\` |`)) ?? '';
}

function exampleIn(section: string): Record<string, unknown> {
  const [, text = ''] = /Example:\n\n```json\n([\s\S]*?)\n```/.exec(section) ?? [];
  return JSON.parse(text) as Record<string, unknown>;
}

/** A parameter of the facts and all that it is made of, by their places in the arguments. */
function placed(property: PropertyFact, path = property.name): [string, PropertyFact][] {
  const { items, values, properties } = property;
  const holder = items !== undefined ? `${path}[]` : values !== undefined ? `${path}.*` : path;
  const inside = items?.properties ?? values?.properties ?? properties ?? [];
  return [[path, property], ...inside.flatMap((inner) => placed(inner, `${holder}.${inner.name}`))];
}

/** What a row is to show of a parameter. */
function wordsFor(property: PropertyFact): string[] {
  const { enum: words = [], minimum, maximum, required, nullable } = property;
  const wire = wireOf(property);
  const takesNull = nullable === true && 'in' in property && property.in === 'body';
  return [
    ...words,
    ...(minimum === undefined ? [] : [String(minimum)]),
    ...(maximum === undefined ? [] : [String(maximum)]),
    ...(required === true ? ['| yes |'] : ['|  |']),
    ...(takesNull ? ['or null'] : []),
    ...(wire === property.name ? [] : [`\`${wire}\``]),
  ];
}

describe('the reference', () => {
  it('is what the catalogue makes of it', () => {
    for (const [path, text] of generatedFiles((path) => readFileSync(path, 'utf8'))) {
      expect(existsSync(path) && readFileSync(path, 'utf8'), `${path}: ${ADVICE}`).toBe(text);
    }
  });

  it('has every tool exactly once, and no other', () => {
    expect(tools.map(([name]) => name).sort()).toEqual(operations.map(({ name }) => name).sort());
  });

  it('has each tool on the page of its resource', () => {
    for (const { name, platform, resource } of operations) {
      expect(read(`${platform}-${resource}.md`)).toContain(`\n## ${name}\n`);
    }
  });

  it.each(['README.md', ...pages.map((page) => join(FOLDER, page))])(
    '%s: its links lead somewhere',
    (file) => {
      const links = readFileSync(file, 'utf8').matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g);
      for (const [link, path, anchor] of links) {
        const target = path === '' ? file : join(dirname(file), path ?? '');
        expect(existsSync(target), `${link} in ${file}`).toBe(true);
        if (anchor !== undefined) expect(readFileSync(target, 'utf8'), link).toContain(`\n## ${anchor}\n`);
      }
    },
  );

  it.each(['README.md', join(FOLDER, 'README.md')])('%s counts the tools of each resource', (file) => {
    const rows = readFileSync(file, 'utf8').matchAll(/^\| (?:\[([\w.]+)\]\(.+?\)|(all)) +\| (\d+) +\|/gm);
    const counted = Array.from(rows, ([, resource, all, count]) => [resource ?? all, Number(count)]);
    const names = operations.map(({ platform, resource }) => `${platform}.${resource}`);
    const due = [...new Set(names)].map((name) => [name, names.filter((other) => other === name).length]);
    expect(counted).toEqual([...due, ['all', operations.length]]);
  });
});

it.each(Object.entries(ILLUSTRATIVE_VALUES))(
  '%s has the parameters that its example is to show',
  (name, values) => {
    const names = operationOf(name).params.map((param) => param.name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(values)));
  },
);

describe.each(each)('%s', (name, operation) => {
  const fact = factOf(name);
  const section = sections.get(name) ?? '';
  const parameters = paramsToday(fact).flatMap((param) => placed(param));

  it('says what it does, with which request and effect', () => {
    expect(section).toContain(operation.description);
    expect(section).toContain(`- Request: \`${fact.verb} ${fact.path}\``);
    expect(section).toContain(`- Effect: ${operation.effect} (`);
    expect(section.includes('- Retired: ')).toBe(fact.retired === true);
  });

  it('has a row for every parameter of the facts, at every depth, and for no other', () => {
    const rows = Array.from(section.matchAll(/^\| `([^`]+)` \|/gm), ([, path = '']) => path);
    const own = operation.procedure === 'summarize_description' ? ['resource'] : ['fields'];
    const documented = rows.filter((path) => !own.includes(path) && !path.startsWith('metadata.'));
    expect(documented.sort()).toEqual(parameters.map(([path]) => path).sort());
  });

  it('says of every parameter what the facts say', () => {
    for (const [path, property] of parameters) {
      for (const words of wordsFor(property))
        expect(rowOf(section, path), `${path}: ${words}`).toContain(words);
    }
  });

  it('shows an example that is taken as it stands, with all that is required', () => {
    const example = exampleIn(section);
    accepts(name, example);
    const required = fact.params.filter((param) => param.required === true).map((param) => param.name);
    expect(Object.keys(example)).toEqual(expect.arrayContaining(required));
  });
});
