import { describe, expect, it } from 'vitest';
import { runClumsy, runReference } from './run-task.ts';
import { readTasks, SURFACES } from './task.ts';

const tasks = readTasks();

describe.each(SURFACES)('on the %s surface', (surface) => {
  describe.each(tasks)('$name', (task) => {
    it('is done by its script', async () => {
      expect((await runReference(task, surface)).problems).toEqual([]);
    });

    it.each(task.clumsy.filter(({ surfaces }) => surfaces.includes(surface)))(
      'is safe with $about',
      async (script) => {
        const { problems, harm } = await runClumsy(task, script, surface);
        expect({ problems, harm }).toEqual({ problems: [], harm: [] });
      },
    );
  });
});
