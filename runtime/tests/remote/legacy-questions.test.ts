import type { ElicitResult } from '@modelcontextprotocol/client';
import { expect, it, onTestFinished } from 'vitest';
import type { Mode } from '../../src/testing/eras.js';
import { eras } from '../../src/testing/eras.js';
import { connectPerson, newPerson } from '../../src/testing/person.js';
import { catalogOf, gateway, textOf } from './gateway.js';

/** A program of 2025 that asks within a call: "book" two questions, "endless" again and again. */
const ASKING = `
  let drafts = 0, count = 0;
  const waiting = new Map();
  const send = (message) => console.log(JSON.stringify({ jsonrpc: "2.0", ...message }));
  const tool = (name) => ({ name, description: "A tool.", inputSchema: { type: "object" } });
  const field = (type) => ({ type: "object", properties: { value: { type } } });
  const ask = (message, type) => new Promise((resolve) => {
    const id = "question " + ++count;
    waiting.set(id, resolve);
    send({ id, method: "elicitation/create", params: { message, requestedSchema: field(type) } });
  });
  const tools = {
    async book() {
      const draft = ++drafts;
      const team = await ask("Which team?", "string");
      const seats = await ask("How many?", "integer");
      const said = ({ result, error }) => error?.message ?? result.content?.value ?? result.action;
      return draft + ": " + said(team) + ", " + said(seats);
    },
    async endless() {
      for (let round = 0; ; round++) {
        const { error } = await ask("Again?", "string");
        if (error) return round + ": " + error.message;
      }
    },
    plain: async () => "done",
  };
  require("node:readline").createInterface({ input: process.stdin }).on("line", async (line) => {
    const message = JSON.parse(line);
    const { id, method, params } = message;
    if (method === undefined) return waiting.get(id)?.(message);
    if (id === undefined) return;
    if (method === "initialize") return send({ id, result: { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo: { name: "s", version: "1" } } });
    if (method === "tools/list") return send({ id, result: { tools: Object.keys(tools).map(tool) } });
    if (method !== "tools/call") return send({ id, error: { code: -32601, message: "unknown" } });
    send({ id, result: { content: [{ type: "text", text: await tools[params.name]() }] } });
  });`;

async function start(mode: Mode = 'auto') {
  const server = `"${process.execPath}" -e '${ASKING}'`;
  const { url, client } = await gateway({ server, catalog: await catalogOf(server) });
  const person = newPerson();
  const asking = await connectPerson(person, url, mode);
  onTestFinished(() => asking.close());
  const call = async (name: string) => textOf(await asking.callTool({ name, arguments: {} }));
  return { person, call, client };
}

it.each(eras)(
  'puts the questions to the person of the call, which is made once, $era client',
  async ({ mode }) => {
    const { person, call } = await start(mode);
    person.answers = [
      { message: 'Which team?', answer: { value: 'red' } },
      { message: 'How many?', answer: { value: 3 } },
    ];
    expect(await call('book')).toBe('1: red, 3');
    expect(await call('book')).toBe('2: red, 3');
    expect(person.asked).toEqual(['Which team?', 'How many?', 'Which team?', 'How many?']);
  },
);

it.each<ElicitResult['action']>(['decline', 'cancel'])('tells the server: %s', async (action) => {
  const { person, call } = await start();
  person.action = action;
  expect(await call('book')).toBe(`1: ${action}, ${action}`);
  expect(person.asked).toEqual(['Which team?', 'How many?']);
});

it('tells the server that nobody can be asked', async () => {
  const { client } = await start();
  const caller = await client('auto');
  const result = await caller.callTool({ name: 'book', arguments: {} });
  expect(textOf(result)).toMatch(/^1: .*cannot be asked during this call\., .*cannot/);
});

it('serves other calls while one waits for an answer', async () => {
  const { person, call, client } = await start();
  const other = await client('auto');
  let during: unknown;
  person.answers = [
    {
      message: 'Which team?',
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
