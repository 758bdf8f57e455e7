#!/usr/bin/env node
import { runServer } from 'mcp-provider/server';
import { providers } from './providers/index.js';

await runServer({ root: import.meta.dirname, providers, agent: () => import('./agent.js') });
