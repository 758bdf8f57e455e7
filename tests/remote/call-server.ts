import {
  acceptedContent,
  inputRequired,
  McpServer,
  ResourceTemplate,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import { serve } from './servers.js';

/** A server with a tool for each way in which a call can go; `calls` are the arguments that arrived. */
export async function roomServer() {
  const calls: unknown[] = [];
  const url = await serve(() => {
    const server = new McpServer({ name: 'rooms', version: '1.0.0' });
    const done = (args: unknown) => {
      calls.push(args);
      return { content: [{ type: 'text' as const, text: 'Done.' }] };
    };
    server.registerTool(
      'add_room',
      {
        description: 'Adds a room.',
        inputSchema: z.object({
          name: z.string().min(2),
          floor: z.number().int().max(9),
          area: z
            .number()
            .nullish()
            .meta({ type: ['number', 'null'] }),
          heated: z.boolean().optional(),
          side: z.enum(['north', 'south']).optional(),
          tags: z.array(z.string()).optional(),
          key: z.union([z.int(), z.string()]).optional(),
          owner: z.object({ name: z.string() }).optional(),
        }),
        annotations: { destructiveHint: false },
      },
      done,
    );
    server.registerTool(
      'delete_room',
      { description: 'Deletes a room.', inputSchema: z.object({ id: z.string() }) },
      done,
    );
    const read = { readOnlyHint: true };
    server.registerTool(
      'get_room',
      {
        inputSchema: z.object({ id: z.string() }),
        outputSchema: z.object({ id: z.string() }),
        annotations: read,
      },
      ({ id }) =>
        id === 'none'
          ? { content: [{ type: 'text', text: 'No such room.\u001b[2J' }], isError: true }
          : { content: [{ type: 'text', text: 'as text' }], structuredContent: { id } },
    );
    server.registerTool('picture', { inputSchema: z.object({}), annotations: read }, () => ({
      content: [
        { type: 'image', data: 'AAAA', mimeType: 'image/png' },
        { type: 'resource_link', uri: 'rooms://plan', name: 'Plan' },
      ],
    }));
    server.registerTool(
      'book',
      { inputSchema: z.object({}), annotations: read },
      (_, { mcpReq }) => {
        const Guests = z.object({ guests: z.number().int(), quiet: z.boolean().default(true) });
        const accepted = acceptedContent(mcpReq.inputResponses, 'form', Guests);
        if (accepted) return { content: [{ type: 'text', text: `For ${accepted.guests}.` }] };
        if (mcpReq.inputResponses) return { content: [{ type: 'text', text: 'Not booked.' }] };
        const form = { message: 'How many guests?', requestedSchema: Guests };
        return inputRequired({ inputRequests: { form: inputRequired.elicit(form) } });
      },
    );
    server.registerTool('clear_room', { inputSchema: z.object({}) }, (_, { mcpReq }) => {
      const { inputResponses } = mcpReq;
      if (acceptedContent(inputResponses, 'sure', z.object({}))) return done({});
      if (inputResponses) return { content: [{ type: 'text', text: 'Kept.' }] };
      const form = { message: 'Clear it?', requestedSchema: z.object({}) };
      return inputRequired({ inputRequests: { sure: inputRequired.elicit(form) } });
    });
    server.registerResource('rules', 'rooms://rules', {}, ({ href }) => ({
      contents: [{ uri: href, text: 'No shoes.' }],
    }));
    const floors = new ResourceTemplate('rooms://floors/{floor}', { list: undefined });
    server.registerResource('floor', floors, {}, ({ href }, { floor }) => ({
      contents: [{ uri: href, text: `Floor ${String(floor)} is free.` }],
    }));
    server.registerPrompt(
      'tidy',
      { description: 'Tidies a room.', argsSchema: z.object({ room: z.string() }) },
      ({ room }) => ({
        messages: [{ role: 'user', content: { type: 'text', text: `Tidy ${room}.` } }],
      }),
    );
    return server;
  });
  return { url, calls };
}
