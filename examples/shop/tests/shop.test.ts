import { noSignIn } from 'mcp-provider/testing';
import { testProvider } from 'mcp-provider/testing/sql/sqlite';
import { providers } from '../src/providers/index.js';

testProvider(providers, 'shop', {
  signIn: noSignIn,
  tools: {
    list_countries: { arguments: { limit: 20 }, invalid: { limit: 'wrong' }, shared: true },
    get_country: { arguments: { code: 'k1' }, invalid: { code: 42 }, shared: true },
    list_customers: {
      arguments: { country: 'DE', active: true, limit: 20 },
      invalid: { country: 42 },
    },
    get_customer: { arguments: { id: 101 }, invalid: { id: true } },
    create_customer: {
      arguments: { name: 'Ada', email: 'ada@example.com', country: 'DE', active: true },
      invalid: { name: 42 },
    },
    update_customer: {
      arguments: {
        id: 101,
        name: 'Ada 2',
        email: 'ada@example.com 2',
        active: false,
        clear: ['country'],
      },
      result: { id: 101, name: 'Ada 2', email: 'ada@example.com 2', country: null, active: false },
      invalid: { id: true },
      asks: [{ message: 'Change customer 101?' }],
    },
    delete_customer: {
      arguments: { id: 101 },
      invalid: { id: true },
      asks: [{ message: 'Delete customer 101?' }],
    },
    list_open_orders: { arguments: { limit: 20 }, invalid: { limit: 'wrong' } },
    get_open_order: { arguments: { id: 101 }, invalid: { id: true } },
    list_orders: {
      arguments: { customer_id: 1, state: 'new', limit: 20 },
      invalid: { customer_id: true },
    },
    get_order: { arguments: { id: 101 }, invalid: { id: true } },
    create_order: {
      arguments: { customer_id: 1, state: 'new', quantity: 2, note: 'Call before noon.' },
      invalid: { customer_id: true },
    },
    update_order: {
      arguments: { id: 101, customer_id: 2, state: 'paid', quantity: 2, clear: ['note'] },
      invalid: { id: true },
      asks: [{ message: 'Change order 101?' }],
    },
    delete_order: {
      arguments: { id: 101 },
      invalid: { id: true },
      asks: [{ message: 'Delete order 101?' }],
    },
  },
  resources: {
    schema: { uri: 'schema://shop', shared: true },
  },
});
