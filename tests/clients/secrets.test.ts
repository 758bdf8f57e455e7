import { expect, it } from 'vitest';
import { maskedDiff, maskedWords } from '../../src/model/secrets.js';

it.each<[string[], string]>([
  [['npx', 'x', '--api-key', 'abcdef'], 'npx x --api-key …'],
  [['--api-key', '${KEY}', '--port', '80'], '--api-key ${KEY} --port 80'],
  [['--api-key=abc,def'], '--api-key=…'],
  [['API_KEY=abcdef'], 'API_KEY=…'],
  [['-e', 'API_KEY=${KEY:-abcdef}'], '-e API_KEY=…'],
  [['--header', 'Authorization:Bearer abcdef'], '--header Authorization:…'],
  [['--header', 'Authorization: Bearer ${TOKEN}'], '--header Authorization: Bearer ${TOKEN}'],
  [['postgresql://ann:abcdef@db/x'], 'postgresql://ann:…@db/x'],
  [['https://abcdef@x.example/'], 'https://…@x.example/'],
  [['https://x.example/?token=abcdef&page=1'], 'https://x.example/?token=…&page=1'],
  [['--url=https://ann:abcdef@x.example/'], '--url=https://ann:…@x.example/'],
  [['@acme/token-server', 'start'], '@acme/token-server start'],
])('words %j', (words, shown) => expect(maskedWords(words).join(' ')).toBe(shown));

it.each([
  ['+   Authorization: Bearer abcdef123456', '+   Authorization: "…"'],
  ['+   Authorization: Bearer ${TOKEN}', '+   Authorization: Bearer ${TOKEN}'],
  ['+ "API_KEY": "ab\\"cdef", "x": 1', '+ "API_KEY": "…", "x": 1'],
  ["+ api_key: 'it''s abcdef'", '+ api_key: "…"'],
  ['+ "args": ["--api-key", "abcdef"]', '+ "args": ["--api-key", "…"]'],
  ['+ "args": ["--api-key=abcdef"]', '+ "args": ["--api-key="…"'],
  ['+ "url": "https://ann:abcdef@x.example"', '+ "url": "https://ann:…@x.example"'],
  ['+ "url": "https://${USER}@x.example"', '+ "url": "https://${USER}@x.example"'],
  ['+ "credentials": { "name": "x" }', '+ "credentials": { "name": "x" }'],
  [
    '   "--api-key",\n-  "abcdef",\n+  "ghijkl",\n   "-v"',
    '   "--api-key",\n-  "…",\n+  "…",\n   "-v"',
  ],
  ['+ - --api-key\n+ - abcdef\n+ - -v', '+ - --api-key\n+ - "…"\n+ - -v'],
  ['+  "--api-key"\n+ ]', '+  "--api-key"\n+ ]'],
])('diff %j', (diff, shown) => expect(maskedDiff(diff)).toBe(shown));
