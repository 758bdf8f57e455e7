import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretsIn } from '../../../src/api/error/secrets.js';
import {
  sanitizeText,
  withoutSecretLooks,
  withoutSecrets,
} from '../../../src/project/without-secrets.js';

describe('text of an API', () => {
  it.each<[string, string, string]>([
    ['stays', 'amount must be at least 50 (was 7)', 'amount must be at least 50 (was 7)'],
    [
      'an id stays',
      'No room 0b6f4a52-8f0e-4f43-9d3c-2f1a7f5c6d3e',
      'No room 0b6f4a52-8f0e-4f43-9d3c-2f1a7f5c6d3e',
    ],
    [
      'words about secrets stay',
      'password: must be longer; the token is missing',
      'password: must be longer; the token is missing',
    ],
    ['a comparison stays', 'must be < 5 and > 1', 'must be < 5 and > 1'],
    ['control characters', 'a\u0000b\u001b[31mc\r\nd', 'a b [31mc d'],
    ['invisible characters', 'a\u202eb\u200bc\u{e0041}d', 'a b c d'],
    ['half a surrogate pair', 'a\ud800b', 'a b'],
    ['quotation marks', 'say "hi"', "say 'hi'"],
    ['markup', '<b>Bad</b> <script src=x>gateway', 'Bad gateway'],
    ['the query of a URL', 'see https://u:p@a.dev/x?key=1#y now', 'see https://a.dev/x now'],
    ['the query of a path', 'GET /v1/x?key=1 failed', 'GET /v1/x failed'],
    ['a bearer token', 'Bearer abc.def-123 expired', 'Bearer [removed] expired'],
    ['a JWT', 'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc', 'got [removed]'],
    [
      'a key with a prefix',
      'Invalid API Key: sk_live_4eC39HqLyjWDar',
      'Invalid API Key: [removed]',
    ],
    [
      'a key by its name',
      'api_key=12345678, secret: "hunter2x"',
      "api_key=[removed], secret: '[removed]'",
    ],
    ['long random text', `hash ${'0123456789abcdef'.repeat(3)}`, 'hash [removed]'],
    ['a stack trace of Node.js', 'Bad\n    at run (/srv/a.js:1:2)\n    at b', 'Bad'],
    [
      'a stack trace of Python',
      'Bad Traceback (most recent call last): File "a.py", line 1',
      'Bad',
    ],
    ['a stack trace of Java', 'Bad\n\tat com.a.B.c(B.java:7)', 'Bad'],
    ['a place that is no stack trace', 'ERROR at Row:1:Column:8', 'ERROR at Row:1:Column:8'],
    ['length', 'word '.repeat(100), `${'word '.repeat(59)}word…`],
  ])('%s', (_, text, expected) => {
    expect(sanitizeText(text)).toBe(expected);
  });

  it('no secret of a request, in whatever form it is written, and whatever is around it', () => {
    const isTold = (text: string) =>
      text.length >= 8 && text.trim() === text && !/\p{Surrogate}/u.test(text);
    const secret = fc.string({ unit: 'grapheme', maxLength: 40 }).filter(isTold);
    const around = fc.string({ maxLength: 1500 });
    const forms: Record<string, (text: string) => string> = {
      asItIs: (text) => text,
      inJson: (text) => JSON.stringify(text).slice(1, -1),
      inUrl: encodeURIComponent,
      inForm: (text) => new URLSearchParams({ '': text }).toString().slice(1),
      inPath: (text) =>
        encodeURIComponent(text).replace(
          /[!'()*]/g,
          (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
        ),
    };
    const request = { method: 'GET' as const, headers: new Headers(), body: undefined };
    const holds = (value: string, before: string, after: string) => {
      const url = (query: string) => new URL(`https://a.dev/${query}`);
      const signed = { ...request, url: url(`?key=${encodeURIComponent(value)}`) };
      const secrets = secretsIn(signed, { ...request, url: url('') });
      for (const [form, write] of Object.entries(forms)) {
        const cleaned = withoutSecretLooks(withoutSecrets(before + write(value) + after, secrets));
        expect([form, cleaned.includes(write(value))]).toEqual([form, false]);
        expect(sanitizeText(before + write(value) + after, secrets)).not.toContain(write(value));
      }
    };
    fc.assert(fc.property(secret, around, around, holds));
  });

  it('one line of 300 characters at most, of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 5000 }), (text) => {
        const line = sanitizeText(text);
        expect(Array.from(line).length).toBeLessThanOrEqual(300);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}"]/u);
      }),
    );
  });

  it('is read in time that grows with its length only', () => {
    const atoms = ['a', '1', '-', '_', ' ', '=', ':', ';', '"', '\\', '/', '?', '@', '<a', 'at '];
    const begun = [
      'https://',
      'File "',
      'Bearer ',
      'eyJ',
      '-eyJ',
      'eyJa.',
      'token',
      ';token=',
      'sk-',
    ];
    const parts = fc.array(fc.constantFrom(...atoms, ...begun), { minLength: 1, maxLength: 4 });
    const isQuick = (pieces: string[]) => {
      const text = pieces.join('').repeat(100_000 / pieces.join('').length);
      const start = performance.now();
      expect(Array.from(sanitizeText(text)).length).toBeLessThanOrEqual(300);
      withoutSecretLooks(text);
      expect(performance.now() - start).toBeLessThan(1_000);
    };
    fc.assert(fc.property(parts, isQuick), { examples: [[['-eyJ']], [[';token=']]] });
  });
});

it('finds what signing has added', () => {
  const request = (headers: Record<string, string>, query = '') => ({
    method: 'GET' as const,
    url: new URL(`https://a.dev/?a=1${query}`),
    headers: new Headers(headers),
    body: undefined,
  });
  const basic = `Basic ${Buffer.from('ann:hunter2').toString('base64')}`;
  const found = secretsIn(
    request(
      { accept: 'text/plain', authorization: basic, cookie: 'key=a%2Fbcd' },
      '&key=query-key',
    ),
    request({ accept: 'text/plain' }),
  );
  expect(found).toEqual(
    expect.arrayContaining([
      basic,
      basic.slice(6),
      basic.slice(6).replace(/=+$/, ''),
      'ann:hunter2',
      'hunter2',
      'key=a%2Fbcd',
      'a/bcd',
      'query-key',
    ]),
  );
  expect(found).not.toContain('ann');
});

it('finds what signing has added to the path', () => {
  const at = (path: string) => ({
    method: 'GET' as const,
    url: new URL(`https://a.dev${path}`),
    headers: new Headers(),
    body: undefined,
  });
  const found = secretsIn(at('/v1/bot7%3Aabcd/send'), at('/v1/send'));
  expect(found).toEqual(expect.arrayContaining(['bot7%3Aabcd', 'bot7:abcd']));
  expect(found).not.toContain('send');
});
