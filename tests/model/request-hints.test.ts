import { expect, it } from 'vitest';
import { requestHints } from '../../src/model/request-hints.js';

it.each([
  ['create_room', '/rooms', false],
  ['create_payment', '/v1/payments', true],
  ['create_payment_method', '/payment_methods', false],
  ['create_payment_link', '/payment-links', false],
  ['add_charge', '/charges', true],
  ['create_refund', '/orders/{id}/refunds', true],
  ['create_money_transfer', '/accounts/{id}/money-transfers', true],
  ['create_transfer_note', '/transfers/{id}/notes', false],
  ['create_payout', '/payouts', true],
  ['add_answer', '/tickets/{id}/replies', true],
  ['create_delivery', '/letters/{id}:send', true],
  ['create_post', '/posts/{id}/publish', true],
  ['create_notification', '/notifications', true],
  ['send_letter', '/letters', true],
  ['create_sender', '/senders', false],
])(
  'a POST that adds something is destructive if nobody can take it back: %s at %s is %s',
  (name, path, isDestructive) => {
    expect(requestHints('POST', path, name)).toEqual({ destructiveHint: isDestructive });
    expect(
      requestHints('POST', path, name.replace(/^(create|add)_/, 'new_'), { creates: true }),
    ).toEqual({
      destructiveHint: isDestructive,
    });
  },
);

it.each([
  ['renew_loan', '/loans/{id}/renewals', true],
  ['calculate_fee', '/loans/{id}/fee', false],
  ['preview_invoice', '/invoices/preview', false],
  ['extend_and_notify', '/notifications', true],
  ['reset_loan', '/loans/{id}/reset', true],
])(
  'a POST is destructive if it changes something that exists, or reaches people: %s at %s is %s',
  (name, path, isDestructive) => {
    expect(requestHints('POST', path, name)).toEqual({ destructiveHint: isDestructive });
  },
);

it.each([
  '/payments/search',
  '/messages:find',
  '/refunds/count',
  '/documents.list',
  '/documents.info',
  '/rooms:get',
])('a search and a call that gets something only read: %s', (path) => {
  expect(requestHints('POST', path, 'find_payment')).toEqual({ readOnlyHint: true });
});

it.each(['/rooms/list', '/rooms/info', '/.list'])(
  'a POST is destructive where "list" or "info" may be what it creates: %s',
  (path) => {
    expect(requestHints('POST', path, 'room_list')).toEqual({ destructiveHint: true });
  },
);

it.each([
  ['cancel_order', '/orders/{id}/cancel', true],
  ['orders_merge', '/orders/merge', true],
  ['set_owner', '/rooms/{id}/owner', true],
  ['upload_file', '/files', false],
  ['copy_file', '/files/{id}/copy', false],
  ['register_device', '/devices', false],
])(
  'a POST that is documented with 201 is destructive if its name is that of a change: %s at %s is %s',
  (name, path, isDestructive) => {
    expect(requestHints('POST', path, name, { creates: true })).toEqual({
      destructiveHint: isDestructive,
    });
  },
);

it.each([
  ['add_room_to_list', false, false],
  ['star_repository', false, false],
  ['add_or_update_member', false, true],
  ['add_member', true, true],
  ['set_topics', false, true],
])(
  'a PUT is not destructive if it adds an entry without a body: %s, with a body: %s, is %s',
  (name, hasBody, isDestructive) => {
    const hints = { destructiveHint: isDestructive, idempotentHint: true };
    expect(requestHints('PUT', '/lists/{id}/rooms/{room}', name, { hasBody })).toEqual(hints);
  },
);
