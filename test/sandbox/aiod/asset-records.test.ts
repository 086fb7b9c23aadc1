import { describe, expect, it } from 'vitest';
import { KIND_NAMES } from '../../../src/tools/aiod/attributes/kind-facts.ts';
import { aiodSpecFile, describedKeys, readAiodSpec } from '../../support/aiod-specs.ts';
import { useSandbox } from '../../support/sandbox.ts';

describe.each(['v2', 'v3'])('the description of %s', (version) => {
  const spec = readAiodSpec(version);
  if (spec === null) {
    it(`nothing to compare with: ${aiodSpecFile(version)} is absent`, ({ skip }) => skip());
    return;
  }
  const under = useSandbox();
  const requests = Object.entries(spec.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((verb) => `${verb.toUpperCase()} ${path}`),
  );

  it.each(requests)('%s is served', async (request) => {
    const [verb, path = ''] = request.split(' ');
    const address = path.replaceAll(/\{\w+\}/g, 'x');
    const { body } = await under.aiod<{ detail?: unknown }>(`${verb} /${version}${address}`);
    expect(['Not Found', 'Method Not Allowed']).not.toContain(body?.detail);
  });

  it.each(KIND_NAMES.filter((kind) => kind !== 'platforms'))('%s have the described keys', async (kind) => {
    const { body } = await under.aiod<{ identifier: string }[]>(`GET /${version}/${kind}`);
    const record = await under.aiod<object>(`GET /${version}/assets/${body[0]?.identifier}`);
    expect(Object.keys(record.body).sort()).toEqual(describedKeys(spec, kind).sort());
  });
});
