import { noSignIn } from 'mcp-provider/testing';
import { testProvider } from 'mcp-provider/testing/sql/sqlite';
import { providers } from '../src/providers/index.js';

const part = { id: 2, name: 'Anchor', state: 'reserved', quantity: 30, price: null };

testProvider(providers, 'inventory', {
  signIn: noSignIn,
  databaseUrl: 'sqlite:data/inventory.db',
  users: 'parameter',
  tools: {
    list_parts: [
      {
        arguments: {},
        result: {
          parts: [part, { id: 1, name: 'Bolt', state: 'in stock', quantity: 20, price: 0.25 }],
        },
      },
      { arguments: { state: 'reserved' }, result: { parts: [part] } },
    ],
    get_part: [
      { arguments: { id: 2 }, result: { ...part, fragile: true } },
      { arguments: { id: 3 }, error: 'No part of yours has this ID.' },
    ],
    add_part: [
      {
        arguments: { name: 'Washer', quantity: 0 },
        result: { id: 4 },
        writes: {
          parts: { name: 'Washer', state: 'in stock', quantity: 0, price: null, fragile: 0 },
        },
      },
      {
        arguments: { name: 'Screw', quantity: 50, price: 0.5 },
        result: { id: 4 },
        writes: { parts: { name: 'Screw', quantity: 50, price: 0.5 } },
      },
      { arguments: { name: 'Bolt', quantity: 1 }, error: 'already exists' },
    ],
    reserve_part: [
      {
        arguments: { id: 1 },
        result: { id: 1, state: 'reserved' },
        writes: { parts: { id: 1, name: 'Bolt', state: 'reserved', quantity: 20, price: 0.25 } },
      },
      { arguments: { id: 2 }, error: 'No part with this ID is in stock.' },
    ],
    delete_part: [
      { arguments: { id: 2 }, result: { affected: 1 }, asks: [{ message: 'Delete part 2?' }] },
      {
        arguments: { id: 3 },
        error: 'No part of yours has this ID.',
        asks: [{ message: 'Delete part 3?' }],
      },
    ],
  },
  resources: {
    part: {
      uri: 'inventory://parts/1',
      result: { id: 1, name: 'Bolt', state: 'in stock', quantity: 20, price: 0.25 },
    },
  },
});
