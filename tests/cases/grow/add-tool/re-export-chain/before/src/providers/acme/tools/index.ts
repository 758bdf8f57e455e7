export { listRoomsTool } from './list-rooms.js';
export { sendMessageTool } from './send-message.js';
