export * as listRooms from './list-rooms.js';
export * as sendMessage from './send-message.js';
