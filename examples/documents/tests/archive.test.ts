import { accessKey } from 'mcp-provider/testing';
import { testProvider } from 'mcp-provider/testing/files';
import { providers } from '../src/providers/index.js';

testProvider(providers, 'archive', {
  signIn: accessKey,
  storage: 'https://s3.eu-central-1.amazonaws.com/acme-archive',
  tokenPath: 'documents',
});
