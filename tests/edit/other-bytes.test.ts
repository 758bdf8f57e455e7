import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editOverlay } from '../../src/edit/edit-overlay.js';
import { type EntryTarget, remove, upsert } from '../../src/edit/formats/entry.js';
import { yaml } from '../../src/edit/formats/yaml.js';
import { addConfigEntry, addConfigValue } from '../../src/edit/provider-config.js';

const value = { command: 'npx', args: ['-y', 'acme'], env: { A: 'x' } };

/** What a file has around an entry, and how it is laid out. */
interface Layout {
  unit: string;
  /** Servers before and behind the place of ours. */
  before: number;
  behind: number;
  isSpaced: boolean;
  isCommentedOut: boolean;
  /** Whether the file has other keys behind its servers. */
  hasTail: boolean;
  isEnded: boolean;
}

const layouts = fc.record<Layout>({
  unit: fc.constantFrom('  ', '    '),
  before: fc.nat(2),
  behind: fc.nat(2),
  isSpaced: fc.boolean(),
  isCommentedOut: fc.boolean(),
  hasTail: fc.boolean(),
  isEnded: fc.boolean(),
});

/** Writes a layout; `>` stands for a level, and every line gets a comment with a number. */
type Printer = (layout: Layout, own: readonly string[] | undefined) => string[];

const servers = (
  { before, behind, isSpaced, isCommentedOut }: Layout,
  own: readonly string[] | undefined,
  server: (name: string) => string[],
  out: string,
): string[] => {
  const named = (start: string, count: number) =>
    Array.from({ length: count }, (_, index) => server(`${start}${index}`));
  const all = [...named('a', before), ...(own ? [[...own]] : []), ...named('b', behind)];
  return all.flatMap((lines, index) => [
    ...(isSpaced && index > 0 ? [''] : []),
    ...(isCommentedOut ? [out] : []),
    ...lines,
  ]);
};

const printers: Readonly<Record<string, [target: EntryTarget, own: string[], print: Printer]>> = {
  'YAML mapping': [
    { format: 'yaml', path: ['extensions'], name: 'acme' },
    ['>acme:', '>>command: node', '>>args:', ">>- '-y'", '>>env: { A: old }'],
    (layout, own) => [
      'id: 123456789012345678',
      'base: &base {a: 0xFF,  b: [ 01,+5 ]}',
      'extensions:',
      ...servers(layout, own, (name) => [`>${name}:`, '>>n:   1.0E+3', '>>b: *base'], '>#old: 1'),
      ...(layout.hasTail ? ['tail: |', '>text', '>>deeper', 'last: "x\\', '>>y"'] : []),
    ],
  ],
  'YAML list': [
    { format: 'yaml', path: ['mcpServers'], idKey: 'name', name: 'acme' },
    ['>- name: acme', '>  command: node', '>  args: [-y]'],
    (layout, own) => [
      'mcpServers:',
      ...servers(layout, own, (name) => [`>- name: ${name}`, '>  n: 017'], '># - name: old'),
      ...(layout.hasTail ? ['models:', '- name: x', '  at: ~'] : []),
    ],
  ],
  TOML: [
    { format: 'toml', path: ['mcp_servers'], name: 'acme' },
    [
      '[mcp_servers.acme]',
      'command = "node"',
      'args = [',
      '>"-y",',
      ']',
      '[mcp_servers.acme.env]',
      'A = "old"',
    ],
    (layout, own) => [
      'id = 123_456_789_012_345_678',
      ...servers(
        layout,
        own,
        (name) => [
          `[mcp_servers.${name}]`,
          'n = 0xFF',
          '[mcp_servers.' + name + '.env]',
          "B = '#'",
        ],
        '#[mcp_servers.old]',
      ),
      ...(layout.hasTail
        ? ['[tail]', 'text = """', '[mcp_servers.acme]', '"""', '[[list]]', 'a = 1']
        : []),
    ],
  ],
  JSONC: [
    { format: 'jsonc', path: ['mcpServers'], name: 'acme' },
    [
      '>>"acme": {',
      '>>>"command": "node",',
      '>>>"args": [',
      '>>>>"-y",',
      '>>>],',
      '>>>"env": { "A": "old" },',
      '>>},',
    ],
    (layout, own) => [
      '{',
      '>"id": 123456789012345678,',
      '>"mcpServers": {',
      ...servers(
        layout,
        own,
        (name) => [`>>"${name}": {`, '>>>"n": 1.0E+3,', '>>},'],
        '>>//"old": {},',
      ),
      '>},',
      ...(layout.hasTail ? ['>"tail": [', '>>1,', '>],'] : []),
      '}',
    ],
  ],
};

/** In texts of several lines, there are no comments. */
const BARE = /^$|^>?(text|>deeper)$|^last: |^>>y"$|^tail: \||"""|^\[mcp_servers\.acme\]$/;

function printed({ unit, isEnded }: Layout, lines: readonly string[], sign: string): string[] {
  const whole = lines.map((line, index) => {
    const levels = /^>*/.exec(line)?.[0].length ?? 0;
    const mark = BARE.test(line) && !line.startsWith('tail') ? '' : ` ${sign} M${index}`;
    return unit.repeat(levels) + line.slice(levels) + mark;
  });
  return isEnded ? [...whole, ''] : whole;
}

const crlf = (text: string) => text.replaceAll('\n', '\r\n');

