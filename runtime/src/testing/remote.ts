/**
 * Tests of a provider of another MCP server, for Vitest.
 * @module mcp-provider/testing/remote
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@modelcontextprotocol/client';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { localPrincipal } from '../identity/principal.js';
import { currentProject } from '../project/project.js';
import type { Providers } from '../provider/loader.js';
import type { RemoteCatalog, RemoteTool } from '../remote/catalog.js';
import { secretOf, tokenOf, useClients, usePerson, type User, users } from './callers/callers.js';
import { connectPerson, eras, type Mode, type Person } from './callers/clients.js';
import { contentOf, SECRET } from './callers/session.js';
import { describeProvider } from './describe-provider.js';
import type { CallCase, Fixture, StatedResult } from './fixture.js';
import { standInProgram } from './remote/program.js';
import { sampleArguments } from './remote/sample.js';
import {
  type RemoteCall,
  type RemoteStandIn,
  startRemote,
  statedResponse,
} from './remote/server.js';
import { stubEnvironment } from './server/environment.js';
import { loadTestedProvider, storeSecret } from './server/project.js';
import { startServer } from './server/start-server.js';
import { VARIABLE_PREFIX } from './sign-ins/sign-ins.js';
import {
  expectAsked,
  testDeclined,
  testFailing,
  testInvalidArguments,
  testToolList,
  testWrongValues,
} from './suites/common.js';
import { testListed } from './suites/listed.js';
import {
  asksNothing,
  isEmpty,
  type TestedCall,
  type TestedProvider,
  testedProviderOf,
} from './tested-provider.js';

/** The values that tests of a provider of another MCP server need in addition to `remote.json`: its own tools. */
export interface RemoteFixture extends Fixture<RemoteCase, never> {
  /** Environment variables that the program of the MCP server gets, by the names that it reads: `environment` of `remoteServer`. */
  settings?: Readonly<Record<string, string>>;
}

/** One call of a tool that calls one of the server with the same arguments. */
export interface RemoteCase extends CallCase {
  /** Name at the server. */
  remoteTool: string;
  /** What the server returns; an error, unless stated. */
  response?: StatedResult;
  /** The result that the client gets; the response, unless stated. */
  result?: StatedResult;
}

/** Tests of one provider of another MCP server: what `remote.json` contains is served, and calls reach the server. */
export function testProvider(providers: Providers, provider: string, fixture: RemoteFixture): void {
  const { settings = {}, ...rest } = fixture;
  const subject = { ...testedProviderOf(provider, rest), settings };
  describeProvider(providers, 'mcp-provider/testing/remote', subject, () => testCatalog(subject));
}

type TestedRemote = TestedProvider<RemoteCase> & Required<Pick<RemoteFixture, 'settings'>>;

function testCatalog(subject: TestedRemote): void {
  const { provider, signIn, cases } = subject;
  const catalog = catalogOf(provider);
  const { server, tools = [], resources = [], prompts = [] } = catalog;
  const person = usePerson(subject);
  const definitions = [...tools, ...resources, ...prompts, ...cases];
  if (definitions.length === 0) {
    if (!isEmpty(subject)) return;
    it('serves nothing of the MCP server until "mcp-provider import mcp" has added it', async () => {
      await expect(loadTestedProvider(provider)).rejects.toThrow('has no tool, resource or prompt');
    });
    return;
  }

  const connected = useRemote(subject, tools, person);
  if (server !== undefined)
    it('is of the server whose tools were accepted', () => {
      const message = `remote.json has tools of another server than provider-config.yaml names. Run "mcp-provider import mcp"`;
      expect(currentProject().config[provider]?.server, message).toBe(server);
    });
  describe.each(eras)('$era protocol', ({ mode }) => {
    const client = () => connected.client(mode);
    testToolList(provider, async () => client());
    if (mode === 'auto') testListed(provider, async () => client());
    it('offers what remote.json contains', () => expectOffered(client(), catalog));
    testCalls(subject, tools, person, { mode, client, remote: connected.remote });
  });

  const open = tools.find(({ confirm }) => confirm === undefined);
  const isSent = signIn.sent(SECRET).headers !== undefined;
  if (open && signIn.owner === 'user' && isSent) testUsers(subject, open.name, connected.remote);
  for (const suite of signIn.suites) describe('sign-in', () => suite(subject));
}

