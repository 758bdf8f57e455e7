import { noSignIn, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

testProvider(providers, 'documents', {
  signIn: noSignIn,
  tools: {},
});
