import { noSignIn } from 'mcp-provider/testing';
import { testProvider } from 'mcp-provider/testing/sql/sqlite';
import { providers } from '../src/providers/index.js';

const customer = {
  id: 6801,
  name: 'Customer 1',
  email: 'Grac_@Example.com',
  country: 'K1_',
  active: false,
};

const customer2 = {
  id: 6803,
  name: 'Customer 2',
  email: 'Grace@Example.com',
  country: 'K2a',
  active: true,
};

const customer3 = { id: 6802, name: 'Customer 3', email: null, country: null, active: true };

const openOrder = { id: 4501, customer_id: 1, quantity: 2 };

const openOrder2 = { id: 4502, customer_id: null, quantity: null };

const order = {
  id: 5601,
  customer_id: 6801,
  state: 'paid',
  quantity: 2,
  note: 'Call before noon.',
  created_at: '2026-01-01 09:30:01',
};

const order2 = {
  id: 5603,
  customer_id: 6801,
  state: 'sent',
  quantity: 3,
  note: 'Ring twice.',
  created_at: '2026-01-02 09:30:02',
};

const order3 = {
  id: 5602,
  customer_id: 6802,
  state: 'new',
  quantity: 4,
  note: null,
  created_at: '2026-01-03 09:30:03',
};

