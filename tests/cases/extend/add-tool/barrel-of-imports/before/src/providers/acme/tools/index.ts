import './list-rooms.js';
import './send-message.js';
