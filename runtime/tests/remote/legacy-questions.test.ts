import type { ElicitResult } from '@modelcontextprotocol/client';
import { expect, it, onTestFinished } from 'vitest';
import {
  connectClient,
  connectPerson,
  eras,
  type Mode,
  newPerson,
} from '../../src/testing/callers/clients.js';
import { asks, catalogOf, gateway, textOf } from './gateway.js';
import { legacyProgram } from './legacy-program.js';

/**
 * It asks within a call: "book" two questions, "endless" again and again. "together" waits for 12 calls, "cancelled" counts the
 * calls that were cancelled. It starts after the milliseconds of its argument.
 */
const ASKING = `
  let drafts = 0, cancelled = 0, capabilities;
  const gathered = [];
  const askFor = (message, type) => ask(message, { type: "object", properties: { value: { type } } });
  const tools = {
    async book() {
      const draft = ++drafts;
      const team = await askFor("Which team?", "string");
      const seats = await askFor("How many?", "integer");
      const said = ({ result, error }) => error?.message ?? result.content?.value ?? result.action;
      return draft + ": " + said(team) + ", " + said(seats);
    },
    async endless() {
      for (let round = 0; ; round++) {
        const { error } = await askFor("Again?", "string");
        if (error) return round + ": " + error.message;
      }
    },
    plain: () => "done",
    secret: async () => (await ask("Sign in", { type: "object", properties: { apiToken: { type: "string" } } })).error?.message ?? "asked",
    titled: async () => (await ask("Sign in", { type: "object", properties: { a: { type: "string", title: "Password" } } })).error?.message ?? "asked",
    coloured: async () => (await ask("Red\\u001b[31m \\u202eteam\\u200b?", { type: "object", properties: { a: { type: "string", title: "T\\u001b[2J" } } })).result.action,
    capabilities: () => JSON.stringify(capabilities),
    together: () => new Promise((resolve) => {
      if (gathered.push(resolve) === 12) for (const each of gathered) each("together");
    }),
    cancelled: () => cancelled,
  };
  after = (method) => method === "notifications/cancelled" && cancelled++;
  onInitialize = (params) => {
    ({ capabilities } = params);
    return new Promise((resolve) => setTimeout(resolve, process.argv[1]));
  };`;

async function start(mode: Mode = 'auto', startMs = 0, config = '') {
  const server = legacyProgram(ASKING, startMs);
  const { url, client } = await gateway({ server, catalog: await catalogOf(server), config });
  const person = newPerson();
  const asking = await connectPerson(person, url, mode);
  onTestFinished(() => asking.close());
  const call = async (name: string) => textOf(await asking.callTool({ name, arguments: {} }));
  return { person, call, client, url };
}

it('asks for no secret in a form, and shows no control characters', async () => {
  const { person, call } = await start();
  for (const name of ['secret', 'titled'])
    expect(await call(name)).toMatch(/asks for "\w+" in a form: secrets are never asked for there/);
  expect(person.asked).toEqual([]);
  person.answers = [{ message: asks('Red[31m team?'), answer: { a: 'x' } }];
  expect(await call('coloured')).toBe('accept');
  expect(person.asked).toEqual([asks('Red[31m team?')]);
});

/** A client whose person is asked by `answer`. */
async function connectAs(url: string, mode: Mode, answer: () => Promise<ElicitResult>) {
  const client = await connectClient(url, mode, undefined, { form: {} });
  onTestFinished(() => client.close());
  client.setRequestHandler('elicitation/create', answer);
  return client;
}

it.each(eras)(
  'puts the questions to the person of the call, which is made once, $era client',
  async ({ mode }) => {
    const { person, call } = await start(mode);
    person.answers = [
      { message: asks('Which team?'), answer: { value: 'red' } },
      { message: asks('How many?'), answer: { value: 3 } },
    ];
    expect(await call('book')).toBe('1: red, 3');
    expect(await call('book')).toBe('2: red, 3');
    expect(person.asked).toEqual([
      asks('Which team?'),
      asks('How many?'),
      asks('Which team?'),
      asks('How many?'),
    ]);
  },
);

