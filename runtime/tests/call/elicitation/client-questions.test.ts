import type { Client, ElicitResult } from '@modelcontextprotocol/client';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { localPrincipal } from '../../../src/identity/principal.js';
import * as current from '../../../src/index.js';
import { connectClient, newClient } from '../../../src/testing/callers/clients.js';
import * as previous from '../../../src/v1.js';
import { httpServer } from '../../serving/provider-server.js';
import { smallProject } from '../../small-project.js';
import { askingProvider } from './asking-provider.js';

type Answer = ElicitResult | ((message: string) => ElicitResult);

const sides = [
  { side: 'v2 over HTTP', define: current.defineProvider, over: 'http' },
  { side: 'v2 in a session', define: current.defineProvider, over: 'session' },
  { side: 'v1 in a session', define: previous.defineProvider, over: 'session' },
] as const;

/** Both lines have the members that these tests use. */
type Define = typeof current.defineProvider;

async function asking({ define, over }: (typeof sides)[number], answer?: Answer) {
  const { defined, done } = askingProvider(define as Define);
  const asked: unknown[] = [];
  const elicitation = answer && { form: {}, url: {} };
  const client = over === 'http' ? await overHttp() : await inSession();
  onTestFinished(() => client.close());
  if (answer) {
    client.setRequestHandler('elicitation/create', ({ params }) => {
      asked.push(params);
      return typeof answer === 'function' ? answer(params.message) : answer;
    });
  }
  return { client, asked, done };

  async function overHttp(): Promise<Client> {
    return connectClient(await httpServer(defined), 'auto', undefined, elicitation);
  }
  async function inSession(): Promise<Client> {
    smallProject(defined, { log: () => {} });
    const [ours, theirs] = InMemoryTransport.createLinkedPair();
    await defined.createServer(localPrincipal()).connect(ours);
    const connected = newClient('legacy', elicitation ? { elicitation } : {});
    await connected.connect(theirs);
    return connected;
  }
}

const call = (client: Client, name: string, args = {}) =>
  client.callTool({ name, arguments: args });
const accepted = (content: ElicitResult['content'] = {}): ElicitResult => ({
  action: 'accept',
  content,
});

describe.each(sides)('$side', (side) => {
  it('a tool runs after the person has confirmed, who sees all of the question', async () => {
    const { client, asked, done } = await asking(side, accepted());
    const result = await call(client, 'delete_room', { room_id: '7' });
    expect(result.isError).toBeFalsy();
    expect(asked).toMatchObject([{ message: 'Delete room 7?' }]);
    expect(done).toEqual(['deleted 7']);
    await call(client, 'delete_room', { room_id: '\u202e7\u200b' });
    expect(asked.at(-1)).toMatchObject({ message: 'Delete room 7?' });
  });

  it.each([
    ['decline', 'The person declined.'],
    ['cancel', 'The person closed the question unanswered.'],
  ] as const)('a tool does not run after: %s', async (action, text) => {
    const { client, done } = await asking(side, { action });
    const result = await call(client, 'delete_room', { room_id: '7' });
    expect(result).toMatchObject({ isError: true, content: [{ text }] });
    expect(done).toEqual([]);
  });

  it('a tool that needs a confirmation does not run where nobody can be asked', async () => {
    const { client, done } = await asking(side);
    const result = await call(client, 'delete_room', { room_id: '7' });
    expect(result.isError).toBe(true);
    expect(JSON.stringify(result.content)).toContain('this client cannot ask');
    expect(done).toEqual([]);
  });

  it('several questions, and what is done once between them', async () => {
    const { client, asked, done } = await asking(side, (message) =>
      accepted(message === 'Which team?' ? { team: 'blue' } : { seats: 2 }),
    );
    const result = await call(client, 'book');
    expect(result.content).toMatchObject([{ text: 'draft 1: blue 2' }]);
    expect(done).toEqual(['drafted', 'kept']);
    expect(asked).toHaveLength(2);
    expect(asked[0]).toMatchObject({
      requestedSchema: {
        type: 'object',
        properties: { team: { type: 'string', enum: ['red', 'blue'] } },
        required: ['team'],
      },
    });
  });

  it('a page is opened', async () => {
    const { client, asked } = await asking(side, { action: 'accept' });
    const result = await call(client, 'pay');
    expect(result.content).toMatchObject([{ text: 'The page is open.' }]);
    expect(asked).toMatchObject([{ mode: 'url', url: 'https://pay.example.com/1' }]);
  });

  it('code can go on where the person refuses', async () => {
    const { client } = await asking(side, { action: 'decline' });
    const result = await call(client, 'careful');
    expect(result.content).toMatchObject([{ text: 'refused: decline' }]);
  });

  it('a question that was refused is not put again', async () => {
    const messages: string[] = [];
    const { client } = await asking(side, (message) => {
      messages.push(message);
      return message === 'First?' ? { action: 'decline' } : accepted({ value: 'yes' });
    });
    const result = await call(client, 'insistent');
    expect(result.content).toMatchObject([{ text: 'decline, yes' }]);
    expect(messages).toEqual(['First?', 'Second?']);
  });

  it('code can see that nobody can be asked', async () => {
    const { client } = await asking(side);
    const result = await call(client, 'careful');
    expect(result.content).toMatchObject([{ text: 'nobody to ask' }]);
  });

  it('resources and prompts can ask, too', async () => {
    const { client } = await asking(side, (message) =>
      accepted(message === 'Who?' ? { who: 'Ada' } : { which: 'both' }),
    );
    const { contents } = await client.readResource({ uri: 'files://secret' });
    expect(contents).toMatchObject([{ text: 'both' }]);
    const { messages } = await client.getPrompt({ name: 'greet' });
    expect(messages).toMatchObject([{ content: { text: 'Ada' } }]);
  });

  it('a form that the protocol cannot express is a defect of the tool', async () => {
    const { client, asked } = await asking(side, accepted());
    expect(await call(client, 'nested_form')).toMatchObject({ isError: true });
    expect(asked).toEqual([]);
  });
});
