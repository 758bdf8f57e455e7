import { runServer } from 'mcp-provider/server';
import { options } from './options.js';

await runServer(options);