/** Lines without what an edit of their neighbour may add: commas, and the braces of what is empty. */
const bare = (line: string) =>
  line.replace(/,(?= *(\/\/|$))/, '').replace(/ (\{\}|\[\])(?= #|$)/, '');

function expectSame(after: string, outside: readonly string[]): void {
  const left = after.split('\n').map(bare);
  let at = 0;
  for (const line of outside.filter((each) => each !== '')) {
    const found = left.indexOf(bare(line), at);
    expect(found, `${line}\n\n${after}`).toBeGreaterThanOrEqual(0);
    at = found + 1;
  }
}

describe.each(Object.entries(printers))('%s: bytes of others stay', (_, [target, own, print]) => {
  const sign = target.format === 'jsonc' ? '//' : '#';
  const write = (text: string) =>
    upsert(text, target, target.idKey ? { name: 'acme', ...value } : value);
  const without = (text: string) => remove(text, target);

  it('where an entry is written, and removed again', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        fc.pre(layout.before + layout.behind > 0);
        const text = printed(layout, print(layout, undefined), sign).join('\n');
        const added = write(text);
        expectSame(added, text.split('\n'));
        expect(without(added)).toBe(text);
        expect(write(crlf(text))).toBe(crlf(added));
      }),
    );
  });

  it('where an entry changes, and goes', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const lines = printed(layout, print(layout, own), sign);
        const start = lines.findIndex((line) =>
          line.trimStart().startsWith(bare((own[0] ?? '').replaceAll('>', ''))),
        );
        const outside = lines.filter((_, index) => index < start || index >= start + own.length);
        const text = lines.join('\n');
        for (const edit of [write, without]) {
          const edited = edit(text);
          expectSame(edited, outside);
          expect(edit(crlf(text))).toBe(crlf(edited));
        }
      }),
    );
  });
});

describe('provider-config.yaml and overlays: bytes of others stay', () => {
  const CONFIG = `# Ours. # M0
providers: # M1
  acme:  # M2
    id: 123456789012345678 # M3
    base_url: "https://a.example" # M4
    scopes: [ read,write ] # M5
  # M6
  beta: {n: 017,  m: 0xFF} # M7

# M8
tail: *none
`.replace('tail: *none', "tail:   'x' # M9");

  it.each<[string, (text: string) => string | undefined]>([
    ['a provider', (text) => addConfigEntry(text, 'new', 'new:\n  kind: api\n  list:\n    - a\n')],
    ['an item', (text) => addConfigValue(text, 'acme', 'scopes', 'delete')],
    ['a list', (text) => addConfigValue(text, 'acme', 'base_urls', 'https://b.example')],
    ['a list in braces', (text) => addConfigValue(text, 'beta', 'base_urls', 'https://b.example')],
    ['no provider', (text) => yaml.remove(text, ['providers', 'beta'])],
    ['fewer items', (text) => yaml.remove(text, ['providers', 'acme', 'scopes', 0])],
  ])('with %s', (_, edit) => {
    const edited = edit(CONFIG) ?? '';
    expect(edited).not.toBe(CONFIG);
    const changed = CONFIG.split('\n').filter((line) => !edited.split('\n').includes(line));
    expect(changed.every((line) => /scopes|beta/.test(line))).toBe(true);
    expect(changed.length).toBeLessThan(2);
    expect(edit(crlf(CONFIG))).toBe(crlf(edited));
  });

  it.each<[string, string, (text: string) => string | undefined]>([
    [
      'a list that another provider has, too',
      'providers:\n  acme:\n    base_urls: &u [https://a.example]\n  beta:\n    base_urls: *u\n',
      (text) => addConfigValue(text, 'acme', 'base_urls', 'https://x.example'),
    ],
    [
      'an anchor in use',
      'providers:\n  acme:\n    base_urls: &u [https://a.example]\n  beta:\n    base_urls: *u\n',
      (text) => yaml.remove(text, ['providers', 'acme']),
    ],
    [
      'what an alias stands for',
      'providers:\n  acme: &a { kind: api }\n  beta: *a\n',
      (text) => yaml.set(text, ['providers', 'beta', 'kind'], 'sql'),
    ],
  ])('and %s is refused with words', (_, text, edit) => {
    expect(() => edit(text)).toThrow(/elsewhere/);
  });

  const OVERLAY = `# About. # M0
document:   a.json # M1
operations:
  GET /pets:   # M2
    enabled: true
    description: ${'long '.repeat(40)}text # M3
  'GET /old': {enabled: false,  name: old} # M4
`;

  it.each([
    [{ document: 'b.json', addedKeys: [], movedKeys: [] }, OVERLAY.replace('a.json', 'b.json')],
    [{ addedKeys: [], movedKeys: [] }, OVERLAY.replace('document:   a.json # M1\n', '')],
    [
      { document: 'a.json', addedKeys: ['GET /new', 'GET /old'], movedKeys: [] },
      OVERLAY.replace('enabled: false', 'enabled: true') + '  GET /new:\n    enabled: true\n',
    ],
    [
      { document: 'a.json', addedKeys: [], movedKeys: [{ from: 'GET /old', to: 'GET /moved' }] },
      OVERLAY.replace("'GET /old'", 'GET /moved'),
    ],
    // A decision for the new path is there already.
    [
      { document: 'a.json', addedKeys: [], movedKeys: [{ from: 'GET /old', to: 'GET /pets' }] },
      OVERLAY,
    ],
  ])('in an overlay: %j', (changes, expected) => {
    expect(editOverlay(OVERLAY, changes)).toBe(expected);
    expect(editOverlay(crlf(OVERLAY), changes)).toBe(crlf(expected));
  });
});
