import { sendMessageTool } from './send-message.js';

export const messages = [sendMessageTool];
