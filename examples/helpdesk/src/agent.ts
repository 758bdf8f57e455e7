import { defineAgent } from 'mcp-provider/agent';
import { providers } from './providers/index.js';

/** A language model that uses the tools of this project, as the user who sends the message. */
export const agent = defineAgent({
  providers,
  instructions: 'You help the support team. Search the articles before you reply to a ticket.',
});
