import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clock } from '../src/clock.ts';

describe('a duration that is spread', () => {
  it('changes by a fifth at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (ms) => {
        expect(clock.spread(ms)).toBeGreaterThanOrEqual(ms * 0.8);
        expect(clock.spread(ms)).toBeLessThanOrEqual(ms * 1.2);
      }),
    );
  });

  it('is not the same each time', () => {
    expect(new Set(Array.from({ length: 20 }, () => clock.spread(1_000))).size).toBeGreaterThan(1);
  });
});
