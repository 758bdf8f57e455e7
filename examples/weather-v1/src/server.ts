#!/usr/bin/env node
import { runServer } from 'mcp-provider/v1/server';
import { providers } from './providers/index.js';

await runServer({ root: import.meta.dirname, providers });
