import { bearer, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const payment4 = {
  id: 'id',
  amount: 1,
  currency: 'EUR',
  status: 'requires_action',
  customer: 'customer',
  metadata: { key: 'value' },
};

const payment = { ...payment4, client_secret: 'client_secret' };

const payment5 = {
  id: 'id_2',
  amount: 2,
  currency: 'USD',
  status: 'requires_action',
  customer: null,
};

const payment2 = { ...payment5, client_secret: 'client_secret' };

const payment3 = {
  id: 'id_3',
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
        arguments: { customer: 'customer', created: { gte: 1, lt: 2 }, limit: 2 },
        invalid: { customer: 42 },
        request: {
          method: 'GET',
          path: '/payments',
          query: { 'created[gte]': '1', 'created[lt]': '2', customer: 'customer', limit: '2' },
        },
        pages: [
          { response: { data: [payment], has_more: true }, next: { starting_after: 'id' } },
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
            { id: 'id_3', amount: 3, currency: 'GBP', status: 'requires_action' },
          ],
        },
      },
    ],
    create_payment: [
      {
        arguments: {
          amount: 1,
          currency: 'EUR',
          customer: 'customer',
          payment_methods: ['card', 'sepa_debit'],
          shipping: { name: 'Ada', address: { line1: 'line1', city: 'Berlin', country: 'DE' } },
          metadata: { key: 'value' },
          idempotency_key: 'idempotency_key',
        },
        invalid: { amount: 'wrong' },
        request: {
          method: 'POST',
          path: '/payments',
          headers: { 'Idempotency-Key': 'idempotency_key' },
          body: {
            'payment_method_types[0]': 'card',
            'payment_method_types[1]': 'sepa_debit',
            confirm: 'true',
            amount: '1',
            currency: 'EUR',
            customer: 'customer',
            'shipping[name]': 'Ada',
            'shipping[address][line1]': 'line1',
            'shipping[address][city]': 'Berlin',
            'shipping[address][country]': 'DE',
            'metadata[key]': 'value',
          },
        },
        response: payment,
        result: payment4,
      },
      {
        arguments: {
          amount: 1,
          currency: 'EUR',
          customer: 'customer',
          idempotency_key: 'idempotency_key',
        },
        request: {
          method: 'POST',
          path: '/payments',
          headers: { 'Idempotency-Key': 'idempotency_key' },
          body: { confirm: 'true', amount: '1', currency: 'EUR', customer: 'customer' },
        },
        response: payment2,
        result: payment5,
      },
    ],
    refund_payment: {
      arguments: { payment: 'payment', amount: 1, idempotency_key: 'idempotency_key' },
      invalid: { payment: 42 },
      request: {
        method: 'POST',
        path: '/refunds',
        headers: { 'Payments-Account': 'main', 'Idempotency-Key': 'idempotency_key' },
        body: { payment: 'payment', amount: '1' },
      },
      response: { id: 'id', amount: 1, status: 'pending' },
    },
  },
});
