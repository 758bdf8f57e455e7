import type { ToolCase } from '../support/fixture.js';

export const rooms: ToolCase[] = [
  { tool: 'send_message', args: {} },
  { tool: 'list_rooms', args: {} },
];
