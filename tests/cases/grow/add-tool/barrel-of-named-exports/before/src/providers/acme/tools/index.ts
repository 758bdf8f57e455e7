// In the order of the menu.
export { sendMessageTool } from './send-message.js'; // first
export { listRoomsTool } from './list-rooms.js';
