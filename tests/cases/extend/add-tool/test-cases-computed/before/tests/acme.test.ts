import { bearer, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const names = ['send_message', 'list_rooms'];

testProvider(providers, 'acme', {
  signIn: bearer,
  tools: Object.fromEntries(names.map((name) => [name, { todo: true }])),
});
