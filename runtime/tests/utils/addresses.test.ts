import { describe, expect, it } from 'vitest';
import { isAddress, isLoopback, isSafeUrl } from '../../src/utils/addresses.js';

const LOOPBACK = [
  ...['localhost', 'LocalHost', '127.0.0.1', '127.0.0.2', '127.255.255.254', '::1', '[::1]'],
  ...[
    '0:0:0:0:0:0:0:1',
    '::ffff:127.0.0.1',
    '[::FFFF:127.0.0.1]',
    '::ffff:7f00:1',
    '::ffff:7f12:3',
  ],
];
const ELSEWHERE = [
  ...['', 'localhost.evil.example', 'app.localhost', 'localhost.', '127.evil.example', '128.0.0.1'],
  ...['127.0.0.256', '127.0.0.1.evil.example', '0.0.0.0', '::', '::2', '::127.0.0.1', '12.7.0.1'],
  ...['::ffff:128.0.0.1', '::ffff:8000:1', '64:ff9b::127.0.0.1', '10.0.0.1', 'fe80::1'],
];

it.each(LOOPBACK)('"%s" is this machine', (host) => {
  expect(isLoopback(host)).toBe(true);
});

it.each(ELSEWHERE)('"%s" may be another machine', (host) => {
  expect(isLoopback(host)).toBe(false);
});

describe('plain http', () => {
  const urlOf = (host: string) =>
    `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:8080/v1`;

  it('is safe for hosts that are this machine, and no others', () => {
    expect(LOOPBACK.filter((host) => !isSafeUrl(urlOf(host)))).toEqual([]);
    expect(ELSEWHERE.filter((host) => isSafeUrl(urlOf(host)))).toEqual([]);
  });

  it('has a pattern in the JSON Schema of the configuration that accepts no other host', () => {
    expect(ELSEWHERE.filter((host) => isAddress(urlOf(host), 'baseUrl'))).toEqual([]);
    for (const host of ['localhost', '127.0.0.2', '[::1]', '[::ffff:127.0.0.1]'])
      expect(isAddress(urlOf(host), 'baseUrl'), host).toBe(true);
  });
});
