import { program } from 'mcp-provider/testing';
import { testProvider } from 'mcp-provider/testing/remote';
import { providers } from '../src/providers/index.js';

testProvider(providers, 'memory', {
  signIn: program(['MEMORY_FILE_PATH']),
  tokenPath: 'gateway',
});
