import { serveFiles } from 'mcp-provider/files';
import { files } from '../api/files.js';
import { resource, tool } from '../mcp-instance.js';

// Tools that list, read and search files, those that change them unless they are read-only, and a resource for each.
serveFiles(files, { tool, resource });
