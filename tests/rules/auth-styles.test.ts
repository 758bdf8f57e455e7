import { expect, it } from 'vitest';
import { AUTH_STYLES } from '../../src/rules/contract/parts/entry-fields.js';
import { authStyles } from '../../src/styles/register.gen.js';

it('knows every style of sign-in that can be generated', () => {
  expect([...AUTH_STYLES].sort()).toEqual(Object.keys(authStyles).sort());
});
