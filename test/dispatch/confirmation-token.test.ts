import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createConfirmationTokens, TOKEN_LIFETIME_MS } from '../../src/dispatch/confirmation-token.ts';
import { Clock } from '../support/sandbox.ts';

const BINDING = '["token","civis_files_delete",{"id":5},"caller"]';
const START = '2026-05-31T17:00:00Z';

const sealAt = (clock: Clock, mostOpened?: number) => createConfirmationTokens(clock.now, mostOpened);

describe('a seal', () => {
  it('opens once, for what it was closed for', () => {
    const seal = sealAt(new Clock(START));
    const token = seal.issue(BINDING);
    expect(token).toMatch(/^[\w-]{48}$/);
    expect(seal.redeem(token, BINDING)).toBe(true);
    expect(seal.redeem(token, BINDING)).toBe(false);
  });

  it('does not open with any one bit flipped, and then opens still', () => {
    const seal = sealAt(new Clock(START));
    const token = seal.issue(BINDING);
    const bits = Buffer.from(token, 'base64url').length * 8;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bits - 1 }), (bit) => {
        const bytes = Buffer.from(token, 'base64url');
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        return !seal.redeem(bytes.toString('base64url'), BINDING);
      }),
      { numRuns: bits },
    );
    expect(seal.redeem(token, BINDING)).toBe(true);
  });

  it('opens where the key is shared, and nowhere else', () => {
    const clock = new Clock(START);
    const sealWith = (byte: number) => createConfirmationTokens(clock.now, undefined, Buffer.alloc(32, byte));
    const token = sealWith(1).issue(BINDING);
    expect(sealWith(2).redeem(token, BINDING)).toBe(false);
    expect(sealWith(1).redeem(token, BINDING)).toBe(true);
  });

  it('does not open for any other binding', () => {
    const seal = sealAt(new Clock(START));
    const token = seal.issue(BINDING);
    fc.assert(fc.property(fc.string(), (other) => other === BINDING || !seal.redeem(token, other)));
  });

  it('opens in one spelling alone', () => {
    const seal = sealAt(new Clock(START));
    const token = seal.issue(BINDING);
    const others = [`${token}=`, `${token} `, ` ${token}`, `${token}\n`, `${token}!`, `${token}A`];
    const standard = Buffer.from(token, 'base64url').toString('base64');
    for (const other of standard === token ? others : [...others, standard]) {
      expect(seal.redeem(other, BINDING)).toBe(false);
    }
  });

  it('does not open what is no token at all', () => {
    const seal = sealAt(new Clock(START));
    fc.assert(fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => !seal.redeem(text, BINDING)));
  });

  it('does not open another’s', () => {
    const clock = new Clock(START);
    expect(sealAt(clock).redeem(sealAt(clock).issue(BINDING), BINDING)).toBe(false);
  });

  it.each([
    { passes: TOKEN_LIFETIME_MS - 1, opens: true },
    { passes: TOKEN_LIFETIME_MS, opens: false },
  ])('after $passes ms: opens $opens', ({ passes, opens }) => {
    const clock = new Clock(START);
    const seal = sealAt(clock);
    const token = seal.issue(BINDING);
    clock.forward(passes);
    expect(seal.redeem(token, BINDING)).toBe(opens);
  });

  it('opens nothing twice, however little it remembers', () => {
    const clock = new Clock(START);
    const seal = sealAt(clock, 3);
    const tokens = Array.from({ length: 10 }, () => {
      clock.forward(1);
      return seal.issue(BINDING);
    });
    const opened = tokens.filter((token) => seal.redeem(token, BINDING));
    expect(opened).toEqual(tokens);
    expect(tokens.filter((token) => seal.redeem(token, BINDING))).toEqual([]);
    // What is younger than all that was forgotten opens as ever.
    clock.forward(1);
    expect(seal.redeem(seal.issue(BINDING), BINDING)).toBe(true);
  });
});
