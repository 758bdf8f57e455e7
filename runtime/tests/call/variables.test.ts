import { expect, it } from 'vitest';
import { decodeVariables } from '../../src/call/variables.js';

it('passes on all values of a variable', () => {
  const variables = { tags: ['a', 'b%20c'], name: 'd%2Ce' };
  expect(decodeVariables(variables)).toEqual({ tags: 'a,b c', name: 'd,e' });
});
