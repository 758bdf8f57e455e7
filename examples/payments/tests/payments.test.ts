import { bearer, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const payment4 = {
  id: 'ID-1',
  amount: 1,
  currency: 'EUR',
  status: 'requires_action',
  customer: 'Customer',
  metadata: { key: 'Value' },
};

const payment = { ...payment4, client_secret: 'client_secret' };

const payment5 = {
  id: 'ID-2',
  amount: 2,
  currency: 'USD',
  status: 'requires_action',
  customer: null,
};

const payment2 = { ...payment5, client_secret: 'client_secret' };

const payment3 = {
  id: 'ID-3',
  amount: 3,
  currency: 'GBP',
  status: 'requires_action',
  client_secret: 'client_secret',
};

testProvider(providers, 'payments', {
  signIn: bearer,
  baseUrl: 'https://api.payments.example.com/v1',
  headers: { 'Payments-Version': '2026-06-24' },
  checkPath: '/payments',
  tokenPath: 'payments',
  tools: {
    list_payments: [
      {
        arguments: { customer: 'Customer', created: { gte: 1, lt: 2 }, limit: 2 },
        invalid: { customer: 42 },
        request: {
          method: 'GET',
          path: '/payments',
          query: { 'created[gte]': '1', 'created[lt]': '2', customer: 'Customer', limit: '2' },
        },
        pages: [
          { response: { data: [payment], has_more: true }, next: { starting_after: 'ID-1' } },
          { response: { data: [payment2, payment3], has_more: false } },
        ],
        result: { payments: [payment4, payment5], truncated: true },
      },
      {
        arguments: { limit: 500 },
        request: { method: 'GET', path: '/payments', query: { limit: '100' } },
        response: { data: [payment2, payment3], has_more: false },
        result: {
          payments: [
            payment5,
            { id: 'ID-3', amount: 3, currency: 'GBP', status: 'requires_action' },
          ],
        },
      },
    ],
    create_payment: [
      {
        arguments: {
          amount: 1,
          currency: 'EUR',
          customer: 'Customer',
          payment_methods: ['card', 'sepa_debit'],
          shipping: {
            name: 'Shipping 1',
            address: { line1: 'Line1', city: 'Berlin', country: 'DE' },
          },
          metadata: { key: 'Value' },
          idempotency_key: 'Idempotency key',
        },
        invalid: { amount: 'wrong' },
        request: {
          method: 'POST',
          path: '/payments',
          headers: { 'Idempotency-Key': 'Idempotency key' },
          body: {
            'payment_method_types[0]': 'card',
            'payment_method_types[1]': 'sepa_debit',
            confirm: 'true',
            amount: '1',
            currency: 'EUR',
            customer: 'Customer',
            'shipping[name]': 'Shipping 1',
            'shipping[address][line1]': 'Line1',
            'shipping[address][city]': 'Berlin',
            'shipping[address][country]': 'DE',
            'metadata[key]': 'Value',
          },
        },
        response: payment,
        result: payment4,
      },
      {
        arguments: {
          amount: 1,
          currency: 'EUR',
          customer: 'Customer',
          idempotency_key: 'Idempotency key',
        },
        request: {
          method: 'POST',
          path: '/payments',
          headers: { 'Idempotency-Key': 'Idempotency key' },
          body: { confirm: 'true', amount: '1', currency: 'EUR', customer: 'Customer' },
        },
        response: payment2,
        result: payment5,
      },
    ],
    refund_payment: {
      arguments: { payment: 'Payment', amount: 1, idempotency_key: 'Idempotency key' },
      invalid: { payment: 42 },
      request: {
        method: 'POST',
        path: '/refunds',
        headers: { 'Payments-Account': 'main', 'Idempotency-Key': 'Idempotency key' },
        body: { payment: 'Payment', amount: '1' },
      },
      response: { id: 'ID-1', amount: 1, status: 'pending' },
    },
  },
});
