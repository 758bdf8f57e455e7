export * from './list-rooms.js';
export * from './send-message.js';
