export { getRoomTool } from './get-room.js';
export { listRoomsTool } from './list-rooms.js';
export { sendMessageTool } from './send-message.js';
