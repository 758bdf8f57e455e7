import { file, multipart, path, select } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { booking } from '../schemas/booking.js';

export const attachFile = tool({
  name: 'attach_file',
  title: 'Attach file',
  description: 'Attaches a file, such as an agenda, to a booking.',
  input: z.strictObject({
    booking_id: z.string().describe('ID of a booking.'),
    file: z.string().describe('Content of the file, base64.'),
    title: z.string().optional().describe('Name that attendees see.'),
    file_name: z.string().optional().describe('Name of the file.'),
  }),
  output: booking,
  annotations: { destructiveHint: false },
  async run({ booking_id, file: fileArgument, file_name, ...body }, { api }) {
    const response = await api({
      method: 'POST',
      path: path`/bookings/${booking_id}/attachments`,
      body: multipart({ ...body, file: file(fileArgument, { name: file_name }) }),
    });
    return select(response.body, { exclude: ['replaces'] });
  },
});
