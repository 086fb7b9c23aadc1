import { expect, it } from 'vitest';
import { createFieldMask } from '../../src/dispatch/field-mask.ts';

const item = { id: 1, name: 'a', last_run: { id: 2, state: 'failed' }, tags: [{ label: 'x', colour: 'y' }] };

it.each([
  [['id,name'], { id: 1, name: 'a' }],
  [['id, last_run.state', 'name'], { id: 1, name: 'a', last_run: { state: 'failed' } }],
  [['lastRun.state'], { last_run: { state: 'failed' } }],
  [['lastRun,last_run.id'], { last_run: { id: 2, state: 'failed' } }],
  [['tags.label'], { tags: [{ label: 'x' }] }],
  [['constructor'], {}],
])('keeps %j', (fields, kept) => {
  expect(createFieldMask(fields)?.apply(item)).toEqual(kept);
});

it.each([[undefined], [[]], [['']], [[' , ']]])('masks nothing for %j', (fields) => {
  expect(createFieldMask(fields)).toBeNull();
});

it('names the nearest field for one that no item has', () => {
  const mask = createFieldMask(['id,nmae', 'last_run.stat', 'colour_of_the_sky']);
  mask?.apply(item);
  expect(mask?.missing()).toEqual([
    { name: 'nmae', nearest: 'name' },
    { name: 'last_run.stat', nearest: 'last_run.state' },
    { name: 'colour_of_the_sky', nearest: undefined },
  ]);
});

it('suggests no name that is not a plain word', () => {
  const mask = createFieldMask(['value']);
  mask?.apply({ 'value\u0007': 1 });
  expect(mask?.missing()).toEqual([{ name: 'value', nearest: undefined }]);
});
