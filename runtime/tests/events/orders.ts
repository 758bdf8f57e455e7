import * as z from 'zod';
import { path } from '../../src/api.js';
import { defineProvider } from '../../src/index.js';

export const orders = defineProvider({
  name: 'orders',
  version: '1.0.0',
  baseUrl: 'https://api.example.com',
});

orders.tool({
  name: 'get_order',
  description: 'Returns an order.',
  input: z.object({ order_id: z.string() }),
  annotations: { readOnlyHint: true },
  run: ({ order_id }, { api }) => api({ method: 'GET', path: path`/orders/${order_id}` }),
});

export const paid = orders.event({
  name: 'order.paid',
  description: 'An order was paid.',
  input: z.object({ shop: z.string().optional() }),
  payload: z.object({ order_id: z.string(), shop: z.string() }),
  async owner(_args, { api }) {
    const { body } = await api({ method: 'GET', path: '/me' });
    return z.object({ account: z.string() }).parse(body).account;
  },
});

/** Called by whatever learns of a payment. */
export const onPayment = (payment: { id: string; account: string; order: string; shop: string }) =>
  paid.emit({
    id: payment.id,
    owner: payment.account,
    data: { order_id: payment.order, shop: payment.shop },
  });
