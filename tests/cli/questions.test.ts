import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GREETER } from './greeter.js';
import type { Answers } from './talk.js';
import { BACKSPACE, CTRL_C, DOWN, ESCAPE, hasScript, talk, UP } from './talk.js';

const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Acme', version: '1' },
  servers: [{ url: 'https://api.acme.dev' }],
  components: { securitySchemes: { unknown: { type: 'mutualTLS' } } },
  security: [{ unknown: [] }],
  paths: {
    '/rooms': { get: { operationId: 'listRooms', responses: { 200: { description: 'OK' } } } },
  },
};

describe.skipIf(!hasScript)('in a terminal', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mcp-provider-questions-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const byHand: Answers = [
    ['What do you want to connect', '127.0.0.1:9/v1'],
    ['Name, such as Acme Chat', 'Acme Chat'],
    ['How are requests authenticated', `${DOWN}${DOWN}`],
    ['Request of the tool', 'teams/{team}/rooms'],
  ];
  const quiet = ['--no-install', '--no-git'];
  const create = (answers: Answers, args: readonly string[] = quiet) =>
    talk('create-mcp-provider', args, folder, answers, { HOME: folder });

  it('makes a project of five answers, and adds to it', async () => {
    const made = await create([...byHand, ['Create the project?', '']]);
    expect(made, made.screen).toMatchObject({ exit: 0, unasked: [] });
    expect(made.screen).toContain('Acme Chat → acme_chat');
    expect(made.screen).toContain('"http://127.0.0.1:9/v1" is an API without a description.');
    expect(made.screen).toMatch(/\b\d+ files to create; then:|\b\d+ files to create\./);
    expect(made.screen).toContain('Created acme-chat-mcp');
    expect(made.screen).toContain('--tool "list_rooms: List rooms."');
    expect(made.screen, 'nothing that nobody wrote for people').not.toMatch(/warning/i);

    const project = join(folder, 'acme-chat-mcp');
    const added = await talk('mcp-provider', ['add-prompt', 'sum_up'], project, [
      ['Description (optional)', ''],
      ['Message, with {arguments}', 'Sum up {room}.'],
      ['Description of "room"', 'Which room'],
      ['Write these files?', ''],
    ]);
    expect(added, added.screen).toMatchObject({ exit: 0, unasked: [] });
    expect(existsSync(join(project, 'src/providers/acme_chat/prompts/sum-up.ts'))).toBe(true);

    const again = await talk('mcp-provider', ['add-tool'], project, [
      ['Request of the tool', 'GET /rooms/{room}'],
      ['Write these files?', ESCAPE],
      ['Request of the tool', '/topic'],
      ['Write these files?', ''],
    ]);
    expect(again, again.screen).toMatchObject({ exit: 0, unasked: [] });
    expect(again.screen).toContain('--request "GET /rooms/{room}/topic"');
  });

  it.each<[string, Answers, ...(string | RegExp)[]]>([
    [
      'the demo',
      [
        ['What do you want to connect', UP],
        ['Create the project?', ''],
      ],
      'notes-mcp --no-git --demo',
    ],
    [
      'a known service, which is searched',
      [
        ['What do you want to connect', `${DOWN}${DOWN}`],
        ['Which service?', 'gitl'],
        ['Scopes', ''],
        ['Request of the tool', 'GET /user'],
        ['Create the project?', ''],
      ],
      '--base-url https://gitlab.com/api/v4 --auth oauth2 --preset gitlab',
    ],
    [
      'an OpenAPI document, after a wrong path',
      [
        ['What do you want to connect', 'nowhere.json'],
        ['nowhere.json" not found', BACKSPACE.repeat(12)],
        ['OpenAPI document in this directory', ''],
        ['How are requests authenticated', UP],
        ['Create the project?', ''],
      ],
      '--from-openapi acme.json',
      /acme\.json: 1 tool from 1 operation\..*Create the project\?/,
    ],
    [
      'a description that was pasted in two lines',
      [
        ...byHand.slice(0, 3),
        ['Request of the tool', ''],
        ['Create the project?', UP],
        ['Which one?', `${DOWN}${DOWN}${DOWN}`],
        ['◆  Description', `${BACKSPACE.repeat(20)}\u001B[200~Rooms\nof Acme\n\u001B[201~.`],
        ['Create the project?', ''],
      ],
      '--description "Rooms of Acme."',
    ],
  ])('makes a project of %s', async (_, answers, ...texts) => {
    writeFileSync(join(folder, 'acme.json'), JSON.stringify(DOCUMENT));
    const made = await create(answers);
    expect(made, made.screen).toMatchObject({ exit: 0, unasked: [] });
    for (const text of texts) expect(made.screen.replace(/\s+/g, ' ')).toMatch(text);
  });

  it('serves the tools of a running MCP server', async () => {
    writeFileSync(join(folder, 'server.cjs'), GREETER);
    const made = await create([
      ['What do you want to connect', 'node server.cjs'],
      ['Create the project?', ''],
    ]);
    expect(made, made.screen).toMatchObject({ exit: 0, unasked: [] });
    const remote = join(folder, 'greeter-mcp/src/providers/greeter/remote.json');
    expect(readFileSync(remote, 'utf8')).toContain('"say_hello"');
  });

  it('adds the server to a client, and starts it until Ctrl-C', async () => {
    const server = 'console.log("Serving"); setInterval(() => {}, 1000);';
    const npm = `#!/bin/sh\nmkdir -p dist && echo '${server}' > dist/server.js\n`;
    writeFileSync(join(folder, 'npm'), npm, { mode: 0o755 });
    const made = await talk(
      'create-mcp-provider',
      ['--demo', '--no-git'],
      folder,
      [
        ['Create the project?', DOWN],
        ['Add the server to an MCP client?', DOWN],
        ['File', ''],
        ['Write these changes?', 'y'],
        ['Serving', CTRL_C],
      ],
      { HOME: folder, PATH: [folder, process.env.PATH].join(delimiter) },
    );
    expect(made, made.screen).toMatchObject({ exit: 130, unasked: [] });
    expect(readFileSync(join(folder, '.claude.json'), 'utf8')).toContain('"notes"');
  });

  it('takes one line for a name', async () => {
    const { screen } = await create([
      ...byHand.slice(0, 1),
      ['Name, such as Acme Chat', 'Acme\rhttps://api.acme.dev'],
      ['stands for a line break', CTRL_C],
    ]);
    expect(screen).toContain('Acme ↵ https://api.acme.dev');
  });

  it('ends at Ctrl-C, and continues with the answers', async () => {
    const { exit, screen } = await create([...byHand.slice(0, 3), ['Request of the tool', CTRL_C]]);
    expect(exit).toBe(130);
    expect(screen).toContain('Cancelled. No files were written.');
    expect(existsSync(join(folder, 'acme-chat-mcp'))).toBe(false);

    const made = await create([
      ['Continue with these answers?', 'y'],
      ['Request of the tool', ''],
      ['Create the project?', ''],
    ]);
    expect(made, made.screen).toMatchObject({ exit: 0, unasked: [] });
    expect(made.screen).toMatch(/What do you want to connect +127\.0\.0\.1:9/);
    expect(existsSync(join(folder, 'acme-chat-mcp'))).toBe(true);

    const another = await create([['What do you want to connect', CTRL_C]]);
    expect(another.screen).not.toContain('Continue with these answers?');
  });
});
