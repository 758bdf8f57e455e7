import type { ElicitResult } from '@modelcontextprotocol/client';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { caseCount } from '../../../tests/support/mutated.js';
import type { CallContext } from '../../src/call/call-context.js';
import { defineProvider } from '../../src/index.js';
import type { RemoteCatalog } from '../../src/remote.js';
import { connectPerson, newPerson } from '../../src/testing/callers/clients.js';
import { addTools } from '../add-tools.js';
import { askingProvider } from '../call/elicitation/asking-provider.js';
import { httpServer } from '../serving/provider-server.js';
import { asks, catalogOf, gateway, type GatewayOptions } from './gateway.js';

/** A gateway to a server whose tools ask, and a client with a person. */
async function throughGateway(
  change: (catalog: RemoteCatalog) => RemoteCatalog = (same) => same,
  own: GatewayOptions['own'] = () => {},
) {
  const { defined, done } = askingProvider(defineProvider);
  const server = await httpServer(defined);
  const catalog = change(await catalogOf(server));
  const { url, client } = await gateway({ server, catalog, own });
  const person = newPerson();
  async function connected() {
    const asking = await connectPerson(person, url, 'auto');
    onTestFinished(() => asking.close());
    return asking;
  }
  return { done, person, connected, client };
}

const deleteRoom = { name: 'delete_room', arguments: { room_id: '7' } };

it('puts the questions of the server to the person of the call', async () => {
  const { done, person, connected } = await throughGateway();
  person.answers = [
    { message: asks('Which team?'), answer: { team: 'red' } },
    { message: asks('How many?'), answer: { seats: 3 } },
  ];
  const client = await connected();
  expect((await client.callTool(deleteRoom)).isError).toBeFalsy();
  const booked = await client.callTool({ name: 'book', arguments: {} });
  expect(booked.content).toMatchObject([{ text: 'draft 2: red 3' }]);
  expect(person.asked).toEqual([asks('Delete room 7?'), asks('Which team?'), asks('How many?')]);
  expect(done).toEqual(['deleted 7', 'drafted', 'kept']);
});

it("keeps the calls of the project's own tool apart", async () => {
  const { person, connected } = await throughGateway(undefined, (provider, remote) =>
    addTools(provider, {
      both: async (context) => [
        await remote.call('careful', {}, context),
        await remote.call('book', {}, context),
      ],
    }),
  );
  person.answers = [
    { message: asks('Name?'), answer: { name: 'Ada' } },
    { message: asks('Which team?'), answer: { team: 'red' } },
    { message: asks('How many?'), answer: { seats: 3 } },
  ];
  const client = await connected();
  const result = await client.callTool({ name: 'both', arguments: {} });
  expect(result.content).toMatchObject([{ text: '["Ada","draft 1: red 3"]' }]);
});

it('each call is sent, with whatever copy of the context', async () => {
  const copies: ((context: CallContext) => CallContext)[] = [
    (context) => context,
    (context) => ({ ...context }),
    (context) => ({ ...context, progress: () => {} }),
    (context) => Object.assign({}, context),
    (context) =>
      Object.defineProperties({}, Object.getOwnPropertyDescriptors(context)) as CallContext,
  ];
  let order: number[] = [];
  const { client } = await throughGateway(undefined, (provider, remote) =>
    addTools(provider, {
      several: async (context) => {
        const texts = [];
        for (const index of order)
          texts.push(await remote.call('echo', { index }, copies[index]?.(context) ?? context));
        return JSON.stringify(texts);
      },
    }),
  );
  const caller = await client('auto');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(copies.length - 1), { maxLength: 5 }), async (indexes) => {
      order = indexes;
      const { content } = await caller.callTool({ name: 'several', arguments: {} });
      expect(content).toMatchObject([
        { text: JSON.stringify(indexes.map((index) => `echo ${index}`)) },
      ]);
    }),
    { numRuns: caseCount(30) },
  );
});

it.each<ElicitResult['action']>(['decline', 'cancel'])('tells the server: %s', async (action) => {
  const { done, person, connected } = await throughGateway();
  person.action = action;
  const client = await connected();
  expect((await client.callTool(deleteRoom)).isError).toBe(true);
  const careful = await client.callTool({ name: 'careful', arguments: {} });
  expect(careful.content).toMatchObject([{ text: `refused: ${action}` }]);
  expect(done).toEqual([]);
});

it('tells the server that nobody can be asked', async () => {
  const { done, client } = await throughGateway();
  const careful = await (await client('auto')).callTool({ name: 'careful', arguments: {} });
  expect(careful.content).toMatchObject([{ text: 'nobody to ask' }]);
  expect((await (await client('auto')).callTool(deleteRoom)).isError).toBe(true);
  expect(done).toEqual([]);
});

it('passes on questions of resources and prompts', async () => {
  const { person, connected } = await throughGateway();
  person.answers = [
    { message: asks('Which?'), answer: { which: 'both' } },
    { message: asks('Who?'), answer: { who: 'Ada' } },
  ];
  const client = await connected();
  const { contents } = await client.readResource({ uri: 'files://secret' });
  expect(contents).toMatchObject([{ text: 'both' }]);
  const { messages } = await client.getPrompt({ name: 'greet' });
  expect(messages).toMatchObject([{ content: { text: 'Ada' } }]);
});

it('asks what the project wants to have confirmed, before the server gets the call', async () => {
  const { done, person, connected } = await throughGateway(({ tools = [] }) => ({
    tools: tools.map((tool) => ({ ...tool, confirm: `Run ${tool.name}?` })),
  }));
  const client = await connected();
  expect((await client.callTool(deleteRoom)).isError).toBeFalsy();
  expect(person.asked).toEqual(['Run delete_room?', asks('Delete room 7?')]);
  person.action = 'decline';
  expect((await client.callTool(deleteRoom)).isError).toBe(true);
  expect(done).toEqual(['deleted 7']);
});

it('ends with a server that asks for ever', async () => {
  const defined = defineProvider({
    name: 'small',
    version: '1.0.0',
    configure(server) {
      let count = 0;
      server.registerTool('ask', { inputSchema: z.object({}) }, () => ({
        resultType: 'input_required',
        inputRequests: {
          [`q${++count}`]: {
            method: 'elicitation/create',
            params: {
              mode: 'form',
              message: `Question ${count}`,
              requestedSchema: { type: 'object', properties: {} },
            },
          },
        },
      }));
    },
  });
  addTools(defined, { a: () => 'done' });
  const server = await httpServer(defined);
  const { url } = await gateway({ server, catalog: await catalogOf(server) });
  const person = newPerson();
  const client = await connectPerson(person, url, 'auto');
  onTestFinished(() => client.close());
  await expect(client.callTool({ name: 'ask', arguments: {} })).resolves.toMatchObject({
    isError: true,
  });
  expect(person.asked.length).toBeLessThanOrEqual(10);
});
