import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { openProviderEndpoints } from '../../src/agent/connections.js';
import { chatInTerminal } from '../../src/agent/console.js';
import { defineAgent } from '../../src/agent/define.js';
import { DEFAULT_AGENT_LIMITS } from '../../src/agent/limits.js';
import { localPrincipal } from '../../src/identity/principal.js';
import { closeProject, openProject } from '../../src/project/project.js';
import { configWith, projectFolder } from '../small-project.js';
import { scripted } from './harness.js';
import { type Deeds, notesAndMail } from './notes-provider.js';

it('signs in, confirms destructive calls and answers forms in a terminal, as the local user', async () => {
  const { model, server } = await scripted('anthropic', [
    { calls: [{ name: 'mail__list', args: {} }] },
    { text: 'Sign in first.\u001b[2J' },
    { calls: [{ name: 'delete_all', args: {} }] },
    { text: 'Gone.' },
    { calls: [{ name: 'delete_all', args: {} }] },
    { text: 'Kept.' },
    { calls: [{ name: 'book', args: { day: 'Friday' } }] },
    { text: 'Booked.' },
    { status: 401 },
  ]);
  const project = openProject(projectFolder(configWith('notes', 'mail')));
  onTestFinished(() => closeProject(project));
  const deeds: Deeds = { notes: new Map(), deleted: [], booked: [], running: 0, aborted: 0 };
  const modules = notesAndMail('current', deeds);
  const servers = [(await modules.notes()).mcpInstance, (await modules.mail()).mcpInstance];
  const endpoints = await openProviderEndpoints(
    new Map(servers.map((each) => [each.PROVIDER_NAME, each.createServer])),
  );
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const output = Promise.all([text(stdout), text(stderr)]);
  stdin.end('my mail\ndelete\ny\nagain\nn\na table\nfour\nInfinity\n4\n\ny\nmore\n');
  const parts = { endpoints, model, instructions: 'Help.', limits: DEFAULT_AGENT_LIMITS };
  await chatInTerminal(parts, localPrincipal(), { stdin, stdout, stderr });
  stdout.end();
  stderr.end();
  const [said, notes] = await output;
  expect(said).toBe('Sign in first. [2J\nGone.\nKept.\nBooked.\n');
  expect(notes).toContain('https://mail.example/link?ticket=local');
  expect(notes).toContain('The model refused the key (status 401).');
  expect(notes.split('This is not a valid value of "guests".')).toHaveLength(3);
  expect(notes).toContain('Guests, without [2J you: ');
  expect(deeds.booked).toEqual(['local 4 Friday']);
  expect(deeds.deleted).toEqual(['local']);
  expect(JSON.stringify(server.requests)).not.toContain('ticket');
});

it('ignores what was typed in a terminal before the question', async () => {
  const { model } = await scripted('anthropic', [
    { calls: [{ name: 'delete_all', args: {} }] },
    { text: 'Kept.' },
  ]);
  const project = openProject(projectFolder(configWith('notes')));
  onTestFinished(() => closeProject(project));
  const deeds: Deeds = { notes: new Map(), deleted: [], booked: [], running: 0, aborted: 0 };
  const { PROVIDER_NAME, createServer } = (await notesAndMail('current', deeds).notes())
    .mcpInstance;
  const endpoints = await openProviderEndpoints(new Map([[PROVIDER_NAME, createServer]]));
  const [stdout, stderr] = [new PassThrough().resume(), new PassThrough()];
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  let screen = '';
  stderr.on('data', (data) => (screen += String(data)));
  const shows = (text: string) => expect.poll(() => screen, { timeout: 9000 }).toContain(text);
  const parts = { endpoints, model, instructions: 'Help.', limits: DEFAULT_AGENT_LIMITS };
  const chat = chatInTerminal(parts, localPrincipal(), { stdin, stdout, stderr });
  stdin.write('early\r');
  await shows('> ');
  stdin.write('delete\ry\r');
  await shows('delete_all {}');
  stdin.write('y\ry');
  await shows('Call it? [y/N] ');
  stdin.write('\r');
  await shows('✗ delete_all');
  stdin.end();
  await chat;
  expect(deeds.deleted).toEqual([]);
});

it('does not start without a model', async () => {
  const agent = defineAgent({ providers: {}, instructions: 'Help.' });
  await expect(agent.chat(localPrincipal())).rejects.toThrow('MODEL_NAME is required');
});
