import { existsSync, readFileSync } from 'node:fs';
import { callableTools } from '../../src/dispatch/tool-catalogue.ts';
import { handwrittenOperations } from '../../src/tools/catalogue/catalogue.ts';
import { compileDescription } from '../../src/tools/openapi/compile-description.ts';
import { mergeOperations, toOperations } from '../../src/tools/openapi/described-operations.ts';
import type { Operation } from '../../src/tools/operation.ts';

/** Material that stays outside of the project. */
const CIVIS = '../shared/specs/civis-swagger.json';
const AIOD = '../shared/specs/aiod-openapi-v2.json';

/**
 * Every operation that a server with the live catalogue can call, from what the platforms describe today; null
 * where the material is absent.
 */
export function readLiveOperations(): readonly Operation[] | null {
  if (!existsSync(CIVIS) || !existsSync(AIOD)) return null;
  const described = mergeOperations(handwrittenOperations, [
    ...toOperations(compileDescription(readFileSync(CIVIS, 'utf8'), { platform: 'civis' })),
    ...toOperations(compileDescription(readFileSync(AIOD, 'utf8'), { platform: 'aiod', version: 'v2' })),
  ]);
  return [...callableTools(described).values()].filter((tool) => tool.kind === 'operation');
}
