import { describe, expect, it } from 'vitest';
import { styleOf } from '../../src/edit/code-style.js';
import { formatterStyle } from '../../src/edit/formatter.js';
import { inStyle } from '../../src/edit/restyle.js';
import { isSameCode } from '../../src/edit/same-code.js';
import { parseModule } from '../../src/edit/syntax.js';

const OURS = { quote: "'", semicolons: true, unit: '  ' } as const;

describe('inStyle', () => {
  it.each([
    [
      'double quotes',
      { quote: '"' },
      "f('a', 'it\\'s', 'say \"hi\"', 'both \\' \" \"', '\\\\');\n",
      'f("a", "it\'s", \'say "hi"\', \'both \\\' " "\', "\\\\");\n',
    ],
    ['single quotes stay', {}, "f('a', \"it's\");\n", "f('a', \"it's\");\n"],
    [
      'no semicolons',
      { semicolons: false },
      "import a from 'a';\n\nconst b = a;\nexport { b };\ninterface C {\n  d: string;\n}\n",
      "import a from 'a'\n\nconst b = a\nexport { b }\ninterface C {\n  d: string\n}\n",
    ],
    [
      'semicolons before what would go on',
      { semicolons: false },
      'a();\n[b].map(c);\n(d)();\n`e`;\n+f;\ng();\n',
      'a();\n[b].map(c);\n(d)();\n`e`;\n+f\ng()\n',
    ],
    [
      'semicolons before comments',
      { semicolons: false },
      'a(); // one\n/** Two. */\nb();\n// three\n(c)();\n',
      'a() // one\n/** Two. */\nb();\n// three\n(c)()\n',
    ],
    [
      'semicolons within a line',
      { semicolons: false },
      'for (let i = 0; i < 1; i++) a();\nif (b) { c(); }\n',
      'for (let i = 0; i < 1; i++) a()\nif (b) { c(); }\n',
    ],
    [
      'tabs',
      { unit: '\t' },
      'a({\n  b: {\n    c: 1,\n  },\n});\n/**\n * d\n */\n',
      'a({\n\tb: {\n\t\tc: 1,\n\t},\n});\n/**\n * d\n */\n',
    ],
    ['four spaces', { unit: '    ' }, 'a({\n  b: 1,\n});\n', 'a({\n    b: 1,\n});\n'],
    [
      'what is in templates',
      { unit: '\t', quote: '"' },
      "a(`\n  'b'\n  ${'c'}\n  d`);\n",
      'a(`\n  \'b\'\n  ${"c"}\n  d`);\n',
    ],
  ] as const)('%s', (_, style, code, result) => {
    expect(inStyle(code, { ...OURS, ...style })).toBe(result);
  });

  it('takes pieces of an expression', () => {
    expect(inStyle("{ a: 'b' }", { ...OURS, quote: '"' }, ['[', ']'])).toBe('{ a: "b" }');
  });
});

it.each([
  ['import \'a\';\nimport "b";\n', OURS],
  ['import "a"\nimport "b"\nf({\n\tc: 1\n})\n', { quote: '"', semicolons: false, unit: '\t' }],
  ['f({\n    a: 1,\n});\n', { ...OURS, unit: '    ' }],
  ['/**\n * a\n */\n', OURS],
  ['', OURS],
])('styleOf %j', (text, style) => {
  expect(styleOf(parseModule(text))).toEqual(style);
});

describe('formatterStyle', () => {
  const PRETTIER = { quote: '"', semicolons: true, unit: '  ' };

  it.each([
    [{}, undefined],
    [{ 'package.json': '{ "name": "a" }' }, undefined],
    [{ 'package.json': '{ "prettier": { "semi": false } }' }, { ...PRETTIER, semicolons: false }],
    [{ 'package.json': '{ "prettier": "@acme/prettier" }' }, undefined],
    [{ '.prettierrc': '' }, PRETTIER],
    [
      { '.prettierrc': 'singleQuote: true\ntabWidth: 4\n' },
      { ...PRETTIER, quote: "'", unit: '    ' },
    ],
    [{ '.prettierrc.json': '{\n\t"useTabs": true\n}' }, { ...PRETTIER, unit: '\t' }],
    [
      { '.prettierrc': '{}', '.editorconfig': '[*]\nindent_style = tab' },
      { ...PRETTIER, unit: '\t' },
    ],
    [
      { '.prettierrc': '{ "useTabs": false }', '.editorconfig': '[*]\nindent_style = tab' },
      PRETTIER,
    ],
    [{ '.prettierrc': '{ "overrides": [{ "files": "*.ts", "options": {} }] }' }, undefined],
    [{ '.prettierrc': '{ "overrides": [{ "files": "*.md", "options": {} }] }' }, PRETTIER],
    [{ '.prettierrc': '[broken' }, PRETTIER],
    [{ 'biome.json': '{}' }, { ...PRETTIER, unit: '\t' }],
    [{ 'biome.json': '{ "extends": ["./base.json"] }' }, undefined],
    [{ 'biome.json': '{ "formatter": { "enabled": false } }' }, undefined],
    [
      {
        'biome.json':
          '{ "formatter": { "indentStyle": "space", "indentWidth": 4 }, "javascript": { "formatter": { "quoteStyle": "single", "semicolons": "asNeeded" } } }',
      },
      { quote: "'", semicolons: false, unit: '    ' },
    ],
    [
      {
        '.editorconfig':
          'root = true\n[*]\nindent_style = space\nindent_size = 4\n[*.md]\nindent_size = 2',
      },
      { ...OURS, unit: '    ' },
    ],
    [{ '.editorconfig': '[*.{js,ts}]\nindent_size = 3' }, { ...OURS, unit: '   ' }],
    [{ '.editorconfig': '[*]\nindent_size = 1e9' }, undefined],
    [{ '.prettierrc': 'singleQuote: true\ntabWidth: -1' }, OURS],
    [
      { 'biome.json': '{"formatter":{"indentStyle":"space","indentWidth":1.5}}' },
      { ...OURS, quote: '"' },
    ],
    [{ '.editorconfig': '[*.py]\nindent_size = 4' }, undefined],
  ])('%j', (files, style) => {
    expect(formatterStyle(files as Record<string, string>)).toEqual(style);
  });
});

describe('isSameCode', () => {
  it.each([
    ["f('a');", 'f( "a" )', true],
    ['const f = (x) => [1, 2,];', 'const f = x => [\n  1, // one\n  2\n];', true],
    ['type A = { b: string };', 'type A = {\n  b: string;\n};', true],
    ['const a = 1;', 'let a = 1;', false],
    ['a = !b;', 'a = -b;', false],
    ["f('a');", "f('b');", false],
    ['(a + b) * c;', 'a + b * c;', false],
    ["import type { A } from 'a';", "import { A } from 'a';", false],
    ["f('1');", 'f(1);', false],
    ['f(`a`);', "f('a');", false],
    ['f(a, b);', 'f(a);', false],
  ])('%j, %j: %s', (one, other, same) => {
    expect(isSameCode(one, other)).toBe(same);
  });
});
