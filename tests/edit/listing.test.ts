import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addListedItem,
  removeProvider,
  removeToolRow,
  renameArgumentInReadme,
  renameToolRow,
} from '../../src/edit/readme.js';

const subject = { name: 'acme', title: 'Acme', tools: ['get_room'] };
const HEAD = '# Acme MCP server\n\n## Acme\n\nRooms.\n';
const TABLE = '\n| tool | does |\n| --- | --- |\n| `get_room` | a room |\n';
const END = '\nNo sign-in is required.\n\n## Connect\n\nRun it.\n';

it.each<[name: string, before: string, line: string, after: string | undefined]>([
  [
    'below the paragraphs, above the prompts',
    `${HEAD}\nSign in.\n\nPrompts: \`a\`.\n`,
    'Resources: `a://b`.',
    `${HEAD}\nSign in.\n\nResources: \`a://b\`.\n\nPrompts: \`a\`.\n`,
  ],
  [
    'below the resources',
    `${HEAD + TABLE}\nResources: \`a://b\`.\n${END}`,
    'Prompts: `a`.',
    `${HEAD + TABLE}\nResources: \`a://b\`.\n\nPrompts: \`a\`.\n${END}`,
  ],
  ['once', `${HEAD}\nPrompts: \`a\`.\n${END}`, 'Prompts: `a`.', `${HEAD}\nPrompts: \`a\`.\n${END}`],
  ['nowhere', '# Other\n\nText.\n', 'Prompts: `a`.', undefined],
])('places a line of the README %s', (_, before, line, after) => {
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
      name: title.toLowerCase(),
      title,
      tools: title === 'Acme' ? tools : ['search', 'other'],
    }));
    const rows = ({ title, tools }: (typeof providers)[number]) =>
      tools.map((tool) => `| \`${tool}\` | of ${title} |`);
    const head = ['| tool | does |', '| --- | --- |'];
    const betaSection = isTold ? ['## Beta', '', 'This program is in beta; see Acme.', ''] : [];
    const lines = isShared
      ? ['## Tools', '', ...head, ...providers.flatMap(rows), '', '### Credentials', '', 'Of Acme.']
      : providers.flatMap((each) => [`## ${each.title}`, '', ...head, ...rows(each), '']);
    const text = ['# Servers', '', ...(isShared ? betaSection : []), ...lines, ''].join('\n');
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

describe('commands that call a tool', () => {
  const call = (provider: string, tool = 'get_room') =>
    `$ npx mcp-provider call ${tool} --provider ${provider} --arg id=1\n{ "id": 1 }\n`;
  const block = (...commands: string[]) => `\`\`\`console\n${commands.join('')}\`\`\`\n\n`;
  const section = (title: string, ...rows: string[]) =>
    `## ${title}\n\n| tool |\n| --- |\n${rows.map((row) => `| \`${row}\` |\n`).join('')}\n`;
  const link = 'Types, bounds and defaults of all: [a](a).\n\n';
  const zeta = `${section('Zeta', 'get_room')}${block(call('zeta'))}`;
  const unprompted = [
    'npx mcp-provider call get_room \\\n  --provider zeta --arg id=1\n',
    'npx mcp-provider call get_room \\\n  --provider=acme --arg id=1\n',
  ];
  const readme = (tool: string, argument: string) =>
    [
      section('Acme', tool, 'other'),
      block('$ npm run build\n', call('acme', tool).replace('id=', `${argument}=`)),
      block(call('acme', tool).replace('id=', `${argument}=`)),
      block(
        unprompted[0]!,
        unprompted[1]!.replace('get_room', tool).replace('id=', `${argument}=`),
      ),
      link,
      zeta,
    ].join('');
  const acme = { name: 'acme', title: 'Acme', tools: ['get_room', 'other'] };

  it('change with the tool of their provider', () => {
    expect(renameToolRow(readme('get_room', 'id'), 'get_room', 'find', acme)).toBe(
      readme('find', 'id'),
    );
    expect(
      renameArgumentInReadme(readme('get_room', 'id'), 'get_room', { from: 'id', to: 'no' }, acme),
    ).toBe(readme('get_room', 'no'));
  });

  it('go with the tool of their provider, without other commands', () => {
    const rest = [block('$ npm run build\n'), block(unprompted[0]!)].join('');
    expect(removeToolRow(readme('get_room', 'id'), 'get_room', acme)).toBe(
      `${section('Acme', 'other')}${rest}${link}${zeta}`,
    );
    const last = `${section('Acme', 'get_room')}${block('$ npm test\n', call('acme'))}${link}${zeta}`;
    expect(removeToolRow(last, 'get_room', { ...acme, tools: ['get_room'] })).toBe(
      `## Acme\n\n${block('$ npm test\n')}${zeta}`,
    );
  });
});
