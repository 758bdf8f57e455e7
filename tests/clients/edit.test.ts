import fc from 'fast-check';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type EntryTarget, remove, upsert } from '../../src/edit/formats/entry.js';
import { parse } from '../../src/edit/formats/languages.js';
import { EditRefusedError } from '../../src/edit/formats/refusal.js';
import type { Format } from '../../src/model/client.js';
import type { JsonObject } from '../../src/model/json.js';

const value = { command: 'npx', args: ['-y', 'acme'] };
const target = (format: Format, path: string[], idKey?: string): EntryTarget => ({
  format,
  path,
  idKey,
  name: 'acme',
});
const json = target('json', ['mcpServers']);
const jsonc = target('jsonc', ['mcpServers']);
const yaml = target('yaml', ['extensions']);
const list = target('yaml', ['mcpServers'], 'name');
const toml = target('toml', ['mcp_servers']);

describe('keeps', () => {
  it('tabs, CRLF, byte order mark and the missing line ending at the end', () => {
    const text = '\uFEFF{\r\n\t"a": 1,\r\n\t"mcpServers": {\r\n\t\t"x": {}\r\n\t}\r\n}';
    const added = upsert(text, json, { command: 'npx' });
    const entry = '\t\t"acme": {\r\n\t\t\t"command": "npx"\r\n\t\t},\r\n';
    expect(added).toBe(text.replace('\t\t"x"', `${entry}\t\t"x"`));
    expect(remove(added, json)).toBe(text);
    const block = 'a: 1 # a\r\nextensions:\r\n    x:\r\n        cmd: y\r\n';
    const entries = '    acme:\r\n        cmd: "npx"\r\n';
    expect(upsert(block, yaml, { cmd: 'npx' })).toBe(block + entries);
    const table = '# mine\r\n[mcp_servers.x]\r\ncommand = "a"\r\n';
    expect(upsert(table, toml, { command: 'npx' })).toBe(
      `${table}\r\n[mcp_servers.acme]\r\ncommand = "npx"\r\n`,
    );
  });

  it.each<[EntryTarget, string, JsonObject, string]>([
    [
      jsonc,
      '{ "mcpServers": {\n  "acme": {\n    // why\n    "command": "npx",\n    "env": { "A": "old" } // pinned\n  },\n} }',
      { command: 'npx', env: { A: 'new' } },
      'old → new',
    ],
    [
      toml,
      '[mcp_servers.acme]\n# why\ncommand = "npx" # c\n\n[mcp_servers.acme.env]\nA = "old" # d\n',
      { command: 'npx', env: { A: 'new' } },
      'old → new',
    ],
    [
      yaml,
      'extensions:\n  # about acme\n  acme:\n    # why\n    cmd: npx # c\n    args: [-y] # d\n',
      { cmd: 'node', args: ['-y'] },
      'npx → "node"',
    ],
  ])('comments inside an entry that changes: %j', (target, text, changed, replacement) => {
    const [from = '', to = ''] = replacement.split(' → ');
    expect(upsert(text, target, changed)).toBe(text.replace(from, to));
  });

  it('comments beside other entries', () => {
    const text = '{\n  "mcpServers": {\n    // about x\n    "x": {}, // tail\n  },\n}\n';
    const added = upsert(text, jsonc, value);
    expect(added).toMatch(/"acme"[^]*\/\/ about x\n {4}"x": \{\}, \/\/ tail/);
    expect(remove(added, jsonc)).toBe(text);
    const seq = 'name: me\nmcpServers:\n- name: x # first\n  command: y\n';
    const item = { name: 'acme', command: 'npx' };
    const longer = upsert(seq, list, item);
    expect(longer).toBe(`${seq}- name: "acme"\n  command: "npx"\n`);
    expect(remove(longer, list)).toBe(seq);
  });

  it.each([
    'extensions:\n    x:   1    # one\n      # deeper\n\n# The end.\n',
    'extensions:\n  x: |+\n    text\n\n\n# The end.\n',
    'extensions: { x: [ 1,2 ],  y: {} } # one line\n',
    'extensions: {\n  x: 1,\n  }\nother:   1',
    '---\nextensions:\n  x: "\\u200b"\n...\n',
    '? extensions\n: x: 1\n',
  ])('values and comments of the YAML %j', (text) => {
    const added = upsert(text, yaml, value);
    expect(parse('yaml', added)).toHaveProperty('extensions.acme', value);
    const without = remove(added, yaml);
    expect(parse('yaml', without)).toEqual(parse('yaml', text));
    expect(without.match(/#.*/g)).toEqual(text.match(/#.*/g));
  });

  it('dates and numbers that JavaScript does not hold', () => {
    const text = 'a = 9007199254740993\nb = 2026-11-20T07:32:00.123456Z\nc = inf\n';
    expect(upsert(text, toml, value)).toContain(text);
    expect(remove(upsert(text, toml, value), toml)).toContain(text);
  });

  it.each([
    'mcp_servers = { x = { command = "a" } } # t\n',
    'mcp_servers.x.command = "a"\n',
    '[mcp_servers]\nx = { command = "a" }\n',
    '[mcp_servers.x]\ncommand = "a"\n\n[[other]]\n[[other]]\na = 1\n',
  ])('the TOML form %j', (text) => {
    const added = upsert(text, toml, value);
    expect(parseToml(added)).toMatchObject({ mcp_servers: { x: { command: 'a' }, acme: value } });
    expect(parseToml(remove(added, toml))).toEqual(parseToml(text));
    expect(remove(text, { ...toml, name: 'x' })).not.toContain('command');
  });
});

it('changes nothing but the entry, whatever else a file holds', () => {
  const other = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 }), {
    maxKeys: 4,
  });
  const printers: readonly [EntryTarget, (value: JsonObject) => string][] = [
    [json, (held) => JSON.stringify(held)],
    [jsonc, (held) => `// c\n${JSON.stringify(held, null, '\t')}`],
    [yaml, (held) => stringify(held)],
  ];
  fc.assert(
    fc.property(other, other, (top, { acme, ...servers }) => {
      fc.pre(acme === undefined);
      for (const [target, print] of printers) {
        const [container = ''] = target.path;
        const before = { ...top, [container]: { ...servers, acme: 1 } } as JsonObject;
        const text = print(before);
        const expected = { ...before, [container]: { ...servers, acme: value } };
        const added = upsert(text, target, value);
        expect(parse(target.format, added)).toEqual(expected);
        const without = { ...top, [container]: servers };
        expect(parse(target.format, remove(added, target))).toEqual(without);
      }
    }),
  );
});

