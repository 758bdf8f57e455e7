import { describe, expect, it } from 'vitest';
import { baseUrlRule, pathRule } from '../../src/kinds/api/url-rules.js';
import { providerNameRule, uriRule, urlRule } from '../../src/spec/text-rules.js';

const SHAPE =
  'must be lower-case letters, digits and "_" and begin with a letter, such as "acme_chat"';
const reserved = (name: string) => `"${name}" is reserved; choose another one`;

describe('the name of a provider', () => {
  it.each<[string, string | undefined]>([
    ['acme', undefined],
    ['class', undefined],
    ['x'.repeat(40), undefined],
    ['x'.repeat(41), 'is 41 characters long; at most 40 are allowed'],
    ['', SHAPE],
    ['Acme', `${SHAPE}, not "Acme"; did you mean "acme"?`],
    ['acme-chat', `${SHAPE}, not "acme-chat"; did you mean "acme_chat"?`],
    ['__proto__', `${SHAPE}, not "__proto__"; did you mean "proto"?`],
    ['acme\n', SHAPE],
    ['../x', SHAPE],
    ...[
      'core',
      'default',
      'dist',
      'index',
      'node_modules',
      'test',
      'tests',
      'constructor',
      'prototype',
      'con',
      'nul',
      'lpt1',
    ].map((name): [string, string] => [name, reserved(name)]),
  ])('%j', (name, says) => {
    expect(providerNameRule(name)).toBe(says);
  });
});

const ABSOLUTE = 'must be an absolute URL in ASCII, such as "https://api.example.com/v1"';
const SECURE = 'must begin with "https://"; plain http is for loopback addresses only';

describe('a URL', () => {
  it.each<[string, string | undefined]>([
    ['https://api.acme.dev/v1', undefined],
    ['http://localhost:8080', undefined],
    ['http://127.0.0.1/x', undefined],
    ['http://127.0.0.2/x', undefined],
    ['http://128.0.0.1/x', SECURE],
    ['http://app.localhost/x', SECURE],
    ['http://[::1]:3000', undefined],
    ['https://xn--bcher-kva.example', undefined],
    ['https://bücher.example', ABSOLUTE],
    [
      'api.acme.dev',
      'must be an absolute URL, not "api.acme.dev"; did you mean "https://api.acme.dev"?',
    ],
    ['api.acme.dev?key=s3cret', ABSOLUTE],
    ['https:api.acme.dev', ABSOLUTE],
    ['https://', ABSOLUTE],
    ['https://a.dev\\@b.dev', ABSOLUTE],
    ['https://{tenant}.acme.dev', ABSOLUTE],
    ['https://$HOST', ABSOLUTE],
    ['http://api.acme.dev', SECURE],
    ['http://localhost.acme.dev', SECURE],
    ['http://127.0.0.1.acme.dev', SECURE],
    ['ftp://a.dev', SECURE],
    ['javascript://a', SECURE],
    ['https://user@a.dev', 'must not contain a user name or a password'],
    ['https://:secret@a.dev', 'must not contain a user name or a password'],
    ['https://a.dev/@x', undefined],
    ['https://a.dev#x', 'must not contain a fragment'],
  ])('%j', (url, says) => {
    expect(urlRule(url)).toBe(says);
  });

  it.each([
    ['http://hr.prod.svc.cluster.local/api', true, undefined],
    ['http://hr.prod.svc.cluster.local/api', false, 'is not encrypted'],
    ['http://api.acme.dev', true, 'must begin with "https://"'],
  ])('of the API: %j with allowHttp %j', (url, allowHttp, says) => {
    const wrong = baseUrlRule(url, { allowHttp });
    if (says === undefined) expect(wrong).toBeUndefined();
    else expect(wrong).toContain(says);
  });

  it('of the API holds no query; others may', () => {
    expect(baseUrlRule('https://a.dev/?x=1')).toBe('must not contain a query');
    expect(urlRule('https://a.dev/?x=1')).toBeUndefined();
  });
});

describe('a path', () => {
  it.each<[string, string | undefined]>([
    ['/', undefined],
    ['/rooms/{room_id}/messages', undefined],
    ['/a%20b/~x/.y/..z', undefined],
    ['/rooms/', undefined],
    ['', 'must begin with "/"'],
    ['rooms', 'must begin with "/", not "rooms"; did you mean "/rooms"?'],
    ['https://evil.dev/', 'must begin with "/"'],
    ['/rooms?all=1', 'must not contain a query or a fragment'],
    ['/rooms/{id', 'has a brace that is not part of a {name}'],
    ['/a b', 'has a character that must be percent-encoded'],
    ['/`${x}`', 'has a character that must be percent-encoded'],
    ['//evil.dev/x', 'has an empty segment'],
    ['/a/../b', 'has a segment "." or "..", which changes the path'],
    ['/a/%2E%2e', 'has a segment "." or "..", which changes the path'],
  ])('%j', (path, says) => {
    expect(pathRule(path)).toBe(says);
  });
});

describe('the URI of a resource', () => {
  const absolute =
    'must be an absolute URI of at most 500 characters, such as "acme://rooms/{room_id}"';
  const template = 'has a brace that is not part of a {name}; other templates are not supported';
  it.each<[string, string | undefined]>([
    ['acme://rooms', undefined],
    ['acme://rooms/{room_id}/x', undefined],
    ['rooms/{id}', absolute],
    [`acme:${'x'.repeat(500)}`, absolute],
    ['acme://{+path}', template],
    ['acme://{a', template],
    ['acme://{a}/{a}', 'names one variable twice'],
  ])('%j', (uri, says) => {
    expect(uriRule(uri)).toBe(says);
  });
});
