import { serveFiles } from 'mcp-provider/files';
import { files } from '../api/files.js';
import { resource, tool } from '../mcp-instance.js';

// Tools that list, read, search, write, move and delete files, and a resource for each file.
serveFiles(files, { tool, resource });
