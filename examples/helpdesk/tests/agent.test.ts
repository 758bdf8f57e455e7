import { testAgent } from 'mcp-provider/testing/agent';
import { providers } from '../src/providers/index.js';

testAgent({
  providers,
  instructions: 'You help the support team. Before a reply, read the ticket and search the articles.',
});
