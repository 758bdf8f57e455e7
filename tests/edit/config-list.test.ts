import { expect, it } from 'vitest';
import { addConfigValue } from '../../src/edit/config-list.js';

const entry = (lines: string, rest = '') =>
  `# Ours.\nproviders:\n  acme:\n    name: Acme # the shop\n${lines}    auth: none\n${rest}`;
const BASE = '    base_url: https://api.acme.dev # main\n';
const OTHER = '  other:\n    base_url: https://other.dev\n    base_urls: [https://x.dev]\n';
const VALUE = 'https://uploads.acme.dev';

const add = (text: string) => addConfigValue(text, 'acme', 'base_urls', VALUE);

it.each([
  [
    'begins the list below its singular',
    entry(BASE, OTHER),
    entry(`${BASE}    base_urls:\n      - ${VALUE}\n`, OTHER),
  ],
  [
    'adds to a list',
    entry(`${BASE}    base_urls:\n      - https://a.dev # a\n`),
    entry(`${BASE}    base_urls:\n      - https://a.dev # a\n      - ${VALUE}\n`),
  ],
  [
    'adds to a list that is not indented',
    entry(`${BASE}    base_urls:\n    - https://a.dev\n`),
    entry(`${BASE}    base_urls:\n    - https://a.dev\n    - ${VALUE}\n`),
  ],
  [
    'adds to a list in one line',
    entry(`${BASE}    base_urls: [https://a.dev]\n`),
    entry(`${BASE}    base_urls: [https://a.dev, ${VALUE}]\n`),
  ],
  [
    'keeps line ends',
    entry(BASE).replaceAll('\n', '\r\n'),
    entry(`${BASE}    base_urls:\n      - ${VALUE}\n`).replaceAll('\n', '\r\n'),
  ],
  [
    'leaves a list with the value as it is',
    entry(`${BASE}    base_urls: ['${VALUE}']\n`),
    entry(`${BASE}    base_urls: ['${VALUE}']\n`),
  ],
])('%s', (_, before, after) => {
  expect(add(before)).toBe(after);
});

it.each([
  ['an entry in one line', `providers: { acme: { base_url: https://a.dev } }\n`],
  ['an empty list', entry(`${BASE}    base_urls: []\n`)],
  ['something else under the key', entry(`${BASE}    base_urls: https://a.dev\n`)],
  ['no such entry', 'providers:\n' + OTHER],
  ['a file that is not YAML', `${entry(BASE)}  }\n`],
])('finds no place in %s', (_, text) => {
  expect(add(text)).toBeUndefined();
});
