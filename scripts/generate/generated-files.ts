import { operations } from '../../src/tools/catalogue/catalogue.ts';
import { LAYERS } from '../../test/support/layers.ts';
import { indexPage, withLayerTable, withResourceTable } from './overview.ts';
import { resourcePage } from './resource-page.ts';
import { resourcesOf } from './resources.ts';
import { snapshotOf } from './snapshots.ts';

/** Folders in which every file is generated. */
export const OWNED_FOLDERS: readonly string[] = ['docs/reference', 'test/snapshots'];

/** Every generated file: its path and its text. `read` returns the present text of a page. */
export function generatedFiles(read: (path: string) => string): ReadonlyMap<string, string> {
  const resources = resourcesOf(operations);
  return new Map([
    ['README.md', withResourceTable(read('README.md'), resources)],
    ['CONTRIBUTING.md', withLayerTable(read('CONTRIBUTING.md'), LAYERS)],
    ['docs/reference/README.md', indexPage(resources)],
    ...resources.flatMap((resource): [string, string][] => [
      [`docs/reference/${resource.file}.md`, resourcePage(resource)],
      [`test/snapshots/${resource.file}.json`, snapshotOf(resource)],
    ]),
  ]);
}
