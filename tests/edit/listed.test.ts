import { expect, it } from 'vitest';
import { addListed } from '../../src/edit/readme.js';

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
  expect(addListed(before, line, subject)).toBe(after);
  const windows = (text: string) => text.replaceAll('\n', '\r\n');
  expect(addListed(windows(before), line, subject)).toBe(after && windows(after));
});
