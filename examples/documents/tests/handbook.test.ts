import { noSignIn } from 'mcp-provider/testing';
import { testProvider } from 'mcp-provider/testing/files';
import { providers } from '../src/providers/index.js';

testProvider(providers, 'handbook', {
  signIn: noSignIn,
  storage: 'handbook',
  shared: true,
  tools: {
    get_policy: {
      arguments: { topic: 'travel' },
      file: 'policies/travel.md',
      content: 'The content of a file.',
    },
    get_contacts: {
      file: 'contacts.json',
      content: { contacts: [{ topic: 'Releases', email: 'Ada@Example.com' }] },
    },
  },
  resources: {
    policy: {
      uri: 'handbook://policies/S%C3%A3o%20Paulo',
      file: 'policies/São Paulo.md',
      content: 'The content of a file.',
    },
  },
});
