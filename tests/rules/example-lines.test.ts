import { expect, it } from 'vitest';
import type { ExampleText } from '../../src/model/rule.js';
import { project } from '../../src/rules/example.js';
import { exampleLines } from '../../src/rules/example-lines.js';

const many = (count: number) => Array.from({ length: count }, (_, at) => `tool(${at});`).join('\n');

it.each<[string, ExampleText, string[]]>([
  [
    'a new file',
    project`
      // a.ts
      one

        two \`\${3}\` \n
    `,
    ['a.ts', '  one', '', '    two `${3}` \\n'],
  ],
  ['a file without text', project`// a.ts`, ['a.ts']],
  ['a missing file', project`// a.ts, deleted`, ['a.ts: deleted']],
  [
    'changes',
    project`
      // a.yaml, changed
        a:
      -   b: c
      +   d: e
      …
      - f
    `,
    ['a.yaml', '  a:', '-   b: c', '+   d: e', '…', '- f'],
  ],
  [
    'a long run',
    project`// a.ts${`\n'${'x'.repeat(2049)}'`}`,
    ['a.ts', "  'xxxxxxxxxx… (2049 times)'"],
  ],
  [
    'a long line',
    project`// a.ts${`\n${'ab '.repeat(100)}`}`,
    ['a.ts', `  ${'ab '.repeat(100).slice(0, 158)}…`],
  ],
  [
    'many lines alike',
    project`// a.ts${`\nx\n${many(41)}\ny`}`,
    ['a.ts', '  x', '  tool(0);', '  tool(1);', '  tool(2);', '… and 38 more like these', '  y'],
  ],
  [
    'some lines alike',
    project`// a.ts${`\n${many(3)}`}`,
    ['a.ts', '  tool(0);', '  tool(1);', '  tool(2);'],
  ],
])('shows %s', (_case, example, lines) => expect(exampleLines(example)).toEqual(lines));

it('shows messages where they belong, in the order of the report', () => {
  const example = project`
    // b.ts
    say(‹'x'›, ‹tool(
      1)›);

    // a.yaml, unchanged
    ‹b›: c
  `;
  expect(exampleLines(example, ['First.', 'Second.', 'Third.'])).toEqual([
    'b.ts',
    "  say('x', tool(",
    '      ^^^ Second.',
    '           ^^^^^ Third.',
    '    1));',
    '',
    'a.yaml',
    '  b: c',
    '  ^ First.',
  ]);
});
