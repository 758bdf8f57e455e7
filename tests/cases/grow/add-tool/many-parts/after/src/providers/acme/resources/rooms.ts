import { readRooms } from '../api/read-rooms.js';
import { resource } from '../mcp-instance.js';

export const roomsResource = resource({
  name: 'rooms',
  uri: 'acme://rooms',
  mimeType: 'application/json',
  read: readRooms,
});
