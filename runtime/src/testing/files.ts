/**
 * Tests of a provider of files, for Vitest.
 * @module mcp-provider/testing/files
 */
import type { CallToolResult, Client } from '@modelcontextprotocol/client';
import { describe, expect, it } from 'vitest';
import { configOf } from '../project/config.js';
import type { Providers } from '../provider/loader.js';
import { isUrl } from '../utils/addresses.js';
import { secretOf, useClients, usePerson, type User, userIdOf } from './callers/callers.js';
import { eras, type Mode } from './callers/clients.js';
import { contentOf, textOf } from './callers/session.js';
import { describeProvider } from './describe-provider.js';
import { type Storage, useStorage } from './files/storage.js';
import type { CallCase, Fixture } from './fixture.js';
import { setEnvironment } from './server/environment.js';
import { credentialsOf } from './server/project.js';
import {
  expectAsked,
  testBuiltServer,
  testDeclined,
  testFailing,
  testInvalidArguments,
  testPrompts,
  testSetting,
  testToolList,
  testWrongValues,
} from './suites/common.js';
import { testListed } from './suites/listed.js';
import {
  asksNothing,
  type TestedCall,
  type TestedProvider,
  testedProviderOf,
} from './tested-provider.js';

/**
 * What the tests of a provider of files need to know: the tools and resources that it has besides those of all such providers.
 *
 * @example
 * testProvider(providers, 'handbook', {
 *   signIn: noSignIn,
 *   storage: 'handbook',
 *   shared: true,
 *   tools: { get_contacts: { file: 'contacts.json', content: { contacts: [] } } },
 * });
 */
export interface FilesFixture extends Fixture<FileCase, FileResourceCase> {
  /** Where the files are: `storage` of provider-config.yaml. The tests use another place. */
  storage?: string;
  /** All users have the same files. */
  shared?: boolean;
  /** The user is asked before a file is replaced or deleted: true, unless `serveFiles` states otherwise. */
  confirm?: boolean;
}

/** One call of a tool that reads a file. */
export interface FileCase extends CallCase {
  /** Its name, with its folders. */
  file: string;
  /** Its content: text as it is, anything else as JSON. Also the result. */
  content: unknown;
}

/** A resource, and the file that reading it returns. */
export interface FileResourceCase extends Pick<FileCase, 'file' | 'content'> {
  uri: string;
}

interface TestedFiles extends TestedProvider<FileCase, FileResourceCase> {
  shared: boolean;
  confirm: boolean;
}

/**
 * Tests of one provider of files: the tools and resources of all such providers and its own, on a folder or a fake bucket,
 * names that lead out of it, its users, its sign-in, and the built server.
 */
export function testProvider(providers: Providers, provider: string, fixture: FilesFixture): void {
  const { shared = false, confirm = true } = fixture;
  const subject: TestedFiles = { ...testedProviderOf(provider, fixture), shared, confirm };
  describeProvider(providers, 'mcp-provider/testing/files', subject, () => {
    describe('files', () => testStorage(subject));
    testSetting(provider, 'storage', fixture.storage);
    testBuiltServer(provider);
    for (const suite of subject.signIn.suites) describe('sign-in', () => suite(subject));
  });
}

const fileText = (content: unknown): string =>
  typeof content === 'string' ? content : JSON.stringify(content);

