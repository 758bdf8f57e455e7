import * as z from 'zod';
import { orders } from './orders.js';

export const refunded = orders.event({
  name: 'order.refunded',
  description: 'An order was refunded.',
  input: z.object({}),
  payload: z.object({ order_id: z.string() }),
  async owner(_args, { api }) {
    const { body } = await api({ method: 'GET', path: '/me' });
    return z.object({ account: z.string() }).parse(body).account;
  },
  webhook: {
    path: 'orders',
    signature: 'standard-webhooks',
    secret: 'ORDERS_WEBHOOK_SECRET',
    read(body) {
      const { type, id, account, order } = Report.parse(body);
      return type === 'order.refunded' ? [{ id, owner: account, data: { order_id: order } }] : [];
    },
  },
});

const Report = z.object({
  type: z.string(),
  id: z.string(),
  account: z.string(),
  order: z.string(),
});
