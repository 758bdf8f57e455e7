import { testAgent } from 'mcp-provider/testing/agent';
import { providers } from '../src/providers/index.js';

testAgent({
  providers,
  instructions: 'You help the support team. Search the articles before you reply to a ticket.',
});