/** Tools and resources on their own storage, names that lead out of it, and users. */
function testStorage(subject: TestedFiles): void {
  const { provider, cases, failing, resources, confirm } = subject;
  const storage = useStorage(subject);
  const person = usePerson(subject);
  const clientOf = useClients(subject, person);
  const alice = userIdOf('alice');
  const call = async (mode: Mode, name: string, args: Readonly<Record<string, unknown>>) =>
    (await clientOf('alice', mode)).callTool({ name, arguments: args });

  describe.each(eras)('$era protocol', ({ mode }) => {
    testToolList(provider, () => clientOf('alice', mode));
    if (mode === 'auto') testListed(provider, () => clientOf('alice', mode));

    it('lists and reads files, as tools and as resources', async () => {
      storage().put(alice, 'lists/a b.txt', 'Apples');
      const listing = await call(mode, 'list_files', { folder: 'lists' });
      const entry = { name: 'lists/a b.txt', type: 'file', size: 6 };
      expect(listing.structuredContent, textOf(listing)).toEqual({ entries: [entry] });
      const read = await call(mode, 'read_file', { name: 'lists/a b.txt' });
      expect(read.structuredContent, textOf(read)).toMatchObject({ text: 'Apples', size: 6 });
      const result = await call(mode, 'search_files', { text: 'APPLES', folder: 'lists' });
      expect(result.structuredContent, textOf(result)).toMatchObject({
        matches: [{ name: 'lists/a b.txt', line: 'Apples', number: 1 }],
      });
      const client = await clientOf('alice', mode);
      const all = await client.listResources();
      const resource = all.resources.find(({ name }) => name === 'lists/a b.txt');
      const { contents } = await client.readResource({ uri: resource?.uri ?? '' });
      expect(contents).toMatchObject([{ text: 'Apples', mimeType: 'text/plain' }]);
    });

    const callRow = (row: TestedCall<FileCase>) => {
      storage().put(alice, row.file, fileText(row.content));
      return call(mode, row.name, row.arguments);
    };
    const isAskable = (row: TestedCall) => mode === 'auto' || asksNothing(row);
    it.each(cases.filter(isAskable))('$title reads the file "$file"', async (row) => {
      const result = await callRow(row);
      expect(result.isError ?? false, textOf(result)).toBe(false);
      expect(
        contentOf(result),
        `"${row.name}" does not return the content of "${row.file}". Change src/providers/${provider}/api, or the test`,
      ).toEqual(row.content);
      expectAsked(row, person);
    });

    testMissing(cases.filter(isAskable), storage, (row) => call(mode, row.name, row.arguments));
    testDeclined(cases, () => person, callRow);
    testFailing(failing.filter(isAskable), person, callRow);
    testInvalidArguments(cases, (name, args) => call(mode, name, args));
    if (mode === 'auto') testWrongValues(cases, () => clientOf('alice', mode));

    it.each(resources)('$title reads the file "$file"', async ({ uri, file, content }) => {
      storage().put(alice, file, fileText(content));
      const client = await clientOf('alice', mode);
      const { contents } = await client.readResource({ uri });
      expect(contents).toMatchObject([{ uri, text: fileText(content) }]);
    });

    testPrompts(subject, () => clientOf('alice', mode));
  });

  it('writes, replaces, moves and deletes files, unless it is read-only', async ({ skip }) => {
    const { tools } = await (await clientOf('alice', 'auto')).listTools();
    const names = tools.map(({ name }) => name);
    const changing = ['write_file', 'move_file', 'delete_file'];
    const offeredNames = changing.filter((name) => names.includes(name));
    skip(offeredNames.length === 0, 'read-only');
    expect(offeredNames).toEqual(changing);
    const changedUris = await changedResources(await clientOf('alice', 'auto'), 'new/a.txt');
    const steps: [tool: string, args: Record<string, unknown>, read: string, text?: string][] = [
      ['write_file', { name: 'new/a.txt', content: 'a' }, 'new/a.txt', 'a'],
      ['write_file', { name: 'new/a.txt', content: 'b', overwrite: true }, 'new/a.txt', 'b'],
      ['move_file', { from: 'new/a.txt', to: 'new/b.txt' }, 'new/b.txt', 'b'],
      ['delete_file', { name: 'new/b.txt' }, 'new/b.txt', undefined],
    ];
    for (const [tool, args, name, text] of steps) {
      const result = await call('auto', tool, args);
      expect(result.isError ?? false, textOf(result)).toBe(false);
      expect(result.structuredContent).toEqual({ name, ...(tool === 'write_file' && { size: 1 }) });
      const { structuredContent } = await call('auto', 'read_file', { name });
      expect((structuredContent as { text?: string } | undefined)?.text).toBe(text);
    }
    const asking =
      'The server asks less or more before it replaces and deletes a file than the test states. Change "confirm" in tools/files.ts, or of the test';
    expect(person.asked, asking).toHaveLength(confirm ? 2 : 0);
    const message = `Clients are not told that a file has changed. Pass "notify" to the files in api/files.ts`;
    await expect.poll(() => changedUris.length, { message }).toBeGreaterThan(0);
  });

  // Folders of users are created; a shared one must exist.
  if (subject.shared && !isUrl(configOf(provider).storage ?? ''))
    it('says that the folder is missing', async () => {
      setEnvironment(subject.prefix, { STORAGE: 'missing' });
      const result = await call('auto', 'list_files', {});
      expect(textOf(result)).toContain('The folder of the files is not available');
    });

  testFileNames(clientOf);
  testFileUsers(subject, clientOf, storage);
}

