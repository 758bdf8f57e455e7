import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answers } from './talk.js';
import { CTRL_C, DOWN, hasScript, talk } from './talk.js';

describe.skipIf(!hasScript)('in a terminal', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mcp-provider-questions-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const provider: Answers = [
    ['Directory of the project', 'acme-mcp'],
    ['Provider name', 'acme_chat'],
    ['Display name', ''],
    ['What does it connect to', ''],
    ['What Acme Chat is for', 'Rooms and messages.'],
    ['How are requests authenticated', `${DOWN}${DOWN}`],
    ['Base URL of the API', 'https://api.acme.dev/v1'],
  ];
  const tool: Answers = [
    ['Add a tool?', 'y'],
    ['Tool name', 'list_rooms'],
    ['Description of "list_rooms"', 'Rooms.'],
    ['HTTP method', ''],
    ['Path below the base URL', '/teams/{team}/rooms'],
    ['Type of "team"', ''],
    ['Description of "team"', 'Which team'],
    ['Add another argument?', 'n'],
    ['Add another tool?', 'n'],
  ];

  it('makes a project of answers, and adds to it', async () => {
    const args = ['--no-install', '--no-git'];
    const answers: Answers = [...provider, ...tool, ['Write these files?', '']];
    const made = await talk('create-mcp-provider', args, folder, answers);
    expect(made, made.screen).toMatchObject({ exit: 0, unasked: [] });
    expect(made.screen).toContain('Created acme-mcp');
    expect(made.screen).toContain("--tool 'list_rooms: Rooms.'");
    expect(made.screen, 'nothing that nobody wrote for people').not.toMatch(/warning/i);

    const project = join(folder, 'acme-mcp');
    const added = await talk('mcp-provider', ['add-prompt', 'sum_up'], project, [
      ['Description (optional)', ''],
      ['Message, with {arguments}', 'Sum up {room}.'],
      ['Description of "room"', 'Which room'],
      ['Write these files?', 'y'],
    ]);
    expect(added, added.screen).toMatchObject({ exit: 0, unasked: [] });
    expect(existsSync(join(project, 'src/providers/acme_chat/prompts/sum-up.ts'))).toBe(true);
  });

  it('ends at Ctrl-C, and nothing is written', async () => {
    const answers: Answers = [...provider.slice(0, 4), ['What Acme Chat is for', CTRL_C]];
    const { exit, screen } = await talk('create-mcp-provider', [], folder, answers);
    expect(exit).toBe(130);
    expect(screen).toContain('Cancelled.');
    expect(existsSync(join(folder, 'acme-mcp'))).toBe(false);
  });
});
