import { noSignIn } from 'mcp-provider/testing';
import { testProvider } from 'mcp-provider/testing/files';
import { providers } from '../src/providers/index.js';

testProvider(providers, 'handbook', {
  signIn: noSignIn,
  storage: 'handbook',
  shared: true,
  tools: {
    get_policy: {
      arguments: { topic: 'a é' },
      file: 'policies/a é.md',
      content: 'The content of a file.',
    },
    get_contacts: {
      file: 'contacts.json',
      content: { contacts: [{ topic: 'Releases', email: 'Ada@Example.com' }] },
    },
  },
  resources: {
    policy: {
      uri: 'handbook://policies/a%20%C3%A9',
      file: 'policies/a é.md',
      content: 'The content of a file.',
    },
  },
});
