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
import { connectPerson, newPerson } from '../person.js';
import type { Mode } from '../eras.js';
import { load, storeSecret } from '../project.js';
import { startServer } from '../server.js';
import { SECRET } from '../session.js';
import { describeProvider } from '../describe-provider.js';
import type { CallCase, Fixture } from '../fixture.js';
import { testInvalidArguments } from '../suites/invalid-arguments.js';
import { testToolList } from '../suites/tool-list.js';
import type { TestedProvider } from '../tested-provider.js';
import { asksNothing, isEmpty, testedProvider } from '../tested-provider.js';
import type { RemoteStandIn } from './server.js';
import { startRemote } from './server.js';
import { testUsers } from './users.js';

/** What the tests of a provider of another MCP server need to know beside `remote.json`: its own tools. */
export type RemoteFixture = Fixture<RemoteCase, never>;

/** One call of a tool that calls one of the server with the same arguments. */
export interface RemoteCase extends CallCase {
  /** Name at the server. */
  remoteTool: string;
}

/** Tests of one provider of another MCP server: what `remote.json` contains is served, and calls reach the server. */
export function testProvider(providers: Providers, provider: string, fixture: RemoteFixture): void {
  const subject = testedProvider(provider, fixture);
  describeProvider(providers, 'mcp-provider/testing/remote', subject, () => testCatalog(subject));
}

function testCatalog(subject: TestedProvider<RemoteCase>): void {
  const { provider, prefix, signIn, cases } = subject;
  const { tools = [], resources = [], prompts = [] } = catalogOf(provider);
  let remote: RemoteStandIn | undefined;
  const clients: Partial<Record<Mode, Client>> = {};

  const definitions = [...tools, ...resources, ...prompts, ...cases];
  if (definitions.length === 0) {
    if (!isEmpty(subject)) return;
    it('serves nothing of the MCP server until "mcp-provider import mcp" has added it', async () => {
      await expect(load(provider)).rejects.toThrow('has no tool, resource or prompt');
    });
    return;
  }

  beforeAll(async () => {
    remote = await startRemote(tools);
    const restore = stubEnvironment({ [`${prefix}_SERVER`]: remote.url });
    await storeSecret(subject, localPrincipal().userId, SECRET);
    const server = await startServer(provider);
    for (const { mode } of eras)
      clients[mode] = await connectPerson(newPerson(), `${server.url}/${provider}/mcp`, mode);
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

    testToolList(provider, async () => client());

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
      if (resources.length > 0) expect(offers.resources).toBeDefined();
    });

    const call = (name: string, args: Readonly<Record<string, unknown>>) =>
      client().callTool({ name, arguments: args });

    it.each([
      ...tools.map((tool) => ({
        name: tool.name,
        remoteTool: tool.remoteName ?? tool.name,
        arguments: { sample: 'a/b' },
        asks: tool.confirm !== undefined,
      })),
      ...cases.map((row) => ({ ...row, asks: !asksNothing(row) })),
    ])(
      '$name calls the tool "$remoteTool" of the server with the credentials of the user',
      async ({ name, remoteTool, arguments: args, asks }) => {
        const result = await call(name, args);
        if (asks && remote!.calls.length === 0) {
          // Over HTTP, clients of the legacy protocol have no session in which they could be asked.
          expect(JSON.stringify(result)).toContain('cannot ask');
          return;
        }
        expect(JSON.stringify(result.content)).toContain('of the MCP server');
        const [received, ...others] = remote!.calls; // the hook has started it
        expect(others).toEqual([]);
        expect(received).toMatchObject({ name: remoteTool, arguments: args });
        expect(received?.headers).toMatchObject(lowerCase(signIn.sent(SECRET).headers));
      },
    );

    testInvalidArguments(cases, call);
  });

  const open = tools.find(({ confirm }) => confirm === undefined);
  const isSent = signIn.sent(SECRET).headers !== undefined;
  if (open && signIn.owner === 'user' && isSent) testUsers(subject, open.name, () => remote!);
}

const catalogOf = (provider: string): RemoteCatalog =>
  JSON.parse(
    readFileSync(join(currentProject().root, 'src/providers', provider, 'remote.json'), 'utf8'),
  ) as RemoteCatalog;

const lowerCase = (headers: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
