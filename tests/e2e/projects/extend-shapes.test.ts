import { expect, it } from 'vitest';
import { compile } from '../../support/compile.js';
import { shapesOf } from './extended.js';

it.each(['add-tool', 'add-resource', 'add-prompt', 'add-provider'])(
  '%s leaves projects that compile',
  async (command) => {
    expect([...new Set(compile(await shapesOf(command)))]).toEqual([]);
  },
);
