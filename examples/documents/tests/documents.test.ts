import { noSignIn } from 'mcp-provider/testing';
import { testProvider } from 'mcp-provider/testing/files';
import { providers } from '../src/providers/index.js';

testProvider(providers, 'documents', {
  signIn: noSignIn,
  storage: 'data/documents',
});
