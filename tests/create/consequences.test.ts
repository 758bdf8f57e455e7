import { expect, it } from 'vitest';
import { consequenceText } from '../../src/commands/create/consequences.js';

it.each([
  [
    'words',
    'one two three four five six',
    ['Server      one two three four', '            five six'],
  ],
  [
    'a path that is wider than the column',
    'node /usr/lib/server-everything.js',
    ['Server      node', '            /usr/lib/server-ever', '            ything.js'],
  ],
])('the summary wraps %s within its column', (_, text, lines) => {
  expect(consequenceText([{ label: 'Server', text }], 36).split('\n')).toEqual(lines);
});
