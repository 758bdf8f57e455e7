import { describe, expect, it } from 'vitest';
import { remove, type Target, upsert } from '../../src/edit/formats/entry.js';
import { Refusal } from '../../src/edit/formats/refusal.js';
import type { Format } from '../../src/model/client.js';

const value = { command: 'npx', args: ['-y', 'acme'] };
const target = (format: Format, path: string[], idKey?: string): Target => ({
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
    const added = upsert(text, json, value);
    expect(added).toBe(
      '\uFEFF{\r\n\t"a": 1,\r\n\t"mcpServers": {\r\n\t\t"acme": {\r\n\t\t\t"command": "npx",\r\n\t\t\t"args": ["-y", "acme"]\r\n\t\t},\r\n\t\t"x": {}\r\n\t}\r\n}',
    );
    expect(remove(added, json)).toBe(text);
  });

  it('comments with the line they belong to', () => {
    const text = '{\n  "mcpServers": { // mine\n    // about x\n    "x": {}, // tail\n  },\n}\n';
    const added = upsert(text, jsonc, { command: 'a' });
    const entry = '    "acme": {\n      "command": "a"\n    },\n';
    expect(added).toBe(text.replace('// mine\n', `// mine\n${entry}`));
    expect(remove(added, { ...jsonc, name: 'x' })).toBe(
      added.replace('    "x": {}, // tail\n', '    // tail\n'),
    );
  });

  it('comments inside an entry that changes', () => {
    const text =
      '{ "mcpServers": {\n  "acme": {\n    // why\n    "command": "npx",\n    "args": ["old"] // pinned\n  }\n} }';
    expect(upsert(text, jsonc, { command: 'npx', args: ['new'] })).toBe(text.replace('old', 'new'));
    const tables =
      '[mcp_servers.acme]\n# why\ncommand = "npx" # c\n\n[mcp_servers.acme.env]\nA = "1" # d\n';
    expect(upsert(tables, toml, { command: 'node', env: { A: '2' } })).toBe(
      tables.replace('"npx"', '"node"').replace('"1"', '"2"'),
    );
    const block = 'extensions:\n  acme: # why\n    cmd: npx # c\n    args: [-y] # d\n';
    expect(upsert(block, yaml, { cmd: 'node', args: ['-y'] })).toBe(block.replace('npx', '"node"'));
  });

  it('comments inside an entry that gets another form', () => {
    const text =
      '{ "mcpServers": {\n  "acme": {\n    // why\n    "command": "npx" // pinned\n  }\n} }';
    const changed = upsert(text, jsonc, { url: 'https://x.example' });
    expect(changed).toContain('// why');
    expect(changed).toContain('// pinned');
    const block = 'extensions:\n  acme: # why\n    cmd: npx # c\n    # d\n';
    expect(upsert(block, yaml, { uri: 'https://x.example' })).toMatch(/# why\n[^]*# d/);
  });

  it('U+FFFD, which other programs write for what they cannot read', () => {
    const text = '{ "history": ["a\\uFFFD\uFFFD"], "mcpServers": {} }';
    expect(upsert(text, json, value)).toContain('"history": ["a\\uFFFD\uFFFD"]');
  });

  it('the column of the dashes in YAML', () => {
    const text = 'name: me\nmcpServers: # all\n- name: x # first\n  command: y\n';
    const added = upsert(text, list, { name: 'acme', command: 'npx' });
    expect(added).toBe(text.replace('# all\n', '# all\n- name: "acme"\n  command: "npx"\n'));
    expect(remove(added, list)).toBe(text);
  });

  it('dates and numbers that JavaScript does not hold', () => {
    const text = 'a = 9007199254740993\nb = 2026-11-20T07:32:00.123456Z\nc = inf\n';
    expect(remove(upsert(text, toml, value), toml)).toBe(text);
  });

  it.each([
    'mcp_servers = { x = { command = "a" } } # t\n',
    'mcp_servers.x.command = "a"\n',
    '[mcp_servers]\nx = { command = "a" }\n',
    '[mcp_servers.x]\ncommand = "a"\n\n[[other]]\n[[other]]\na = 1\n',
  ])('the TOML form %j', (text) => {
    expect(remove(upsert(text, toml, value), toml)).toBe(text);
    expect(remove(text, { ...toml, name: 'x' })).not.toContain('command');
  });
});