it.each<ElicitResult['action']>(['decline', 'cancel'])('tells the server: %s', async (action) => {
  const { person, call } = await start();
  person.action = action;
  expect(await call('book')).toBe(`1: ${action}, ${action}`);
  expect(person.asked).toEqual([asks('Which team?'), asks('How many?')]);
});

it('tells the server that nobody can be asked', async () => {
  const { client } = await start();
  const caller = await client('auto');
  const result = await caller.callTool({ name: 'book', arguments: {} });
  expect(textOf(result)).toMatch(/^1: .*cannot be asked during this call\., .*cannot/);
});

it('a program that several users share does not learn that they can be asked', async () => {
  const { call } = await start('auto', 0, 'shared_credentials: true');
  expect(await call('capabilities')).toBe('{}');
});

it('serves other calls while one waits for an answer', async () => {
  const { person, call, client } = await start();
  const other = await client('auto');
  let during: unknown;
  person.answers = [
    {
      message: asks('Which team?'),
      get answer() {
        during ??= other.callTool({ name: 'plain', arguments: {} });
        return { value: 'blue' };
      },
    },
  ];
  expect(await call('book')).toBe('1: blue, accept');
  expect(await during).toMatchObject({ content: [{ text: 'done' }] });
});

it('does not put questions without end', async () => {
  const { person, call } = await start();
  expect(await call('endless')).toMatch(/^10: .*Too many questions/);
  expect(person.asked).toHaveLength(10);
});

it('gives up the oldest of the calls that nobody comes back to', async () => {
  const { url, call } = await start();
  let asked = 0;
  const leaving = await connectAs(url, 'auto', () => (asked++, new Promise(() => {})));
  for (let count = 1; count <= 11; count++) {
    leaving.callTool({ name: 'book', arguments: {} }).catch(() => {});
    await expect.poll(() => asked).toBe(count);
  }
  await expect.poll(() => call('cancelled')).toBe('1');
});

it('a call asks the person who waits for it, not one who has left', async () => {
  const { url } = await start();
  let leave: () => void = () => {};
  const left = new Promise<void>((resolve) => (leave = resolve));
  const leaving = await connectAs(url, 'auto', () => (leave(), new Promise(() => {})));
  let asked = 0;
  const staying = await connectAs(url, 'legacy', async () => {
    asked++;
    if (asked === 1) leaving.callTool({ name: 'book', arguments: {} }).catch(() => {});
    await left;
    return { action: 'decline' };
  });
  expect(textOf(await staying.callTool({ name: 'book', arguments: {} }))).toBe(
    '1: decline, decline',
  );
  expect(asked).toBe(2);
});

it('does not make a call that was cancelled before the server was ready', async () => {
  const { url, person, call } = await start('auto', 1_500);
  person.action = 'decline';
  const asking = await connectAs(url, 'auto', async () => ({ action: 'decline' }));
  const control = new AbortController();
  const cancelled = asking.callTool({ name: 'book', arguments: {} }, { signal: control.signal });
  setTimeout(() => control.abort(), 100);
  await expect(cancelled).rejects.toThrow();
  expect(await call('book')).toBe('1: decline, decline');
});

it('a call that its client cancels during a question ends at the server', async () => {
  const { url, call } = await start();
  let asked: () => void = () => {};
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  const leaving = await connectAs(url, 'legacy', () => (asked(), new Promise(() => {})));
  const control = new AbortController();
  const left = leaving.callTool({ name: 'book', arguments: {} }, { signal: control.signal });
  await isAsked;
  control.abort();
  await expect(left).rejects.toThrow();
  await expect.poll(() => call('cancelled')).toBe('1');
});
