import { describe, expect, it } from 'vitest';
import type { User } from '../callers.js';
import { secretOf, tokenOf, useClients, users } from '../callers.js';
import { eras } from '../eras.js';
import type { TestedProvider } from '../tested-provider.js';
import type { RemoteCall, RemoteStandIn } from './server.js';

/** Users of one gateway: each call reaches the MCP server with the credentials of its caller, or not at all. */
export function testUsers(subject: TestedProvider, tool: string, remote: () => RemoteStandIn) {
  const { signIn } = subject;
  const signerOf = ({ headers }: RemoteCall): User | 'none' =>
    users.find((user) =>
      Object.entries(signIn.sent(secretOf(user)).headers ?? {}).every(
        ([name, value]) => headers[name.toLowerCase()] === value,
      ),
    ) ?? 'none';

  describe.each(eras)('users, $era protocol', ({ mode }) => {
    const clientOf = useClients(subject);
    const call = async (user: User) =>
      (await clientOf(user, mode)).callTool({ name: tool, arguments: {} });

    it('have connections of their own', async () => {
      await call('alice');
      await Promise.all([call('alice'), call('bob')]);
      const signers = remote().calls.map(signerOf);
      expect([...signers.slice(0, 1), ...signers.slice(1).toSorted()]).toEqual([
        'alice',
        'alice',
        'bob',
      ]);
      const sent = JSON.stringify(remote().calls);
      for (const user of users)
        expect(sent, 'the MCP server gets the token of the caller').not.toContain(tokenOf(user));
    });

    it('are told to sign in', async () => {
      const { isError, content } = await call('carol');
      expect(remote().calls, 'Carol is not signed in').toEqual([]);
      expect([isError, JSON.stringify(content)]).toEqual([
        true,
        expect.stringMatching(/sign (you )?in/i) as string,
      ]);
    });
  });
}
