import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { noAuth } from '../../src/auth/no-auth.js';
import { sharedStore } from '../../src/credentials/vault.js';
import { createHandler } from '../../src/http.js';
import { configOf, defineProvider, log } from '../../src/index.js';
import type { LogLine, SharedStore } from '../../src/project/interfaces.js';
import { closeProject, openProject, projectOf, runInProject } from '../../src/project/project.js';
import { stubEnvironment } from '../../src/testing/server/environment.js';
import { configWith, projectFolder } from '../small-project.js';

/** That of `tests/setup.ts`. */
closeProject(projectOf('chat'));

const store = (): SharedStore => ({
  protocols: ['test:'],
  records: () => ({ get: async () => null, put: async () => {}, delete: async () => {} }),
  withLock: (_address, _id, task) => task({ isHeld: async () => true }),
});

function open(name: string) {
  const lines: LogLine[] = [];
  const own = store();
  const project = openProject(projectFolder(configWith(name)), {
    stores: [own],
    log: (line) => lines.push(line),
  });
  onTestFinished(() => closeProject(project));
  return { project, store: own, messages: () => lines.map(({ message }) => message) };
}

it('two projects in one process have their own configuration, stores and log', () => {
  const key = Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString('base64');
  onTestFinished(stubEnvironment({ TOKEN_STORE: 'test://store', CREDENTIALS_KEY: key }));
  const one = open('one');
  const two = open('two');
  expect(configOf('one').name).toBe('one');
  expect(configOf('two').name).toBe('two');
  expect(sharedStore('one')?.store).toBe(one.store);
  expect(sharedStore('two')?.store).toBe(two.store);
  log('info', 'of one', undefined, { provider: 'one' });
  log('info', 'of two', undefined, { provider: 'two' });
  log('info', 'of nobody');
  expect(one.messages()).toEqual(['of one']);
  expect(two.messages()).toEqual(['of two']);
});

it('lines without a provider belong to the only open project', () => {
  const { messages } = open('one');
  log('info', 'of the process');
  expect(messages()).toEqual(['of the process']);
});

it('code that runs in neither of two projects cannot use the name that both have', () => {
  const [first, second] = [open('one').project, open('one').project];
  expect(() => configOf('one')).toThrow(`Provider "one" is in two open projects`);
  expect(runInProject(second, () => projectOf('one'))).toBe(second);
  closeProject(first);
  expect(projectOf('one')).toBe(second);
});

it('a function without the file of its provider says so when its handler is made', () => {
  const cwd = vi.spyOn(process, 'cwd').mockReturnValue('/var/task');
  onTestFinished(() => cwd.mockRestore());
  const provider = defineProvider({ name: 'one', version: '1.0.0', auth: noAuth() });
  expect(() => createHandler(provider)).toThrow(
    /^provider-config.yaml not found in \/var\/task or above it\. Add it .*includeFiles.*openProject.*"baseUrl"/,
  );
});

it('registrations of one name do not meet', () => {
  const [one, two] = [1, 2].map(() => defineProvider({ name: 'one', version: '1.0.0' }));
  one?.prompt({ name: 'hello', args: z.object({}), render: () => 'Hello' });
  expect(one?.getInitializationOptions().capabilities).toHaveProperty('prompts');
  expect(two?.getInitializationOptions().capabilities).toEqual({});
});

it.each([
  { config: 'providers: [', says: 'Cannot read' },
  { config: 'providers:\n  one: { name: One }', says: '"providers.one.base_url" is missing' },
  { config: 'provider: {}', says: 'Unrecognized key: "provider"' },
  {
    config: configWith('one').replace('https:', 'http:'),
    says: '"providers.one.base_url": must be an https URL',
  },
])('names the file and the key of invalid configuration: $config', ({ config, says }) => {
  const root = projectFolder(config);
  let message = '';
  try {
    openProject(root);
  } catch (error) {
    message = String(error);
  }
  expect(message).toContain(`${root}/provider-config.yaml`);
  expect(message).toContain(says);
  expect(message.split('\n')).toHaveLength(1);
});

it.each([
  ['that of package.json', '{ "version": "2.1.0" }', undefined, '2.1.0'],
  ['its own', '{ "version": "2.1.0" }', '3.0.0', '3.0.0'],
  ['none where the package has none', '{}', undefined, '0.0.0'],
  ['none where package.json is invalid', '{', undefined, '0.0.0'],
])('the version of a provider is %s', (_, manifest, version, expected) => {
  const { project } = open('one');
  writeFileSync(join(project.root, 'package.json'), manifest);
  const { getInitializationOptions } = defineProvider({ name: 'one', ...(version && { version }) });
  expect(getInitializationOptions()).toMatchObject({ version: expected });
});
