import { expect, it } from 'vitest';
import { isPrivateHost, mayNameAddress } from '../../src/fetch/private-addresses.js';

it.each([
  ...['127.0.0.1', '127.8.9.1', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255'],
  ...['192.168.1.1', '169.254.169.254', '100.64.0.1', '255.255.255.255', '224.0.0.1'],
  ...['[::1]', '[::]', '[fd12::1]', '[fe80::1]', '[::ffff:10.0.0.1]', '[::ffff:7f00:1]'],
  ...[
    '[64:ff9b::10.0.0.1]',
    '[64:ff9b::a9fe:a9fe]',
    '[64:ff9b:1::1]',
    '[2002:7f00:1::]',
    '[::127.0.0.1]',
  ],
  ...[
    '[fec0::1]',
    '[2001:0:4136::1]',
    '[::ffff:0:127.0.0.1]',
    '[5f00::1]',
    '[3fff::1]',
    '[100::1]',
  ],
  ...['192.88.99.1', '192.0.2.1', '198.51.100.7', '203.0.113.9', '[2001:db8::1]', '[4000::1]'],
  ...['localhost', 'api.localhost', 'localhost.'],
])('%s is private', (host) => {
  expect(isPrivateHost(new URL(`https://${host}/`).hostname)).toBe(true);
});

// A URL has numbers as addresses.
it.each(['2130706433', '0x7f.1', '017700000001', '127.1'])('%s is private', (host) => {
  expect(isPrivateHost(new URL(`https://${host}/`).hostname)).toBe(true);
});

it.each([
  ...[
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '192.167.1.1',
    '100.128.0.1',
    '[2606:4700::1111]',
    '[2001:4860:4860::8888]',
  ],
  ...[
    '[::ffff:8.8.8.8]',
    '[64:ff9b::8.8.8.8]',
    'mcp.acme.dev',
    'localhost.acme.dev',
    '10.0.0.1.acme.dev',
  ],
])('%s is not', (host) => {
  expect(isPrivateHost(new URL(`https://${host}/`).hostname)).toBe(false);
});

it.each([
  ['https://mcp.acme.dev', 'https://auth.acme.dev', true],
  ['https://mcp.acme.dev', 'http://auth.acme.dev', false],
  ['https://mcp.acme.dev', 'https://192.168.1.1', false],
  ['https://10.0.0.2', 'https://192.168.1.1', true],
  ['http://127.0.0.1:1', 'http://127.0.0.1:2', true],
])('%s may refer to %s: %s', (server, address, expected) => {
  expect(mayNameAddress(new URL(server), address)).toBe(expected);
});
