import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkSkill } from '../../runtime/src/skills/check-skill.js';
import { skillText } from '../../src/commands/add-skill/skill-text.js';
import { commands } from '../../src/commands/register.gen.js';
import type { CommandDescription } from '../../src/model/command.js';
import { allOptions, loadDetails } from '../../src/options/common-options.js';
import { runProgram } from '../support/machine.js';
import { disk, ROOT } from '../support/person.js';

const tools = [
  {
    name: 'list_rooms',
    description: 'Rooms of the node_modules team.',
    inputSchema: {
      type: 'object' as const,
      properties: {
        state: { enum: ['open', 'closed'] },
        limit: { type: 'integer', examples: [5] },
      },
    },
    annotations: { readOnlyHint: true },
  },
  {
    name: 'delete_room',
    description: 'Deletes a room.',
    inputSchema: { type: 'object' as const, properties: { room_id: {} }, required: ['room_id'] },
    annotations: { destructiveHint: true },
  },
];
const source = {
  name: 'acme-chat',
  provider: 'acme_chat',
  title: 'Acme Chat',
  description: '',
  readme: '# Acme\n\nRooms and messages',
  tools,
  calls: new Map([['list_rooms', { state: 'open', limit: 1 }]]),
};

it('writes a skill whose names exist, with the other words of the tools listed', () => {
  const text = skillText(source);
  expect(text).toContain('description: "Rooms and messages. Use it to: list_rooms, delete_room."');
  expect(text).toContain('<!-- words: node_modules -->');
  expect(text).toContain(
    '`list_rooms(state?, limit?)`\n\nValues: `state="open"`, `state="closed"`.',
  );
  expect(text).toContain('"limit": 5');
  expect(text).toContain('`delete_room(room_id)`\n\nAsk the user before this call.');
  expect(checkSkill(text, { tools, others: ['acme_chat'] })).toEqual([]);
  const renamed = JSON.parse(JSON.stringify(tools).replaceAll('room_id', 'id')) as typeof tools;
  expect(checkSkill(text, { tools: renamed, others: ['acme_chat'] })).not.toEqual([]);
});

it.each([
  ['no tools', { tools: [] }, 'description: "Rooms and messages."\n'],
  [
    'a description of several lines',
    { description: 'Rooms.\n---\nMore' },
    '\n\nRooms. --- More.\n\n',
  ],
  ['a long description', { description: '😀'.repeat(700) }, `"${'😀'.repeat(511)}…"`],
])('writes one of %s', (_, change, text) => {
  expect(skillText({ ...source, ...change })).toContain(text);
});

describe('rename-tool', () => {
  const skill = (provider: string) =>
    `---\r\nname: chat\r\ndescription: Call send_message.\r\nmetadata:\r\n  provider: ${provider}\r\n---\r\n\r\n| \`send_message(text)\` |\r\n`;

  it.each([
    ['acme', true],
    ['weather', false],
  ])('reaches the skills of the provider: %s', async (provider, isReached) => {
    const files = await disk('acme', 'open');
    const path = `${ROOT}/skills/chat/SKILL.md`;
    await files.makeDirectory(`${ROOT}/skills/chat`);
    await files.write(path, skill(provider));
    const { exit } = await runProgram(['rename-tool', 'send_message', 'post', '--yes'], {
      files,
      cwd: ROOT,
    });
    expect(exit).toBe(0);
    const text = skill(provider);
    expect(await files.read(path)).toBe(isReached ? text.replaceAll('send_message', 'post') : text);
  });
});

/** Words in code of the skill of this package that are no commands and no options. */
const OTHERS = [
  ...['basic', 'bearer', 'api-key', 'shared_credentials', 'userOf'], // values, settings
  ...['notes', 'next', 'root', 'hint', 'cd', 'help', 'all', 'transport'], // of reports, shells and programs
  ...['http', 'sql', 'own-code', 'sign-ins'], // pages and prose
  ...[
    'tool',
    'createServer',
    'getInitializationOptions',
    'runAuthServer',
    'getCredentials',
    'saveCredentials',
  ], // the contract
];

it('names only commands and options that exist in the skill of this package', async () => {
  const all = await Promise.all(Object.values<CommandDescription>(commands).map(loadDetails));
  const options = all.flatMap((command) =>
    allOptions(command).flatMap(({ flags }) =>
      [...flags.matchAll(/--([\w-]+)/g)].map(([, name = '']) => name),
    ),
  );
  const names = [
    ...all.map(({ name, program }) => program ?? name),
    ...all.map(({ name }) => name),
    ...options,
  ];
  const text = readFileSync(new URL('../../skills/mcp-provider/SKILL.md', import.meta.url), 'utf8');
  const known = {
    tools: [...new Set(names)].map((name) => ({ name, inputSchema: {} })),
    others: OTHERS,
    call: /(?:mcp-provider |--)([a-z][\w-]*)/g,
  };
  expect(checkSkill(text, known)).toEqual([]);
  const without = known.tools.filter(({ name }) => name !== 'add-tool' && name !== 'include');
  const findings = checkSkill(text, { ...known, tools: without });
  expect(new Set(findings.map(({ word }) => word))).toEqual(new Set(['add-tool', 'include']));
});
