import { noSignIn } from 'mcp-provider/testing';
import { testProvider } from 'mcp-provider/testing/code';
import { expect } from 'vitest';
import { providers } from '../src/providers/index.js';

const period = (from: string, to: string) => ({ arguments: { from, to } });

// 2026-03-02 is a Monday.
testProvider(providers, 'toolbox', {
  signIn: noSignIn,
  tools: {
    count_workdays: [
      { title: 'a week', ...period('2026-03-02', '2026-03-08'), result: { workdays: 5 } },
      { title: 'a Friday', ...period('2026-03-06', '2026-03-06'), result: { workdays: 1 } },
      { title: 'a weekend', ...period('2026-03-07', '2026-03-08'), result: { workdays: 0 } },
      { title: 'over a weekend', ...period('2026-03-05', '2026-03-10'), result: { workdays: 4 } },
      { title: 'a year', ...period('2026-01-01', '2026-12-31'), result: { workdays: 261 } },
      {
        title: 'backwards',
        ...period('2026-03-08', '2026-03-02'),
        error: '"to" is before "from".',
      },
      { title: 'no date', ...period('2026-03-02', 'tomorrow'), error: 'to: Invalid ISO date' },
    ],
    // Measurements of one user, in this order.
    add_measurement: [
      {
        title: 'the first',
        arguments: { celsius: 20 },
        invalid: { celsius: -300 },
        result: { count: 1, mean: 20 },
      },
      { title: 'a second', arguments: { celsius: 30 }, result: { count: 2, mean: 25 } },
    ],
    get_version: [
      { arguments: { program: 'node' }, invalid: { program: 'sh' }, result: process.version },
      {
        title: 'another program',
        arguments: { program: 'git' },
        result: expect.stringMatching(/^git version \d/) as string,
      },
      {
        title: 'a missing program',
        arguments: { program: 'git' },
        environment: { PATH: '/missing' },
        error: '"git" was not found on the computer of the server',
      },
    ],
  },
});