/** Each call without the file that it reads: a model can act on an error that states this. */
function testMissing(
  cases: readonly TestedCall<FileCase>[],
  storage: () => Storage,
  call: (row: TestedCall<FileCase>) => Promise<CallToolResult>,
): void {
  it.each(cases)('$title says what is wrong where "$file" is missing', async (row) => {
    storage().put(userIdOf('alice'), row.file, '');
    storage().remove(userIdOf('alice'), row.file);
    expect(
      textOf(await call(row)),
      `"${row.name}" fails with an internal error where there is no file "${row.file}". Throw a ToolError`,
    ).not.toContain('Internal error');
  });
}

type ClientOf = (user: User, mode: Mode) => Promise<Client>;

/** Names that would lead out of the files of a caller. */
const ESCAPING_NAMES = [
  '../outside.txt',
  'lists/../../outside.txt',
  '%2e%2e/outside.txt',
  '..\\outside.txt',
  '/etc/passwd',
  '.env',
];

function testFileNames(clientOf: ClientOf): void {
  describe('names', () => {
    it.each(ESCAPING_NAMES)('%j reaches no file', async (name) => {
      const client = await clientOf('alice', 'auto');
      const read = await client.callTool({ name: 'read_file', arguments: { name } });
      expect(read.isError, textOf(read)).toBe(true);
      const resource = client.readResource({ uri: `${await baseOf(client)}${name}` });
      await expect(resource).rejects.toThrow();
    });
  });
}

/** Collects the URI of a file whenever the client is told that it has changed. */
async function changedResources(client: Client, name: string): Promise<readonly string[]> {
  const changedUris: string[] = [];
  client.setNotificationHandler(
    'notifications/resources/updated',
    ({ params }) => void changedUris.push(params.uri),
  );
  const uri = (await baseOf(client)) + name;
  if (client.getProtocolEra() === 'modern') await client.listen({ resourceSubscriptions: [uri] });
  else await client.subscribeResource({ uri });
  return changedUris;
}

/** Returns the part of the URIs of files that all have. */
async function baseOf(client: Client): Promise<string> {
  const { resourceTemplates } = await client.listResourceTemplates();
  const template = resourceTemplates.find(({ name }) => name === 'file')?.uriTemplate ?? '';
  return template.replace('{+name}', '');
}

/** Users of one server: files of their own, unless they are shared, with the credentials of each. */
function testFileUsers(subject: TestedFiles, clientOf: ClientOf, storage: () => Storage): void {
  const { shared, signIn } = subject;
  const call = async (user: User, name: string, args: Record<string, unknown>) =>
    (await clientOf(user, 'auto')).callTool({ name, arguments: args });

  describe('users', () => {
    it(shared ? 'have the same files' : 'do not see the files of each other', async () => {
      storage().put(userIdOf('alice'), 'private/plan.txt', 'The plan of Alice');
      const results = [
        await call('bob', 'list_files', { folder: 'private' }),
        await call('bob', 'search_files', { text: 'plan of' }),
        await call('bob', 'read_file', { name: 'private/plan.txt' }),
        await (await clientOf('bob', 'auto')).listResources(),
      ];
      const advice = shared
        ? 'Users have their own files. Remove "shared" from the test, or set it in api/files.ts'
        : 'Bob sees a file of Alice. Remove "shared" from api/files.ts, or set it in the test';
      for (const result of results)
        expect(JSON.stringify(result).includes('plan.txt'), advice).toBe(shared);
    });

    if (signIn.owner === 'user')
      it('use their own credentials', async () => {
        for (const user of ['alice', 'bob'] as const) {
          storage().requests.length = 0;
          await call(user, 'list_files', {});
          const { accessKeyId } = await credentialsOf(subject, secretOf(user));
          const [request, ...others] = storage().requests;
          expect(others).toEqual([]);
          expect(request?.headers.authorization).toContain(`Credential=${accessKeyId}/`);
        }
      });

    if (signIn.owner === 'user')
      it('without credentials are asked to sign in', async () => {
        storage().requests.length = 0;
        const result = await call('carol', 'list_files', {});
        expect(result.isError).toBe(true);
        expect(textOf(result)).toMatch(/sign (you )?in/i);
        expect(storage().requests).toEqual([]);
      });
  });
}
