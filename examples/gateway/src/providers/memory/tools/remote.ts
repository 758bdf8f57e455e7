import { serveRemote } from 'mcp-provider/remote';
import { remote } from '../api/client.js';
import { prompt, resource, tool } from '../mcp-instance.js';
import catalog from '../remote.json' with { type: 'json' };

// Definitions are served as they are in remote.json. To accept changes of the server, run `mcp-provider import mcp`.
serveRemote(remote, catalog, { tool, resource, prompt });
