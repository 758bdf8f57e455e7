import { bearer, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const payment = {
  id: 'ID-1',
  amount: 1,
  currency: 'eur',
  status: 'requires_action',
  customer: 'Customer-1',
  created: 2,
  metadata: { key: 'Value' },
};

const paymentWithClientSecret = { ...payment, client_secret: 'excluded' };

const payment2 = {
  id: 'ID-2',
  amount: 2,
  currency: 'usd',
  status: 'requires_action',
  customer: null,
};

const payment2WithClientSecret = { ...payment2, client_secret: 'excluded' };

const payment3 = {
  id: 'ID-3',
  amount: 3,
  currency: 'gbp',
  status: 'requires_action',
  client_secret: 'excluded',
};

const refundPaymentResponse = { id: 'ID-1', amount: 1, status: 'pending' };

testProvider(providers, 'payments', {
  signIn: bearer,
  baseUrl: 'https://api.payments.example.com/v1',
  headers: { 'Payments-Version': '2026-06-24' },
  checkPath: '/payments',
  tools: {
    list_payments: [
      {
        arguments: { customer: 'Customer-1', created: { gte: 1, lt: 2 }, limit: 2 },
        request: {
          method: 'GET',
          path: '/payments',
          query: { 'created[gte]': '1', 'created[lt]': '2', customer: 'Customer-1', limit: '2' },
        },
        pages: [
          {
            response: { data: [paymentWithClientSecret], has_more: true },
            next: { starting_after: 'ID-1' },
          },
          { response: { data: [payment2WithClientSecret, payment3], has_more: false } },
        ],
        result: { payments: [payment, payment2], truncated: true },
      },
      {
        arguments: { limit: 500 },
        request: { method: 'GET', path: '/payments', query: { limit: '100' } },
        response: { data: [payment2WithClientSecret, payment3], has_more: false },
        result: {
          payments: [
            payment2,
            { id: 'ID-3', amount: 3, currency: 'gbp', status: 'requires_action' },
          ],
        },
      },
      {
        title: 'with one field',
        arguments: { limit: 500, fields: ['id'] },
        request: { method: 'GET', path: '/payments', query: { limit: '100' } },
        response: { data: [payment2WithClientSecret, payment3], has_more: false },
        result: { payments: [{ id: 'ID-2' }, { id: 'ID-3' }] },
      },
    ],
    create_payment: [
      {
        arguments: {
          amount: 1,
          currency: 'eur',
          customer: 'Customer-1',
          payment_methods: ['card', 'sepa_debit'],
          shipping: {
            name: 'Shipping 1',
            address: { line1: '12 Example Road', city: 'Berlin', country: 'DE' },
          },
          metadata: { key: 'Value' },
          idempotency_key: 'Idempotency key',
        },
        asks: [
          { message: 'Charge customer "Customer-1"? Amount: 1, in the smallest unit of "eur".' },
        ],
        request: {
          method: 'POST',
          path: '/payments',
          headers: { 'Idempotency-Key': 'Idempotency key' },
          body: {
            'payment_method_types[0]': 'card',
            'payment_method_types[1]': 'sepa_debit',
            confirm: 'true',
            amount: '1',
            currency: 'eur',
            customer: 'Customer-1',
            'shipping[name]': 'Shipping 1',
            'shipping[address][line1]': '12 Example Road',
            'shipping[address][city]': 'Berlin',
            'shipping[address][country]': 'DE',
            'metadata[key]': 'Value',
          },
        },
        response: paymentWithClientSecret,
        result: payment,
      },
      {
        arguments: {
          amount: 1,
          currency: 'eur',
          customer: 'Customer-1',
          idempotency_key: 'Idempotency key',
        },
        asks: [
          { message: 'Charge customer "Customer-1"? Amount: 1, in the smallest unit of "eur".' },
        ],
        request: {
          method: 'POST',
          path: '/payments',
          headers: { 'Idempotency-Key': 'Idempotency key' },
          body: { confirm: 'true', amount: '1', currency: 'eur', customer: 'Customer-1' },
        },
        response: { ...payment2WithClientSecret, amount: 1, currency: 'eur' },
        result: { ...payment2, amount: 1, currency: 'eur' },
      },
    ],
    refund_payment: [
      {
        arguments: { payment: 'Payment-1', amount: 1, reference: 'Reference' },
        asks: [{ message: 'Refund payment "Payment-1"? Amount: 1. Reference: "Reference".' }],
        request: {
          method: 'POST',
          path: '/refunds',
          idempotencyKey: 'Idempotency-Key',
          body: { payment: 'Payment-1', amount: '1', reference: 'Reference' },
        },
        response: refundPaymentResponse,
      },
      {
        arguments: { payment: 'Payment-1' },
        asks: [{ message: 'Refund payment "Payment-1"? Amount: all of it. Reference: none.' }],
        request: {
          method: 'POST',
          path: '/refunds',
          idempotencyKey: 'Idempotency-Key',
          body: { payment: 'Payment-1' },
        },
        response: refundPaymentResponse,
      },
    ],
    export_payments: [
      {
        arguments: { month: '2026-06' },
        request: { method: 'POST', path: '/exports', body: { month: '2026-06' } },
        response: { url: 'https://example.com/' },
      },
      {
        title: 'as a job',
        arguments: { month: '2026-06' },
        requests: [
          {
            method: 'POST',
            path: '/exports',
            body: { month: '2026-06' },
            status: 202,
            response: { id: 'job-1' },
          },
          { method: 'GET', path: '/exports/job-1', response: { phase: 'running' } },
          {
            method: 'GET',
            path: '/exports/job-1',
            response: { phase: 'written', url: 'https://example.com/' },
          },
        ],
        result: { url: 'https://example.com/' },
      },
      {
        title: 'as a job that fails',
        arguments: { month: '2026-06' },
        requests: [
          {
            method: 'POST',
            path: '/exports',
            body: { month: '2026-06' },
            status: 202,
            response: { id: 'job-1' },
          },
          { method: 'GET', path: '/exports/job-1', response: { phase: 'running' } },
          { method: 'GET', path: '/exports/job-1', response: { phase: 'lost' } },
        ],
        error: 'the job ended as "lost"',
      },
    ],
  },
});
