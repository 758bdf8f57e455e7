export * as getRoom from './get-room.js';
export * as listRooms from './list-rooms.js';
export * as sendMessage from './send-message.js';
