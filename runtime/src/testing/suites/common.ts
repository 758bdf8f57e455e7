import type { CallToolResult, Client } from '@modelcontextprotocol/client';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonSchemaObject } from '../../call/schema/json-schema.js';
import { localPrincipal } from '../../identity/principal.js';
import { configOf } from '../../project/config.js';
import { currentProject } from '../../project/project.js';
import { sdkLineOf } from '../../provider/sdk-line.js';
import { type Person, validatorOf } from '../callers/clients.js';
import { loadTestedProvider } from '../server/project.js';
import { startStdioServer, type StdioServer } from '../server/stdio-server.js';
import { firstCases, type TestedCall, type TestedProvider } from '../tested-provider.js';
import { findingsIn } from './client-rules.js';

/** Tests that the tools are within the limits of all clients. */
export function testToolList(provider: string, clientOf: () => Promise<Client>): void {
  it('offers tools that all clients accept', async ({ annotate }) => {
    const client = await clientOf();
    if (!client.getServerCapabilities()?.tools) return;
    const { tools } = await client.listTools();
    const { mcpInstance } = await loadTestedProvider(provider);
    const { registrations } = sdkLineOf(mcpInstance.createServer, localPrincipal()).provider;
    const findings = findingsIn({
      provider,
      tools,
      isSearched: configOf(provider).surface === 'search',
      exempt: (name) => registrations.tools.get(name)?.exempt ?? {},
    });
    const refusals: string[] = [];
    for (const { effect, tool = provider, text } of findings) {
      if (effect === 'refused') refusals.push(`${tool}: ${text}`);
      else await annotate(`${tool}: ${text}`, 'warning');
    }
    const message = `Some clients reject these tools, and all others with them:\n${refusals.join('\n')}\n`;
    expect(refusals, message).toEqual([]);
  });
}

/** Checks that the user was asked what a case states, and nothing else. */
export function expectAsked({ name, asks }: TestedCall, { asked }: Person): void {
  expect(
    asked,
    `"${name}" asks the user something other than the test states. Change the tool, or "asks" of the test`,
  ).toEqual(asks.map(({ message }) => message));
}

/** Returns whether a call first asks for a confirmation: such a question has no fields. */
const asksToConfirm = ({ asks: [first] }: TestedCall): boolean =>
  first !== undefined && !first.answer;

/**
 * Each tool that asks whether to go on does not if the user declines.
 * @param expectNothing fails if the call has done something
 */
export function testDeclined<Row extends TestedCall>(
  cases: readonly Row[],
  person: () => Person,
  call: (row: Row) => Promise<CallToolResult>,
  expectNothing: (message: string) => void | Promise<void> = () => {},
): void {
  it.each(cases.filter(asksToConfirm))(
    '$title does nothing without a confirmation',
    async (row) => {
      person().action = 'decline';
      const { isError = false } = await call(row);
      const message = `The person declines, and "${row.name}" goes on. Ask before anything else`;
      await expectNothing(message);
      expect(isError, message).toBe(true);
    },
  );
}

/** Each call that ends with an error, what the model reads of it, and what the person was asked before. */
export function testFailing<Row extends TestedCall>(
  rows: readonly Row[],
  person: Person,
  call: (row: Row) => Promise<CallToolResult>,
): void {
  it.each(rows)('$title is an error', async (row) => {
    const { name, error = '' } = row;
    const { isError = false, content } = await call(row);
    expect(isError, `"${name}" returns a result, and the test states an error`).toBe(true);
    const texts = content.map((block) => (block.type === 'text' ? block.text : ''));
    expect(texts.join('\n'), `"${name}" fails with another text than the test states`).toContain(
      error,
    );
    expectAsked(row, person);
  });
}

/** Each tool with the arguments that its case calls wrong. */
export function testInvalidArguments(
  cases: readonly TestedCall[],
  call: (name: string, args: TestedCall['arguments']) => Promise<CallToolResult>,
): void {
  const wrong = cases.filter(({ invalid }) => invalid);
  it.each(wrong)('$title rejects invalid arguments', async ({ name, invalid = {} }) => {
    const { isError } = await call(name, invalid);
    const args = JSON.stringify(invalid);
    expect(isError, `"${name}" accepts invalid arguments (${args})`).toBe(true);
  });
}

