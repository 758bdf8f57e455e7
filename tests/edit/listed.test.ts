import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addListedItem, removeProvider, removeToolRow } from '../../src/edit/readme.js';

const subject = { title: 'Acme', tools: ['get_room'] };
const HEAD = '# Acme MCP server\n\n## Acme\n\nRooms.\n';
const TABLE = '\n| tool | does |\n| --- | --- |\n| `get_room` | a room |\n';
const END = '\nNo sign-in is required.\n\n## Connect\n\nRun it.\n';

it.each<[name: string, before: string, line: string, after: string | undefined]>([
  [
    'below the paragraph',
    HEAD + END,
    'Resources: `a://b`.',
    `${HEAD}\nResources: \`a://b\`.\n${END}`,
  ],
  [
    'below the resources',
    `${HEAD + TABLE}\nResources: \`a://b\`.\n${END}`,
    'Prompts: `a`.',
    `${HEAD + TABLE}\nResources: \`a://b\`.\n\nPrompts: \`a\`.\n${END}`,
  ],
  ['once', `${HEAD}\nPrompts: \`a\`.\n${END}`, 'Prompts: `a`.', `${HEAD}\nPrompts: \`a\`.\n${END}`],
  ['nowhere', '# Other\n\nText.\n', 'Prompts: `a`.', undefined],
])('%s', (_, before, line, after) => {
  expect(addListedItem(before, line, subject)).toBe(after);
  const windows = (text: string) => text.replaceAll('\n', '\r\n');
  expect(addListedItem(windows(before), line, subject)).toBe(after && windows(after));
});

/** A README in which providers have sections of their own, or share one; some have headings of their names. */
const readmes = fc
  .record({
    isShared: fc.boolean(),
    isTold: fc.boolean(),
    tools: fc.uniqueArray(fc.constantFrom('get_room', 'search', 'list', 'send'), { minLength: 1 }),
  })
  .map(({ isShared, isTold, tools }) => {
    const providers = ['Acme', 'Beta'].map((title) => ({
      title,
      tools: title === 'Acme' ? tools : ['search', 'other'],
    }));
    const rows = ({ title, tools }: (typeof providers)[number]) =>
      tools.map((tool) => `| \`${tool}\` | of ${title} |`);
    const head = ['| tool | does |', '| --- | --- |'];
    const told = isTold ? ['## Beta', '', 'This program is in beta; see Acme.', ''] : [];
    const lines = isShared
      ? ['## Tools', '', ...head, ...providers.flatMap(rows), '', '### Credentials', '', 'Of Acme.']
      : providers.flatMap((each) => [`## ${each.title}`, '', ...head, ...rows(each), '']);
    const text = ['# Servers', '', ...(isShared ? told : []), ...lines, ''].join('\n');
    return { text, acme: providers[0]!, beta: providers[1]! };
  });

it('no removal takes a line that names another provider or a tool of it', () => {
  fc.assert(
    fc.property(readmes, ({ text, acme, beta }) => {
      const kept = text.split('\n').filter((line) => line.includes('Acme'));
      const removals = [
        removeProvider(text, beta, [acme]),
        ...beta.tools.map((tool) => removeToolRow(text, tool, beta) ?? text),
      ];
      for (const left of removals) expect(left.split('\n')).toEqual(expect.arrayContaining(kept));
      const rest = removals[0]!.replace('| `search` | of Beta |', '');
      expect(rest).not.toContain('of Beta');
    }),
  );
});
