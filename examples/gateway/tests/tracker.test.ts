import { bearer, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

testProvider(providers, 'tracker', {
  signIn: bearer,
  tools: {},
});
