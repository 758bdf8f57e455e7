import * as z from 'zod';
import { defineAgent } from '../../src/agent/define.js';
import { defineProvider, tool } from '../../src/index.js';
import { serve } from '../../src/server.js';

/** A program whose settings are in its code. */
const notes = defineProvider({
  name: 'notes',
  version: '1.0.0',
  tools: [
    tool({
      name: 'whoami',
      description: 'Names the caller.',
      input: z.object({}),
      run: async (_args, { principal }) => principal.userId,
    }),
  ],
});
await serve(notes, {
  transport: 'http',
  port: 0,
  publicUrl: 'https://notes.example',
  authorizationServer: 'built-in',
  gate: 'open',
  agent: async () => ({ agent: defineAgent({ providers: [notes], instructions: 'Help.' }) }),
});
