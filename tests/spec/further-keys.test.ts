import { expect, it } from 'vitest';
import { errorsOf, HEAD } from './reading.js';

it.each<[string, string, string[]]>([
  [
    'a further key without a name',
    HEAD.replace('none', 'api-key, in: header, name: X, furtherKeys: { appKey: { in: query } }'),
    ['4:69: auth.furtherKeys.appKey.name is missing.'],
  ],
  [
    'two keys in one header',
    HEAD.replace(
      'none',
      'api-key, in: header, name: X-Key, furtherKeys: { appKey: { in: header, name: x-key } }',
    ),
    ['4:73: auth.furtherKeys.appKey is sent in the header "x-key", which has another key already.'],
  ],
  ...['apiKey', 'baseUrl', 'server', 'App-Key', 'appKEY'].map((key): [string, string, string[]] => [
    `a further key with the name ${key}`,
    HEAD.replace(
      'none',
      `api-key, in: query, name: k, furtherKeys: { ${key}: { in: query, name: t } }`,
    ),
    [
      `4:60: auth.furtherKeys.${key} must be a name in camelCase that no other variable of the provider has, such as "appKey".`,
    ],
  ]),
])('%s', async (_, text, lines) => {
  expect(await errorsOf(text)).toEqual(lines.map((line) => `acme.yaml:${line}`));
});
