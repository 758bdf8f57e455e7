import { serveFiles } from 'mcp-provider/files';
import { files } from '../api/files.js';
import { resource, tool } from '../mcp-instance.js';

// Serves the files as tools and as resources. With `readOnly`, no tool writes, moves or deletes.
serveFiles(files, { tool, resource });
