import { expect, it } from 'vitest';
import { addServerOption } from '../../src/edit/server-option.js';

it('adds behind a line of slashes', () => {
  const text = `runServer({\n  name: 'x'\n  ${'/'.repeat(60)}\n});\n`;
  expect(addServerOption(text, 'extra', '1')).toBe(text.replace("'x'\n", "'x',\n  extra: 1\n"));
});
