import { integer } from 'mcp-provider';
import * as z from 'zod';
import { attachFile } from '../api/attach-file.js';
import { tool } from '../mcp-instance.js';

export const input = z.strictObject({
  booking_id: z.string().describe('ID of a booking.'),
  file: z.string().describe('Content of the file, base64.'),
  title: z.string().optional().describe('Name that attendees see.'),
  file_name: z.string().optional().describe('Name of the file.'),
});

export const output = z.object({
  id: z.string().nullish(),
  room: z
    .object({
      id: z.string().nullish(),
      name: z.string().nullish(),
      seats: integer().nullish(),
      building: z.object({ code: z.string().nullish(), address: z.string().nullish() }).nullish(),
      internal_code: z.string().nullish(),
    })
    .nullish(),
  start: z.string().nullish(),
  end: z.string().nullish(),
  replaces: z.looseObject({}).optional(),
});

export const attachFileTool = tool({
  name: 'attach_file',
  title: 'Attach file',
  description: 'Attach file.',
  input,
  output,
  annotations: { destructiveHint: false },
  run: attachFile,
});
