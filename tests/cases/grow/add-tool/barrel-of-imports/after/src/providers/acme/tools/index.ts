import './get-room.js';
import './list-rooms.js';
import './send-message.js';
