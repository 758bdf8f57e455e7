import { readRoom } from '../api/read-room.js';
import { resource } from '../mcp-instance.js';

export const roomResource = resource({
  name: 'room',
  uri: 'acme://rooms/{room_id}',
  mimeType: 'application/json',
  read: readRoom,
});
