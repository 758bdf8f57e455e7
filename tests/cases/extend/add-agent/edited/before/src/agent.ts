import { defineAgent } from 'mcp-provider/agent';
import { providers } from './providers/index.js';

export const agent = defineAgent({ providers, instructions: 'Mine.' });
