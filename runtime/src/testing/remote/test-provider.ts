import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@modelcontextprotocol/client';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Providers } from '../../provider/loader.js';
import { localPrincipal } from '../../provider/principal.js';
import { currentProject } from '../../provider/project.js';
import type { RemoteCatalog } from '../../remote/catalog.js';
import { stubEnvironment } from '../environment.js';
import { eras } from '../eras.js';
import type { Mode } from '../eras.js';
import { load, storeSecret } from '../project.js';
import { connect, startServer } from '../server.js';
import { SECRET } from '../session.js';
import { describeProvider } from '../describe-provider.js';
import type { Fixture } from '../fixture.js';
import type { TestedProvider } from '../tested-provider.js';
import { testedProvider } from '../tested-provider.js';
import type { RemoteStandIn } from './server.js';
import { startRemote } from './server.js';

/** What the tests of a provider of another MCP server need to know; the rest is in `remote.json`. */
export type RemoteFixture = Pick<Fixture<never, never>, 'signIn' | 'environment'>;

/** Tests of one provider of another MCP server: what `remote.json` contains is served, and calls reach the server. */
export function testProvider(providers: Providers, provider: string, fixture: RemoteFixture): void {
  const subject = testedProvider(provider, fixture);
  describeProvider(providers, 'mcp', subject, () => testCatalog(subject));
}

function testCatalog(subject: TestedProvider): void {
  const { provider, prefix, signIn } = subject;
  const { tools = [], resources = [], prompts = [] } = catalogOf(provider);
  let remote: RemoteStandIn | undefined;
  const clients: Partial<Record<Mode, Client>> = {};

  if (tools.length + resources.length + prompts.length === 0) {
    it('serves nothing of the MCP server until "mcp-provider import mcp" has added it', async () => {
      await expect(load(provider)).rejects.toThrow('has no tool, resource or prompt');
    });
    return;
  }

  beforeAll(async () => {
    remote = await startRemote();
    const restore = stubEnvironment({ [`${prefix}_SERVER`]: remote.url });
    await storeSecret(subject, localPrincipal().userId, SECRET);
    const server = await startServer(provider);
    for (const { mode } of eras)
      clients[mode] = await connect(`${server.url}/${provider}/mcp`, mode);
    return async () => {
      await Promise.all(Object.values(clients).map((client) => client.close()));
      await server.close();
      await Promise.all(Array.from(currentProject().ending, (end) => end()));
      await remote?.close();
      restore();
    };
  });
  beforeEach(() => {
    if (remote) remote.calls.length = 0;
  });

  describe.each(eras)('$era protocol', ({ mode }) => {
    const client = () => clients[mode]!; // the hook has connected it

    it('offers what remote.json contains', async () => {
      const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);
      const offers = client().getServerCapabilities() ?? {};
      if (tools.length > 0)
        expect(names((await client().listTools()).tools)).toEqual(
          expect.arrayContaining(names(tools)),
        );
      if (prompts.length > 0)
        expect(names((await client().listPrompts()).prompts)).toEqual(
          expect.arrayContaining(names(prompts)),
        );
      expect(offers.resources !== undefined).toBe(resources.length > 0);
    });

    it.each(tools.map((tool) => [tool.name, tool.remoteName ?? tool.name]))(
      '%s calls the tool "%s" of the server with the credentials of the user',
      async (name, remoteName) => {
        const result = await client().callTool({ name, arguments: { sample: 'a/b' } });
        expect(JSON.stringify(result.content)).toContain('of the MCP server');
        const [call, ...others] = remote!.calls; // the hook has started it
        expect(others).toEqual([]);
        expect(call).toMatchObject({ name: remoteName, arguments: { sample: 'a/b' } });
        expect(call?.headers).toMatchObject(lowerCase(signIn.sent(SECRET).headers));
      },
    );
  });
}

const catalogOf = (provider: string): RemoteCatalog =>
  JSON.parse(
    readFileSync(join(currentProject().root, 'src/providers', provider, 'remote.json'), 'utf8'),
  ) as RemoteCatalog;

const lowerCase = (headers: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
