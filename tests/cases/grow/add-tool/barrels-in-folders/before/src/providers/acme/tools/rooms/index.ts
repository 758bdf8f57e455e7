import { listRoomsTool } from './list-rooms.js';

export const rooms = [listRoomsTool];
