#!/usr/bin/env node
import { runServer } from 'mcp-provider/server';
import { introspection } from './extensions/introspection.js';
import { log } from './extensions/log.js';
import { memoryStore } from './extensions/memory-store.js';
import { routes } from './extensions/routes.js';
import { providers } from './providers/index.js';

void runServer({
  root: import.meta.dirname,
  providers,
  routes,
  log,
  verifier: introspection,
  stores: [memoryStore()],
  branding: { name: 'Acme Rooms', css: ':root { --accent: #7a1fa2; }' },
  limits: { maxCallsPerUser: 8 },
});
