import { expect, it } from 'vitest';
import { maskLines, maskUrl, maskWords, replaceSecretsByDots } from '../../src/model/secrets.js';

it.each<[string[], string]>([
  [['npx', 'x', '--api-key', 'abcdef'], 'npx x --api-key …'],
  [['--api-key', '${KEY}', '--port', '80'], '--api-key ${KEY} --port 80'],
  [['-e', 'API_KEY=${KEY:-abcdef}'], '-e API_KEY=…'],
  [['--header', 'Authorization:Bearer abcdef'], '--header Authorization:…'],
  [['--header', 'Authorization: Bearer ${TOKEN}'], '--header Authorization: Bearer ${TOKEN}'],
  [['postgresql://ann:abcdef@db/x'], 'postgresql://ann:…@db/x'],
  [['https://x.example/?token=abcdef&page=1'], 'https://x.example/?token=…&page=1'],
  [['--url=https://ann:abcdef@x.example/'], '--url=https://ann:…@x.example/'],
  [['@acme/token-server', 'start'], '@acme/token-server start'],
])('words %j', (words, shown) => expect(maskWords(words).join(' ')).toBe(shown));

it.each([
  ['https://user:abcdef@db.example:${PORT}/mcp', 'https://user:…@db.example:${PORT}/mcp'],
  [
    'https://x.example:${PORT}/?api%5Fkey=abcdef&a=${A}',
    'https://x.example:${PORT}/?api%5Fkey=…&a=${A}',
  ],
  ['https://user:ab@"cdef@x.example/', 'https://user:…@x.example/'],
  ['https://x.example/?a=sk-abcdefghijklmnop', 'https://x.example/?a=…'],
])('URL %s', (url, shown) => expect(maskUrl(url)).toBe(shown));

it.each([
  ['postgres://ada:s/e#c@ret@db:5432/shop', 'postgres://ada:•••••••••@db:5432/shop'],
  ['postgres://ada:sec', 'postgres://ada:•••'],
  ['postgres://db/shop?user=ada&password=secret', 'postgres://db/shop?user=ada&password=••••••'],
  ['npx server postgres://ada:secret@db/shop', 'npx server postgres://ada:••••••@db/shop'],
  ["curl 'https://db?api_key=a' -G", "curl 'https://db?api_key=•' -G"],
  ['curl "https://db?api_key=…"', 'curl "https://db?api_key=…"'],
  ['postgres://ada@db/shop', 'postgres://ada@db/shop'],
  ['http://localhost:3000/@vite', 'http://localhost:3000/@vite'],
])('while %s is typed', (text, shown) => expect(replaceSecretsByDots(text)).toBe(shown));

it.each([
  ['+   Authorization: Bearer abcdef123456', '+   Authorization: "…"'],
  ['+   Authorization: Bearer ${TOKEN}', '+   Authorization: Bearer ${TOKEN}'],
  ['+ "API_KEY": "ab\\"cdef", "x": 1', '+ "API_KEY": "…", "x": 1'],
  ["+ api_key: 'it''s abcdef'", '+ api_key: "…"'],
  ['+ "args": ["--api-key", "abcdef"]', '+ "args": ["--api-key", "…"]'],
  ['+ "url": "https://ann:abcdef@x.example"', '+ "url": "https://ann:…@x.example"'],
  ['+ "url": "https://${USER}@x.example"', '+ "url": "https://${USER}@x.example"'],
  ['+ "credentials": { "name": "x" }', '+ "credentials": { "name": "x" }'],
  ['  "--api-key",\n  "abcdef",\n  "-v"', '  "--api-key",\n  "…",\n  "-v"'],
  ['- --api-key\n- abcdef\n- -v', '- --api-key\n- "…"\n- -v'],
  ['  "--api-key"\n ]', '  "--api-key"\n ]'],
  ['api_token: >-\n  abcdef\n\n  ghijkl\nx: 1', 'api_token: "…"\n  "…"\n\n  "…"\nx: 1'],
  ['- api_token: "ab\n    cdef"\n  x: 1', '- api_token: "…"\n    "…"\n  x: 1'],
  ['api_token:\n  abcdef\nx: 1', 'api_token:\n  "…"\nx: 1'],
  ['tokens:\n  x: 1\n', 'tokens:\n  x: 1\n'],
  [
    'env:\r\n  API_TOKEN: >-\r\n    abcdef\r\n  x: 1\r\n',
    'env:\r\n  API_TOKEN: "…"\r\n    "…"\r\n  x: 1\r\n',
  ],
  ['"tokens": [\n"ab",\n["cd"],\n"${C}"\n],\n"x"', '"tokens": [\n"…",\n"…",\n"${C}"\n],\n"x"'],
  ['tokens = [ "]ab",\n  "cd" ]\nx = 1', 'tokens = "…"\n  "…"\nx = 1'],
  ['tokens:\n- ab=\n- name: x\n  key: y\nx: 1', 'tokens:\n- "…"\n- name: x\n  key: y\nx: 1'],
  ['api_key = """ab\ncd\n"""\nx = 1', 'api_key = "…"\n"…"\n"…"\nx = 1'],
  ["api_key = '''ab'''\n  x = 1", 'api_key = "…"\n  "…"'],
  ['AUTH: x\nPATH: y', 'AUTH: "…"\nPATH: y'],
])('text %j', (text, shown) => expect(maskLines(text).join('\n')).toBe(shown));
