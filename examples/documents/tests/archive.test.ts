import { accessKey, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

testProvider(providers, 'archive', {
  signIn: accessKey,
  tools: {},
});
