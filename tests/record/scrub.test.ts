import { expect, it } from 'vitest';
import { scrub } from '../../src/record/scrub.js';
import { plants } from './plants.js';
import { plantsByForm } from './plants-by-form.js';

it.each([
  ['by place and name', plants, 1_000],
  ['by form', plantsByForm, 300],
])('leaves none of the secrets planted %s', (_, plants, least) => {
  expect(plants.length).toBeGreaterThan(least);
  const left = plants.filter(({ secret, known, row }) => {
    const text = JSON.stringify(scrub(row, known).row);
    return [secret, JSON.stringify(secret).slice(1, -1)].some((form) => text.includes(form));
  });
  expect(left.map(({ what, secret, row }) => [what, secret, row])).toEqual([]);
});

it('keeps values that are no secrets, and their digits', () => {
  const row = {
    id: 'a3f1',
    next_page_token: 'CAUQAA',
    nextToken: 'x1',
    cursor: 'eyJpZCI6MTIzNDU2Nzg5MH0=',
    max_tokens: 500,
    usage: { prompt_tokens: 12, total_tokens: 1_200 },
    tokens: 4_000,
    sessions_count: 3,
    token_type: 'bearer',
    author: 'Ann',
    keyboard: 'qwerty',
    monkey: 'x',
    pinned: true,
    passenger: 'Bo',
    secretary: 'Cy',
    created_at: '2026-11-24T10:00:00Z',
    sha: 'da39a3ee5e6b4b0d3255bfef95601890afd80709',
    uuid: '0b2c1c1e-1111-4222-8333-444455556666',
    key: 'ENG-12',
    compass: 'N',
    url: 'https://example.com/a?page=2&code=DE#top',
    time: 'at 10:30: start, ratio 4:3',
    css: 'color: red; width=10',
    spin: 'up',
    authors: ['Di'],
    has_password: true,
    public_key: 'ssh-rsa AAAA',
    card_count: 4_111_111_111_111_112,
    snowflake: '1234567890123456789',
    long: '\u0000number:12345678901234567890',
    query: { code: 'DE', key: 'ENG-12' },
    text: 'The token is invalid. Basic plan, bearer of news.',
    command: 'ls --sort-key name --max-tokens 5',
    login: 'machine a, password required',
    quoted: '{"message":"invalid id=7"} at 10:30',
  };
  expect(scrub(row, ['k9+secret-value']).row).toEqual(row);
});

it('is fast for any text', () => {
  const texts = [
    'a b:',
    'Bearer ',
    'a="',
    'cookie ',
    ' -u',
    '4 ',
    '<a ',
    '<a name="a" ',
    'a://',
    '?a=%3a',
    'a:"b=\'c=',
    'machine a login b ',
    ' --token',
    'name="a"\r\n',
  ];
  const started = process.cpuUsage();
  for (const text of texts) scrub({ text: text.repeat(20_000) }, ['k9+secret-value']);
  scrub({ text: `Bearer${' '.repeat(100_000)}` }, []);
  expect(process.cpuUsage(started).user / 1_000).toBeLessThan(5_000);
});
