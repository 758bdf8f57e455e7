import { expect, it } from 'vitest';
import * as z from 'zod';
import { defineProvider } from '../../src/index.js';
import { post } from '../ask.js';
import { smallProject } from '../small-project.js';
import { serveProvider } from './provider-server.js';

it('the digits of an integer that JavaScript rounds reach the tool, or the call is refused', async () => {
  const provider = defineProvider({ name: 'small', version: '1.0.0' });
  const received: unknown[] = [];
  for (const [name, id] of Object.entries({ any: z.unknown(), number: z.number() }))
    provider.tool({
      name,
      description: 'Takes an id.',
      input: z.object({ id }),
      run: async (args) => {
        received.push(args.id);
        return 'done';
      },
    });
  const { endpoint, close } = await serveProvider(smallProject(provider), {});
  for (const name of ['any', 'number']) {
    const params = `{"name":"${name}","arguments":{"id":9007199254740993}}`;
    await post(endpoint, `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`);
  }
  expect(received).toEqual(['9007199254740993']);
  await close();
});
