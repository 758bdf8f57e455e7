import { describe, expect, it } from 'vitest';
import { errorsOf, HEAD, warningsOf } from './reading.js';

/** Tools from the sixth line on, each on one line. */
const named = (...names: string[]) =>
  `${HEAD}tools:\n${names.map((name) => `  - { name: ${name}, description: d, inputSchema: { type: object } }\n`).join('')}`;

const located = (lines: readonly string[]) => lines.map((line) => `acme.yaml:${line}`);

describe('names of tools', () => {
  it.each<[string, string[], ...string[]]>([
    ['stand together', ['send_message', 'send', 'delete', 'list2', 'prototype', 'x'.repeat(46)]],
    [
      'what objects inherit',
      ['constructor', 'toString'],
      '6:13: tools[0].name "constructor" is reserved; choose another one.',
      '7:13: tools[1].name "toString" is reserved; choose another one.',
    ],
    ['twice', ['send', 'send'], '7:13: tools[1].name "send" is used twice.'],
    [
      'the same to clients',
      ['send_message', 'send-message'],
      '7:13: tools[1].name "send-message" collides with "send_message": some clients show both as "send_message".',
    ],
    [
      'one file',
      ['send_message', 'sendMessage'],
      '7:13: tools[1].name "sendMessage" collides with "send_message": both become the file "send-message.ts".',
    ],
    [
      'one identifier',
      ['list_2', 'list2'],
      '7:13: tools[1].name "list2" collides with "list_2": both become "list2" in code.',
    ],
    [
      'the list of tools',
      ['index'],
      '6:13: tools[0].name "index" is reserved; choose another one.',
    ],
    [
      'a file of every provider',
      ['auth', 'Client'],
      '6:13: tools[0].name "auth" is reserved; choose another one.',
      '7:13: tools[1].name "Client" is reserved; choose another one.',
    ],
    [
      'a digit first',
      ['2send'],
      '6:13: tools[0].name must be letters, digits, "_" and "-" and begin with a letter, such as "send_message".',
    ],
    [
      '64 characters',
      ['x'.repeat(64)],
      '6:13: tools[0].name and the provider name have 68 characters together; above 57, Claude Code sends a name that the API rejects.',
    ],
    [
      '65 characters',
      ['x'.repeat(65)],
      '6:13: tools[0].name is 65 characters long; at most 64 are allowed.',
    ],
  ])('%s', async (_, names, ...lines) => {
    expect(await errorsOf(named(...names))).toEqual(located(lines));
  });

  it.each<[string, string, ...string[]]>([
    ['good', 'send_message'],
    [
      'long',
      'x'.repeat(47),
      '6:13: tools[0].name has 47 characters; above 46, VS Code shortens the name.',
    ],
    [
      'not in snake_case',
      'sendMessage',
      '6:13: tools[0].name is not in snake_case; some clients show it as "sendmessage".',
    ],
  ])('%s', async (_, name, ...lines) => {
    expect(await warningsOf(named(name))).toEqual(located(lines));
  });

  it('of a short provider are cut by one client', async () => {
    expect(await warningsOf(named('x'.repeat(47)).replace('acme', 'abc'))).toEqual([
      'acme.yaml:6:13: tools[0].name has 47 characters; above 46, VS Code shortens the name.',
    ]);
  });
});