it('leaves no null where the last entry was', () => {
  const text = 'extensions: # all\n  acme:\n    x: 1\nother: 1\n';
  expect(remove(text, yaml)).toBe('extensions: {} # all\nother: 1\n');
  expect(remove('mcpServers:\n- name: acme', list)).toBe('mcpServers: []');
  expect(remove('extensions: &a\n  acme: 1\nb: *a\n', { ...yaml, name: 'x' })).toContain('acme');
});

it('reads 100,000 keys at once', () => {
  const keys = Array.from({ length: 100_000 }, (_, index) => `"k${index}":1`).join(',');
  const { user } = process.cpuUsage();
  expect(upsert(`{"mcpServers":{${keys}}}`, json, value)).toContain('"acme"');
  expect(process.cpuUsage().user - user).toBeLessThan(5_000_000);
});

it('uses a key with a dot as one key', () => {
  const amp = target('jsonc', ['amp.mcpServers']);
  expect(upsert('{\n  "amp.mcpServers": {}\n}\n', amp, { url: 'u' })).toBe(
    '{\n  "amp.mcpServers": {\n    "acme": {\n      "url": "u"\n    }\n  }\n}\n',
  );
});

it('leaves a key named __proto__ what it is', () => {
  const text = '{"__proto__": {"polluted": true}, "mcpServers": {"__proto__": {"command": "x"}}}';
  expect(JSON.parse(remove(upsert(text, json, value), json))).toEqual(JSON.parse(text));
  expect({}).not.toHaveProperty('polluted');
});

/** Nine lists, each of nine times the one before. */
const bomb = Array.from('abcdefghi', (key, index) => {
  const item = index === 0 ? 'x' : `*${'abcdefghi'[index - 1]}`;
  return `${key}: &${key} [${Array(9).fill(item).join(',')}]\n`;
}).join('');

describe('leaves alone', () => {
  it.each<[string, EntryTarget, string, string, number?]>([
    ['JSON that ends too early', json, '{\n"mcpServers": {', 'syntax', 2],
    ['two values', json, '{}\n{}', 'syntax', 2],
    ['a list', json, '[]', 'not-a-mapping'],
    ['a container that is a list', json, '{"mcpServers": []}', 'not-a-mapping'],
    ['a list where a mapping is', list, 'mcpServers: {}\n', 'not-a-mapping'],
    ['two containers', json, '{"mcpServers": {}, "mcpServers": {}}', 'verification'],
    ['two names', list, 'mcpServers:\n- name: acme\n- name: acme\n', 'duplicate-key'],
    ['two YAML documents', yaml, 'a: 1\n---\nb: 2\n', 'unsupported'],
    ['tabs in YAML', yaml, 'extensions:\n\tx: 1\n', 'syntax', 2],
    ['an anchor', yaml, 'extensions: &e\n  x: {a: 1}\nother: *e\n', 'unsupported'],
    ['an alias', yaml, 'base: &b\n  x: {a: 1}\nextensions: *b\n', 'unsupported'],
    ['an alias bomb', yaml, bomb, 'syntax'],
    ['broken TOML', toml, 'a = 1\nb = = 2\n', 'syntax', 2],
    ['a list of TOML tables', toml, '[[mcp_servers]]\na = 1\n', 'not-a-mapping'],
    ['NUL', json, '{"a": "\0"}', 'not-text'],
    ['CR line endings', json, '{\r"a": 1}', 'unsupported'],
    ['deep JSON', json, `${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'syntax'],
    ['deep YAML', yaml, '['.repeat(20_000), 'syntax'],
    ['2 MB of YAML', yaml, `a: ${'x'.repeat(2 * 1024 * 1024)}`, 'too-large'],
    ['65 MB', json, `{"a": "${'x'.repeat(65 * 1024 * 1024)}"}`, 'too-large'],
  ])('%s', (_, where, text, reason, line) => {
    let refusal: unknown;
    try {
      upsert(text, where, where.idKey === undefined ? value : { name: 'acme', ...value });
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(EditRefusedError);
    expect(refusal).toMatchObject({ reason, ...(line !== undefined && { line }) });
    if (line !== undefined)
      expect((refusal as EditRefusedError).message).toContain(`in line ${line}:`);
  });
});
