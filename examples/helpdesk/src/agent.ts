import { defineAgent } from 'mcp-provider/agent';
import { providers } from './providers/index.js';

/** A language model that uses the tools of this project, as the user who sends the message. */
export const agent = defineAgent({
  providers,
  instructions: 'You help the support team. Before a reply, read the ticket and search the articles.',
});
