import { expect, it } from 'vitest';
import { errorMessage } from '../../src/remote/connection-failure.js';

const issues = [1, 2, 3, 4].map((i) => ({ path: ['tools', i], message: 'Invalid' }));

it.each([
  [`Wrong: ${JSON.stringify(issues.slice(3))}`, 'Wrong: tools.4: Invalid'],
  [JSON.stringify(issues), 'tools.1: Invalid; tools.2: Invalid; tools.3: Invalid and 1 more'],
  ['Wrong: [{ ... }]', 'Wrong: [{ ... }]'],
  ['Wrong', 'Wrong'],
])('reads %s', (text, message) => {
  expect(errorMessage(new Error(text))).toBe(message);
});

it('a long message of a hostile server takes no long time', () => {
  const text = '[{'.repeat(200_000);
  expect(errorMessage(text)).toBe(text);
});
