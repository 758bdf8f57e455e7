import type { ResourceDefinition } from 'mcp-provider';
import { fileName, readText } from 'mcp-provider/files';
import { files } from './files.js';

export const readPolicy: ResourceDefinition['read'] = ({ topic = '' }, context) =>
  readText(files, fileName`policies/${topic}.md`, context);