/** Starts a stand-in of the MCP server and the project, and connects a client of each protocol. */
function useRemote(subject: TestedRemote, tools: readonly RemoteTool[], person: Person) {
  const { provider, prefix, cases, settings } = subject;
  const clients: Partial<Record<Mode, Client>> = {};
  let remote: RemoteStandIn | undefined;
  beforeAll(async () => {
    remote = await startRemote(tools, cases);
    const { credentials, style } = subject.signIn;
    const names = Object.keys({ ...credentials?.(''), ...settings });
    const isProgram = style === 'program' || Object.keys(settings).length > 0;
    const program = isProgram ? standInProgram(remote.url, names) : undefined;
    const restore = stubEnvironment({
      ...Object.fromEntries(Object.values(settings).map((name) => [name, valueOf(name)])),
      [`${prefix}_SERVER`]: program?.command ?? remote.url,
    });
    await storeSecret(subject, localPrincipal().userId, SECRET);
    const server = await startServer(provider);
    for (const { mode } of eras)
      clients[mode] = await connectPerson(person, `${server.url}/${provider}/mcp`, mode);
    return async () => {
      await Promise.all(Object.values(clients).map((client) => client.close()));
      await server.close();
      await Promise.all(Array.from(currentProject().ending, (end) => end()));
      await remote?.close();
      program?.remove();
      restore();
    };
  });
  beforeEach(() => {
    if (remote) remote.calls.length = 0;
  });
  // The hook has started and connected them.
  return { remote: () => remote!, client: (mode: Mode) => clients[mode]! };
}

async function expectOffered(
  client: Client,
  { tools = [], resources = [], prompts = [] }: RemoteCatalog,
): Promise<void> {
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);
  const offers = client.getServerCapabilities() ?? {};
  if (tools.length > 0)
    expect(names((await client.listTools()).tools)).toEqual(expect.arrayContaining(names(tools)));
  if (prompts.length > 0)
    expect(names((await client.listPrompts()).prompts)).toEqual(
      expect.arrayContaining(names(prompts)),
    );
  if (resources.length > 0) expect(offers.resources).toBeDefined();
}

/** Returns the value of a setting in the tests. */
const valueOf = (variable: string): string => `value of ${variable}`;

function testCalls(
  { cases, failing, signIn, settings }: TestedRemote,
  tools: readonly RemoteTool[],
  person: Person,
  { mode, client, remote }: { mode: Mode; client(): Client; remote(): RemoteStandIn },
): void {
  const call = (name: string, args: Readonly<Record<string, unknown>>) =>
    client().callTool({ name, arguments: args });
  const callRow = (row: TestedCall) => call(row.name, row.arguments);
  const rows = [...tools.map(rowOf), ...cases];

  it.each(rows)(
    '$title calls the tool "$remoteTool" of the server with the credentials of the user',
    async (row) => {
      const { remoteTool, arguments: args } = row;
      const result = await callRow(row);
      if (!asksNothing(row) && remote().calls.length === 0) {
        // Over HTTP, clients of the legacy protocol have no session in which they could be asked.
        expect(JSON.stringify(result)).toContain('cannot ask');
        return;
      }
      expectAsked(row, person);
      if ('response' in row) expect(contentOf(result)).toEqual(row.result ?? row.response);
      else if (statedResponse(cases, remoteTool, args) === undefined)
        expect(JSON.stringify(result.content)).toContain('of the MCP server');
      const [receivedCall, ...others] = remote().calls;
      expect(others).toEqual([]);
      expect(receivedCall).toMatchObject({ name: remoteTool, arguments: args });
      const variables = Object.entries(settings).map(([name, variable]): [string, string] => [
        VARIABLE_PREFIX + name,
        valueOf(variable),
      ]);
      const { headers } = signIn.sent(SECRET);
      expect(receivedCall?.headers).toMatchObject(
        lowerCase({ ...headers, ...Object.fromEntries(variables) }),
      );
    },
  );

  testDeclined(
    rows,
    () => person,
    callRow,
    (message) => expect(remote().calls, message).toEqual([]),
  );
  testFailing(
    failing.filter((row) => mode === 'auto' || asksNothing(row)),
    person,
    callRow,
  );
  testInvalidArguments(cases, call);
  if (mode === 'auto') testWrongValues(cases, client);
}

/** Returns a call of an imported tool. */
const rowOf = ({ name, remoteName = name, inputSchema, confirm }: RemoteTool) => ({
  name,
  title: name,
  remoteTool: remoteName,
  arguments: sampleArguments(inputSchema),
  asks: confirm === undefined ? [] : [{ message: confirm }],
});

const catalogOf = (provider: string): RemoteCatalog =>
  JSON.parse(
    readFileSync(join(currentProject().root, 'src/providers', provider, 'remote.json'), 'utf8'),
  ) as RemoteCatalog;

const lowerCase = (headers: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Users of one gateway: each call reaches the MCP server with the credentials of its caller, or not at all. */
function testUsers(subject: TestedProvider, tool: string, remote: () => RemoteStandIn) {
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
      const callTexts = JSON.stringify(remote().calls);
      for (const user of users)
        expect(callTexts, 'the MCP server gets the token of the caller').not.toContain(
          tokenOf(user),
        );
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
