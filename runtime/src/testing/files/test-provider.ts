import { describe, expect, it } from 'vitest';
import type { Providers } from '../../provider/loader.js';
import { describeProvider } from '../describe-provider.js';
import { testBuiltServer } from '../suites/built-server.js';
import { asksNothing, type TestedProvider } from '../tested-provider.js';
import { testedProvider } from '../tested-provider.js';
import type { FileCase, FileResourceCase, FilesFixture } from './fixture.js';
import { useClients, userIdOf } from '../callers.js';
import { eras, type Mode } from '../eras.js';
import { textOf } from '../session.js';
import { testInvalidArguments } from '../suites/invalid-arguments.js';
import { testToolList } from '../suites/tool-list.js';
import { testPrompts } from '../suites/prompts.js';
import { useStorage } from './storage.js';
import { testFileNames, testFileUsers } from './users.js';

/** The fixture of a provider of kind `files`. */
export interface TestedFiles extends TestedProvider<FileCase, FileResourceCase> {
  shared: boolean;
}

/**
 * Tests of one provider of files: the tools and resources of all such providers and its own, on a folder or a fake bucket,
 * names that lead out of it, its users, its sign-in, and the built server.
 */
export function testProvider(providers: Providers, provider: string, fixture: FilesFixture): void {
  const { shared = false } = fixture;
  const subject: TestedFiles = { ...testedProvider(provider, fixture), shared };
  describeProvider(providers, 'mcp-provider/testing/files', subject, () => {
    describe('files', () => testStorage(subject));
    testBuiltServer(provider);
    for (const suite of subject.signIn.suites) describe('sign-in', () => suite(subject));
  });
}

const contentOf = (content: unknown): string =>
  typeof content === 'string' ? content : JSON.stringify(content);

/** Tools and resources on a storage of their own, names that lead out of it, and users. */
function testStorage(subject: TestedFiles): void {
  const { provider, cases, resources } = subject;
  const storage = useStorage(subject);
  const clientOf = useClients(subject);
  const alice = userIdOf('alice');
  const call = async (mode: Mode, name: string, args: Readonly<Record<string, unknown>>) =>
    (await clientOf('alice', mode)).callTool({ name, arguments: args });

  describe.each(eras)('$era protocol', ({ mode }) => {
    testToolList(provider, () => clientOf('alice', mode));

    it('lists and reads files, as tools and as resources', async () => {
      storage().put(alice, 'lists/a b.txt', 'Apples');
      const listed = await call(mode, 'list_files', { folder: 'lists' });
      const entry = { name: 'lists/a b.txt', type: 'file', size: 6 };
      expect(listed.structuredContent, textOf(listed)).toEqual({ entries: [entry] });
      const read = await call(mode, 'read_file', { name: 'lists/a b.txt' });
      expect(read.structuredContent, textOf(read)).toMatchObject({ text: 'Apples', size: 6 });
      const found = await call(mode, 'search_files', { text: 'APPLES', folder: 'lists' });
      expect(found.structuredContent, textOf(found)).toMatchObject({
        matches: [{ name: 'lists/a b.txt', line: 'Apples', number: 1 }],
      });
      const client = await clientOf('alice', mode);
      const all = await client.listResources();
      const resource = all.resources.find(({ name }) => name === 'lists/a b.txt');
      const { contents } = await client.readResource({ uri: resource?.uri ?? '' });
      expect(contents).toMatchObject([{ text: 'Apples', mimeType: 'text/plain' }]);
    });

    const askable = cases.filter((row) => mode === 'auto' || asksNothing(row));
    it.each(askable)('$title reads the file "$file"', async (row) => {
      storage().put(alice, row.file, contentOf(row.content));
      const { structuredContent, content, isError } = await call(mode, row.name, row.arguments);
      expect(isError ?? false, textOf({ content })).toBe(false);
      const text = content.length === 1 && content[0]?.type === 'text' ? content[0].text : content;
      expect(
        structuredContent ?? text,
        `"${row.name}" does not return the content of "${row.file}". Change src/providers/${provider}/api, or the test`,
      ).toEqual(row.content);
    });

    testInvalidArguments(cases, (name, args) => call(mode, name, args));

    it.each(resources)('$title reads the file "$file"', async ({ uri, file, content }) => {
      storage().put(alice, file, contentOf(content));
      const client = await clientOf('alice', mode);
      const { contents } = await client.readResource({ uri });
      expect(contents).toMatchObject([{ uri, text: contentOf(content) }]);
    });

    testPrompts(subject, () => clientOf('alice', mode));
  });

  it('writes, replaces, moves and deletes files, unless it is read-only', async ({ skip }) => {
    const { tools } = await (await clientOf('alice', 'auto')).listTools();
    const names = tools.map(({ name }) => name);
    const changing = ['write_file', 'move_file', 'delete_file'];
    const offered = changing.filter((name) => names.includes(name));
    skip(offered.length === 0, 'read-only');
    expect(offered).toEqual(changing);
    const steps: [tool: string, args: Record<string, unknown>, read: string, text?: string][] = [
      ['write_file', { name: 'new/a.txt', content: 'a' }, 'new/a.txt', 'a'],
      ['write_file', { name: 'new/a.txt', content: 'b', overwrite: true }, 'new/a.txt', 'b'],
      ['move_file', { from: 'new/a.txt', to: 'new/b.txt' }, 'new/b.txt', 'b'],
      ['delete_file', { name: 'new/b.txt' }, 'new/b.txt', undefined],
    ];
    for (const [tool, args, name, text] of steps) {
      const result = await call('auto', tool, args);
      expect(result.isError ?? false, textOf(result)).toBe(false);
      const { structuredContent } = await call('auto', 'read_file', { name });
      expect((structuredContent as { text?: string } | undefined)?.text).toBe(text);
    }
  });

  testFileNames(clientOf);
  testFileUsers(subject, clientOf, storage);
}
