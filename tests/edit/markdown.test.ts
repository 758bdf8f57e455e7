import { describe, expect, it } from 'vitest';
import { sectionsIn, tablesIn } from '../../src/edit/markdown.js';
import { addSection, addToolRow } from '../../src/edit/readme.js';

const TABLE =
  '| tool | what it does | arguments | changes data |\n| --- | --- | --- | --- |\n| `c` | Sees. | `room` | no |';
const subject = { name: 'acme', title: 'Acme', tools: ['a', 'b_'] };

describe('addToolRow', () => {
  const add = (text: string, about = subject) => addToolRow(text, 'c', TABLE, about);

  it.each([
    [
      'our columns',
      `${TABLE.replace(/\n[^\n]*$/, '')}\n| a | A. | – | yes |\n`,
      '| `c` | Sees. | `room` | no |',
    ],
    ['bold names', 'tool | what\n--- | ---\n**a** | A.\n', '| `c` |  |'],
    ['escapes', '| what | tool |\n|--|--|\n| A \\| B | `b\\_` |\n', '|  | `c` |'],
  ])('%s', (_, text, row) => {
    const result = add(`# X\n\n${text}\nmore\n`) ?? '';
    expect(result).toBe(`# X\n\n${text}${row}\n\nmore\n`);
    expect(add(result)).toBe(result);
  });

  it.each([
    ['nothing', ''],
    ['no tool of ours', '| tool |\n|--|\n| z |\n'],
    ['only in code', '```\n| tool |\n|--|\n| a |\n```\n'],
  ])('finds no place in: %s', (_, text) => {
    expect(add(text)).toBeUndefined();
  });

  it('begins a table below the texts about the provider', () => {
    const none = { name: 'acme', title: 'Acme', tools: [] };
    expect(
      add('# Acme\n\nAll.\n\n## Acme\n\nChat,\nand more.\n\nSign in.\n\nPrompts: `a`.\n', none),
    ).toBe(
      `# Acme\n\nAll.\n\n## Acme\n\nChat,\nand more.\n\nSign in.\n\n${TABLE}\n\nPrompts: \`a\`.\n`,
    );
    expect(add('## Acme\n\n## Next\n\nText.\n', none)).toBe(
      `## Acme\n\n${TABLE}\n\n## Next\n\nText.\n`,
    );
    expect(add('## Acme\n\nA.\n\n## Acme\n\nB.\n', none)).toBeUndefined();
  });
});

describe('addSection', () => {
  const section = '## Weather\n\nForecasts.';

  it.each([
    [
      'deeper',
      '# X\n## APIs\n### Acme\nChat.\n## Run\n',
      '# X\n## APIs\n### Acme\nChat.\n### Weather\n\nForecasts.\n\n## Run\n',
    ],
    ['there already', '## Weather\n\nOurs.\n', '## Weather\n\nOurs.\n'],
    ['nowhere', '# Acme\n\nChat.\n', undefined],
  ])('%s', (_, text, result) => {
    expect(addSection(text, section, [subject])).toBe(result);
  });
});

it('sees no headings and tables in code', () => {
  const text = '# A\n\n~~~\n# B\n~~~\n\n````\n```\n# C\n````\n## D ##\n#E\n';
  expect(sectionsIn(text).map(({ title }) => title)).toEqual(['A', 'D']);
  expect(tablesIn('a | b\n--|--\n1 | 2\n\n3 | 4\n')).toMatchObject([
    { rows: [{ cells: ['1', '2'] }] },
  ]);
});
