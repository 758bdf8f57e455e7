import type { Client } from '@modelcontextprotocol/client';
import { describe, expect, it } from 'vitest';
import type { User } from '../callers.js';
import { secretOf, userIdOf } from '../callers.js';
import type { Mode } from '../eras.js';
import { credentialsOf } from '../project.js';
import { textOf } from '../session.js';
import type { Storage } from './storage.js';
import type { TestedFiles } from './test-provider.js';

type ClientOf = (user: User, mode: Mode) => Promise<Client>;

/** Names that would lead out of the files of a caller. */
const LEADING_OUT = [
  '../outside.txt',
  'lists/../../outside.txt',
  '%2e%2e/outside.txt',
  '..\\outside.txt',
  '/etc/passwd',
  '.env',
];

export function testFileNames(clientOf: ClientOf): void {
  describe('names', () => {
    it.each(LEADING_OUT)('%j reaches no file', async (name) => {
      const client = await clientOf('alice', 'auto');
      const read = await client.callTool({ name: 'read_file', arguments: { name } });
      expect(read.isError, textOf(read)).toBe(true);
      const resource = client.readResource({ uri: `${await baseOf(client)}${name}` });
      await expect(resource).rejects.toThrow();
    });
  });
}

/** The part of the URIs of files that all have. */
async function baseOf(client: Client): Promise<string> {
  const { resourceTemplates } = await client.listResourceTemplates();
  const template = resourceTemplates.find(({ name }) => name === 'file')?.uriTemplate ?? '';
  return template.replace('{+name}', '');
}

/** Users of one server: files of their own, unless they are shared, with the credentials of each. */
export function testFileUsers(
  subject: TestedFiles,
  clientOf: ClientOf,
  storage: () => Storage,
): void {
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

    it.runIf(signIn.owner === 'user')('use their own credentials', async () => {
      for (const user of ['alice', 'bob'] as const) {
        storage().requests.length = 0;
        await call(user, 'list_files', {});
        const { accessKeyId } = await credentialsOf(subject, secretOf(user));
        const [request, ...others] = storage().requests;
        expect(others).toEqual([]);
        expect(request?.headers.authorization).toContain(`Credential=${accessKeyId}/`);
      }
    });

    it.runIf(signIn.owner === 'user')('without credentials are asked to sign in', async () => {
      storage().requests.length = 0;
      const result = await call('carol', 'list_files', {});
      expect(result.isError).toBe(true);
      expect(textOf(result)).toMatch(/sign (you )?in/i);
      expect(storage().requests).toEqual([]);
    });
  });
}