testProvider(providers, 'shop', {
  signIn: noSignIn,
  databaseUrl: 'sqlite:data/shop.db',
  users: 'parameter',
  tools: {
    list_countries: {
      arguments: {},
      result: {
        countries: [
          { code: 'K1_', name: 'Country 1' },
          { code: 'K2%', name: 'Country 3' },
          { code: 'K2a', name: 'Country 2' },
        ],
      },
      shared: true,
    },
    get_country: {
      arguments: { code: 'K2%' },
      result: { code: 'K2%', name: 'Country 3' },
      shared: true,
    },
    list_customers: [
      {
        arguments: { email: 'Grac_@Example.com', country: 'K1_', active: false },
        result: { customers: [customer] },
      },
      { arguments: { email: 'Grac_@Example.com' }, result: { customers: [customer] } },
      { arguments: { email: 'Grace@Example.com' }, result: { customers: [customer2] } },
      { arguments: { country: 'K1_' }, result: { customers: [customer] } },
      { arguments: { country: 'K2a' }, result: { customers: [customer2] } },
      { arguments: { active: false }, result: { customers: [customer] } },
      { arguments: { active: true }, result: { customers: [customer3, customer2] } },
      { arguments: {}, result: { customers: [customer, customer3, customer2] } },
    ],
    get_customer: [
      { arguments: { id: 6802 }, result: customer3 },
      { arguments: { id: 6801 }, result: customer },
    ],
    create_customer: [
      {
        arguments: {
          name: 'Customer 5',
          email: 'Edsger@Example.com',
          country: 'K1_',
          active: false,
        },
        result: {
          id: 6805,
          name: 'Customer 5',
          email: 'Edsger@Example.com',
          country: 'K1_',
          active: false,
        },
      },
      {
        arguments: { name: 'Customer 5' },
        result: { id: 6805, name: 'Customer 5', email: null, country: null, active: true },
      },
      {
        arguments: {
          name: 'Customer 5',
          email: 'Grac_@Example.com',
          country: 'K1_',
          active: false,
        },
        error: 'A row with these values already exists',
      },
    ],
    update_customer: [
      {
        arguments: {
          id: 6803,
          name: 'Customer 5',
          email: 'Edsger@Example.com',
          country: 'K1_',
          active: false,
        },
        result: {
          id: 6803,
          name: 'Customer 5',
          email: 'Edsger@Example.com',
          country: 'K1_',
          active: false,
        },
        asks: [
          {
            message:
              'Change customer 6803 (name: "Customer 5", email: "Edsger@Example.com", country: "K1_", active: false)?',
          },
        ],
      },
      {
        arguments: { id: 6801, clear: ['email'] },
        result: { ...customer, email: null },
        asks: [{ message: 'Change customer 6801 (clear: ["email"])?' }],
      },
      {
        arguments: { id: 6801, clear: ['country'] },
        result: { ...customer, country: null },
        asks: [{ message: 'Change customer 6801 (clear: ["country"])?' }],
      },
      {
        arguments: { id: 6801, name: 'Customer 5' },
        result: { ...customer, name: 'Customer 5' },
        asks: [{ message: 'Change customer 6801 (name: "Customer 5")?' }],
      },
      { arguments: { id: 6801 }, error: 'Nothing would change.' },
    ],
    delete_customer: [
      {
        arguments: { id: 6803 },
        result: { affected: 1 },
        asks: [{ message: 'Delete customer 6803?' }],
      },
      {
        arguments: { id: 6801 },
        error: 'other rows refer to this one',
        asks: [{ message: 'Delete customer 6801?' }],
      },
    ],
    list_open_orders: {
      arguments: {},
      result: { open_orders: [openOrder, openOrder2, { id: 4503, customer_id: 0, quantity: 0 }] },
    },
    get_open_order: [
      { arguments: { id: 4502 }, result: openOrder2 },
      { arguments: { id: 4501 }, result: openOrder },
    ],
    list_orders: [
      { arguments: { customer_id: 6801, state: 'paid' }, result: { orders: [order] } },
      { arguments: { customer_id: 6801 }, result: { orders: [order, order2] } },
      { arguments: { customer_id: 6802 }, result: { orders: [order3] } },
      { arguments: { state: 'new' }, result: { orders: [order3] } },
      { arguments: { state: 'sent' }, result: { orders: [order2] } },
      { arguments: {}, result: { orders: [order, order3, order2] } },
    ],
    get_order: [
      { arguments: { id: 5602 }, result: order3 },
      { arguments: { id: 5601 }, result: order },
    ],
    create_order: [
      {
        arguments: { customer_id: 6803, state: 'paid', quantity: 6, note: 'Gift wrap.' },
        result: {
          id: 5605,
          customer_id: 6803,
          state: 'paid',
          quantity: 6,
          note: 'Gift wrap.',
          created_at: '2026-01-05 09:30:05',
        },
      },
      {
        arguments: { customer_id: 6803, quantity: 6 },
        result: {
          id: 5605,
          customer_id: 6803,
          state: 'new',
          quantity: 6,
          note: null,
          created_at: '2026-01-05 09:30:05',
        },
      },
      {
        arguments: { customer_id: 6804, state: 'paid', quantity: 6, note: 'Gift wrap.' },
        error: '"customer_id" refers to no row.',
      },
    ],
    update_order: [
      {
        arguments: { id: 5603, customer_id: 6803, state: 'paid', quantity: 6, note: 'Gift wrap.' },
        result: {
          id: 5603,
          customer_id: 6803,
          state: 'paid',
          quantity: 6,
          note: 'Gift wrap.',
          created_at: '2026-01-02 09:30:02',
        },
        asks: [
          {
            message:
              'Change order 5603 (customer_id: 6803, state: "paid", quantity: 6, note: "Gift wrap.")?',
          },
        ],
      },
      {
        arguments: { id: 5601, clear: ['note'] },
        result: { ...order, note: null },
        asks: [{ message: 'Change order 5601 (clear: ["note"])?' }],
      },
      {
        arguments: { id: 5601, customer_id: 6803 },
        result: { ...order, customer_id: 6803 },
        asks: [{ message: 'Change order 5601 (customer_id: 6803)?' }],
      },
      { arguments: { id: 5601 }, error: 'Nothing would change.' },
      {
        arguments: { id: 5601, customer_id: 6804 },
        error: '"customer_id" refers to no row.',
        asks: [{ message: 'Change order 5601 (customer_id: 6804)?' }],
      },
    ],
    delete_order: {
      arguments: { id: 5602 },
      result: { affected: 1 },
      asks: [{ message: 'Delete order 5602?' }],
    },
  },
  resources: {
    schema: { uri: 'schema://shop', shared: true, describesTables: true },
  },
});
