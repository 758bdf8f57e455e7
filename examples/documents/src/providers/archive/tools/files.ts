import { serveFiles } from 'mcp-provider/files';
import { files } from '../api/files.js';
import { resource, tool } from '../mcp-instance.js';

// Serves the files as tools and as resources.
serveFiles(files, { tool, resource }, { title: 'Archive' });
