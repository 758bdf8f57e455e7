import { defineProvider, tool } from 'mcp-provider';
import { serve } from 'mcp-provider/server';
import { description, each, inputSchema, outputSchema, value } from '../tool.mjs';

const tools = [];
each((name) =>
  tools.push(
    tool({
      name,
      description,
      input: inputSchema,
      output: outputSchema,
      run: async ({ text }) => value(text),
    }),
  ),
);
await serve(defineProvider({ name: 'field', version: '1.0.0', tools }));
