import { noSignIn } from 'mcp-provider/testing';
import { testProvider } from 'mcp-provider/testing/sql/sqlite';
import { providers } from '../src/providers/index.js';

testProvider(providers, 'inventory', {
  signIn: noSignIn,
  databaseUrl: 'sqlite:data/inventory.db',
  users: 'parameter',
  tools: {
    list_parts: { arguments: { state: 'in stock', limit: 20 }, invalid: { state: 42 } },
    get_part: { arguments: { id: 1 }, invalid: { id: 'wrong' } },
    add_part: { arguments: { name: 'Part 1', quantity: 1, price: 2 }, invalid: { name: 42 } },
    reserve_part: { arguments: { id: 1 }, invalid: { id: 'wrong' } },
    delete_part: {
      arguments: { id: 2 },
      invalid: { id: 'wrong' },
      asks: [{ message: 'Delete part 2?' }],
    },
  },
  resources: {
    part: { uri: 'inventory://parts/1' },
  },
});