it('leaves no null where the last entry was', () => {
  const text = 'extensions: # all\n  # mine\n  acme:\n    x: 1\nother: 1\n';
  expect(remove(text, yaml)).toBe('extensions: {} # all\n  # mine\nother: 1\n');
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
  expect(remove(upsert(text, json, value), json)).toBe(text);
  expect({}).not.toHaveProperty('polluted');
});

/** Nine lists, each of nine times the one before. */
const bomb = Array.from('abcdefghi', (key, index) => {
  const item = index === 0 ? 'x' : `*${'abcdefghi'[index - 1]}`;
  return `${key}: &${key} [${Array(9).fill(item).join(',')}]\n`;
}).join('');

describe('leaves alone', () => {
  it.each<[string, Target, string, string, number?]>([
    ['JSON that ends too early', json, '{\n"mcpServers": {', 'syntax', 2],
    ['comments in JSON', json, '{}\n// x', 'syntax', 2],
    ['two values', json, '{}\n{}', 'syntax', 2],
    ['a list', json, '[]', 'not-a-mapping'],
    ['a container that is a list', json, '{"mcpServers": []}', 'not-a-mapping'],
    ['a container that is a text', yaml, 'extensions: x\n', 'not-a-mapping'],
    ['a list where a mapping is', list, 'mcpServers: {}\n', 'not-a-mapping'],
    ['two containers', json, '{"mcpServers": {}, "mcpServers": {}}', 'duplicate-key'],
    ['two entries', json, '{"mcpServers": {"x": 1, "x": 2}}', 'duplicate-key'],
    ['two names', list, 'mcpServers:\n- name: acme\n- name: acme\n', 'duplicate-key'],
    ['two YAML keys', yaml, 'a: 1\nextensions: {}\nextensions: {}\n', 'syntax', 3],
    ['two YAML documents', yaml, 'a: 1\n---\nb: 2\n', 'unsupported'],
    ['tabs in YAML', yaml, 'extensions:\n\tx: 1\n', 'syntax', 2],
    ['an anchor', yaml, 'extensions: &e\n  x: {a: 1}\nother: *e\n', 'verification'],
    ['an anchor in the entry', yaml, 'extensions:\n  acme: &a\n    x: 1\nother: *a\n', 'syntax'],
    ['an alias', yaml, 'base: &b\n  x: {a: 1}\nextensions: *b\n', 'unsupported'],
    ['an alias bomb', yaml, bomb, 'syntax'],
    ['broken TOML', toml, 'a = 1\nb = = 2\n', 'syntax', 2],
    ['two TOML tables', toml, '[mcp_servers.x]\n[mcp_servers.x]\n', 'syntax', 2],
    ['a list of TOML tables', toml, '[[mcp_servers]]\na = 1\n', 'not-a-mapping'],
    ['NUL', json, '{"a": "\0"}', 'not-text'],
    ['CR line endings', json, '{\r"a": 1}', 'unsupported'],
    ['deep JSON', json, `${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'syntax'],
    ['JSON of 2,500 levels', json, `{"a": ${'['.repeat(2500)}${']'.repeat(2500)}}`, 'syntax'],
    ['deep YAML', yaml, '['.repeat(20_000), 'syntax'],
    ['deep TOML', toml, `a = ${'['.repeat(200_000)}`, 'syntax'],
    ['2 MB of YAML', yaml, `a: ${'x'.repeat(2 * 1024 * 1024)}`, 'too-large'],
    ['9 MB', json, `{"a": "${'x'.repeat(9 * 1024 * 1024)}"}`, 'too-large'],
  ])('%s', (_, where, text, reason, line) => {
    let refusal: unknown;
    try {
      upsert(text, where, where.idKey === undefined ? value : { name: 'acme', ...value });
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ reason, ...(line !== undefined && { line }) });
    if (line !== undefined) expect((refusal as Refusal).message).toContain(`in line ${line}:`);
  });
});
