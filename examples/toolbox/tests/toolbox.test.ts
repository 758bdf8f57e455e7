import { noSignIn } from 'mcp-provider/testing';
import { testProvider } from 'mcp-provider/testing/code';
import { providers } from '../src/providers/index.js';

testProvider(providers, 'toolbox', {
  signIn: noSignIn,
  tools: {
    count_workdays: {
      arguments: { from: '2026-01-01', to: '2026-01-07' },
      invalid: { from: 'tomorrow' },
      result: { workdays: 5 },
    },
    add_measurement: {
      arguments: { celsius: 20 },
      invalid: { celsius: -300 },
      result: { count: 1, mean: 20 },
    },
    get_version: {
      arguments: { program: 'node' },
      invalid: { program: 'sh' },
      result: process.version,
    },
  },
});
