import { describe, expect, it } from 'vitest';
import { runClumsy, runReference } from './run-task.ts';
import { readTasks, type Surface } from './task.ts';

/** Every script of every task on one surface. A surface has a file of its own, since files run side by side. */
export function testTasks(surface: Surface): void {
  describe.each(readTasks())(`on the ${surface} surface $name`, (task) => {
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
}