/** Values of other types come first: the server need not check each format that its schema states. */
const WRONG = [42, true, [], {}, 'wrong'];

/**
 * Each argument of each tool with a value that its schema refuses, and one that the tool does not have, in its own call:
 * one that became another value, such as a default, would hide the mistake from the model.
 * @param expectNothing fails if the call has done something
 */
export function testWrongValues(
  cases: readonly TestedCall[],
  clientOf: () => Client | Promise<Client>,
  expectNothing: (message: string) => void = () => {},
): void {
  it.each(firstCases(cases))('$name rejects a wrong value of each argument', async (row) => {
    const client = await clientOf();
    const { tools } = await client.listTools();
    const schema = tools.find(({ name }) => name === row.name)?.inputSchema ?? {};
    const isAllowed = validatorOf(schema);
    for (const name of [
      ...Object.keys((schema as JsonSchemaObject).properties ?? {}),
      'not_an_argument',
    ]) {
      const wrong = WRONG.map((value) => ({ ...row.arguments, [name]: value })).find(
        (args) => !isAllowed(args).valid,
      );
      if (!wrong) continue;
      const { isError = false } = await client.callTool({ name: row.name, arguments: wrong });
      const message = `"${row.name}" accepts "${name}: ${JSON.stringify(wrong[name])}", which its input schema forbids. Let the schema refuse it`;
      expectNothing(message);
      expect(isError, message).toBe(true);
    }
  });
}

/** Each prompt: one message, with the texts that the fixture lists. */
export function testPrompts(
  { prompts }: TestedProvider,
  client: () => Client | Promise<Client>,
): void {
  if (prompts.length === 0) return;
  describe('prompts', () => {
    it.each(prompts)('$title is rendered', async ({ name, arguments: args = {}, contains }) => {
      const { messages } = await (await client()).getPrompt({ name, arguments: args });
      expect(messages).toMatchObject([{ role: 'user', content: { type: 'text' } }]);
      const texts = messages.map(({ content }) => (content.type === 'text' ? content.text : ''));
      for (const part of [contains ?? Object.values(args)].flat()) {
        expect(texts[0], `The message of prompt "${name}" lacks a text of the test`).toContain(
          part,
        );
      }
    });
  });
}

/** A provider without tools, resources and prompts: the server does not start with it, and the fixture must list what is added. */
export function testEmpty({ provider }: TestedProvider): void {
  it('has no tool, resource or prompt yet', async () => {
    await expect(
      loadTestedProvider(provider),
      `"${provider}" has tools, resources or prompts that the test does not list. Add their cases to the test`,
    ).rejects.toThrow('has no tool, resource or prompt');
  });
}

/** A setting in provider-config.yaml that no other test notices. Most are places, and the tests use others. */
export function testSetting(
  provider: string,
  key: 'auth' | 'base_url' | 'check_path' | 'database_url' | 'storage' | 'surface' | 'token_path',
  statedValue: string | undefined,
): void {
  if (statedValue !== undefined)
    it(`has the "${key}" that the test states`, () => {
      expect(currentProject().config[provider]?.[key]).toBe(statedValue);
    });
}

/** The built server as a client starts it. */
export function testBuiltServer(provider: string): void {
  let server: StdioServer;
  beforeAll(() => {
    server = startStdioServer(['--provider', provider, '--user', 'dana']);
    return () => server.kill();
  });

  it('serves its tools over stdio, writes nothing else to stdout and ends with its input', async () => {
    const { tools } = await (await server.connect()).listTools();
    expect(tools.length).toBeGreaterThan(0);
    expect(await server.end()).toBe(0);
    expect(
      server.noise,
      'The server writes these lines to stdout, where clients expect MCP messages only. Use log() or stderr',
    ).toEqual([]);
  });
}
