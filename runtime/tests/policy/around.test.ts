import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type AuditRecord, type CallPolicy, type Middleware, ToolError } from '../../src/index.js';
import type { LogLine } from '../../src/project/interfaces.js';
import { connectClient } from '../../src/testing/callers/clients.js';
import { serveProvider } from '../serving/provider-server.js';
import { smallProject } from '../small-project.js';
import { authorize, notes, scopedCallers, type Side, SIDES } from './notes.js';

async function calling(side: Side, policy: CallPolicy, token = 'ann.read.write.draft') {
  const { defined, done } = notes(side, policy);
  const lines: LogLine[] = [];
  const project = smallProject(defined, { log: (line) => void lines.push(line) });
  const { endpoint } = await serveProvider(project, { verifier: scopedCallers });
  const client = await connectClient(endpoint, 'auto', token);
  onTestFinished(() => client.close());
  const add = (text: string, more = {}) =>
    client.callTool({ name: 'add_note', arguments: { folder: 'inbox', text, ...more } });
  return { client, add, done, lines };
}

const named =
  (name: string, order: string[]): Middleware =>
  async ({ kind, name: called }, next) => {
    order.push(`${name} ${kind} ${called}`);
    try {
      return await next();
    } finally {
      order.push(name);
    }
  };

describe.each(SIDES)('middleware, $side', (side) => {
  it('runs around calls of tools, resources and prompts; the first is the outermost', async () => {
    const order: string[] = [];
    const { client, add } = await calling(side, {
      use: [named('outer', order), named('inner', order)],
    });
    await add('milk');
    await client.readResource({ uri: 'notes://motd' });
    await client.getPrompt({ name: 'greet', arguments: { name: 'Ada' } });
    expect(order).toEqual(
      ['tool add_note', 'resource motd', 'prompt greet'].flatMap((call) => [
        `outer ${call}`,
        `inner ${call}`,
        'inner',
        'outer',
      ]),
    );
  });

  it('sees the message without credentials', async () => {
    const seen: unknown[] = [];
    const { client } = await calling(side, {
      use: [
        async ({ provider, args, meta, header, context: { principal } }, next) => {
          const { traceparent } = meta;
          seen.push({ provider, args, traceparent, user: principal.userId });
          seen.push([header('Authorization'), header('authorization'), header('content-type')]);
          return next();
        },
      ],
    });
    await client.callTool({ name: 'list_notes', _meta: { traceparent: '00-1' } });
    expect(seen).toEqual([
      {
        provider: 'notes',
        args: {},
        traceparent: '00-1',
        user: expect.stringMatching(/\|ann$/) as string,
      },
      [undefined, undefined, 'application/json'],
    ]);
  });

  it('changes arguments and results, and answers in the place of the tool', async () => {
    const text = (content: string) => ({ content: [{ type: 'text', text: content }] });
    const { add, client, done } = await calling(side, {
      use: [
        async ({ name, args }, next) => {
          if (name === 'list_notes') return text('cached');
          await next({ args: { ...(args as object), text: 'bread' } });
          return text('changed');
        },
      ],
    });
    expect(await add('milk')).toMatchObject(text('changed'));
    expect(done).toEqual(['bread']);
    expect(await client.callTool({ name: 'list_notes' })).toMatchObject(text('cached'));
  });

  it('cannot answer a call that its caller may not make', async () => {
    const order: string[] = [];
    const { client } = await calling(side, { authorize, use: [named('one', order)] });
    await client.callTool({ name: 'clear_notes' }).catch(() => {});
    expect(order).toEqual([]);
  });

  it('extends the context; its caller and its deadline stay', async () => {
    const users: string[] = [];
    const other = { userId: 'eve' as never };
    const { client } = await calling(side, {
      use: [
        async ({ context }, next) => next({ context: { ...context, principal: other } }),
        async ({ context: { principal, deadline, signal } }, next) => {
          users.push(principal.userId);
          expect(deadline).toBeGreaterThan(performance.now());
          expect(signal.aborted).toBe(false);
          return next();
        },
      ],
    });
    const { content } = await client.callTool({ name: 'list_notes' });
    expect(JSON.stringify(content)).toMatch(/notes of [^"]*\|ann/);
    expect(users.map((user) => user.split('|')[1])).toEqual(['ann']);
  });

  it.each<{ what: string; use: Middleware; message: RegExp }>([
    {
      what: 'a text for the caller',
      use: async () => {
        throw new ToolError('You have no notes left.');
      },
      message: /^You have no notes left\.$/,
    },
    {
      what: 'the ID of a line in the log',
      use: async () => {
        throw new Error('a secret of the server');
      },
      message: /^Internal error \(/,
    },
    {
      what: 'that error, if it calls next() twice',
      use: async (_call, next) => {
        await next();
        return next();
      },
      message: /^Internal error \(/,
    },
  ])('fails with $what', async ({ use, message }) => {
    const { client } = await calling(side, { use: [use] });
    const { isError, content } = await client.callTool({ name: 'list_notes' });
    expect([isError, content]).toEqual([
      true,
      [{ type: 'text', text: expect.stringMatching(message) as string }],
    ]);
  });

  it('cannot change the URI of a resource', async () => {
    const { client, lines } = await calling(side, {
      use: [async (_call, next) => next({ args: 'notes://other' })],
    });
    await expect(client.readResource({ uri: 'notes://motd' })).rejects.toThrow('Internal error');
    expect(JSON.stringify(lines)).toContain('cannot change the URI');
  });
});

describe.each(SIDES)('audit, $side', (side) => {
  it('records who called what and how it ended, with the named arguments only', async () => {
    const records: AuditRecord[] = [];
    const audit = (record: AuditRecord) => void records.push(record);
    const { add, client } = await calling(side, { authorize, audit }, 'ann.write.draft');
    await add('milk', { pin: '1234' });
    await add('no', { folder: 'x'.repeat(300) });
    await add('bug');
    await client.callTool({ name: 'clear_notes' }).catch(() => {});
    await client.callTool({ name: 'list_notes' }).catch(() => {});
    await client.readResource({ uri: 'notes://motd' });
    expect(records.map(({ kind, name, outcome }) => `${kind} ${name} ${outcome}`)).toEqual([
      'tool add_note ok',
      'tool add_note error',
      'tool add_note failed',
      // Not registered with the SDK, which knows no such tool.
      ...(side.configure ? [] : ['tool clear_notes denied']),
      'tool list_notes denied',
      'resource motd ok',
    ]);
    expect(records[0]).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
      request: expect.any(String) as string,
      provider: 'notes',
      kind: 'tool',
      name: 'add_note',
      user: 'https://issuer.example.com|ann',
      outcome: 'ok',
      ms: expect.any(Number) as number,
      args: { folder: 'inbox' },
    });
    expect(records[1]?.args).toEqual({ folder: 'x'.repeat(200) });
    expect(JSON.stringify(records)).not.toMatch(/milk|\b1234\b/);
  });

  it.each<{ what: string; audit: NonNullable<CallPolicy['audit']> }>([
    {
      what: 'throws',
      audit: () => {
        throw new Error('disk full');
      },
    },
    { what: 'rejects', audit: () => Promise.reject(new Error('disk full')) },
    { what: 'never ends', audit: () => new Promise(() => {}) },
  ])('does not disturb a call if it $what', async ({ what, audit }) => {
    const { add, lines } = await calling(side, { audit });
    expect((await add('milk')).isError ?? false).toBe(false);
    await pause(0);
    expect(lines.some(({ message }) => message === 'audit')).toBe(what !== 'never ends');
  });
});
