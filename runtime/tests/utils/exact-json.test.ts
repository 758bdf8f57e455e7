import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exactJson } from '../../src/utils/exact-json.js';

it('each integer of a text is in its value, whatever its form', () => {
  const forms = fc.constantFrom<(digits: string) => string>(
    (digits) => digits,
    (digits) => `${digits}.0`,
    (digits) => `${digits}e0`,
    (digits) => `${digits[0]}.${digits.slice(1)}e${digits.length - 1}`,
    (digits) => `${digits}0E-1`,
  );
  fc.assert(
    fc.property(fc.bigInt({ min: 10n ** 15n, max: 10n ** 21n - 1n }), forms, (integer, written) => {
      const token = written(String(integer));
      const { id } = exactJson(`{"id":${token},"text":"${token}"}`) as { id: unknown };
      expect([String(integer), token]).toContain(String(id)); // its digits
    }),
  );
});

it.each([
  ['6.02e23', 6.02e23],
  ['0.30000000000000004', 0.30000000000000004],
  ['1.7976931348623157e308', 1.7976931348623157e308],
  ['9007199254740991.0', Number.MAX_SAFE_INTEGER],
  ['1e400', '1e400'],
])('%s is %j', (token, value) => {
  expect(exactJson(`[${token}]`)).toEqual([value]);
});
