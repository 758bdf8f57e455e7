import { noSignIn } from 'mcp-provider/testing';
import { testProvider } from 'mcp-provider/testing/remote';
import { providers } from '../src/providers/index.js';

testProvider(providers, 'memory', {
  signIn: noSignIn,
  settings: { MEMORY_FILE_PATH: 'MEMORY_FILE_PATH' },
});
