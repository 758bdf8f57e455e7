import { fileName, readText } from 'mcp-provider/files';
import { files } from '../api/files.js';
import { resource } from '../mcp-instance.js';

export const policyResource = resource({
  name: 'policy',
  uri: 'handbook://policies/{topic}',
  title: 'Policy',
  description: 'One policy of the handbook.',
  mimeType: 'text/markdown',
  read: ({ topic = '' }, context) => readText(files, fileName`policies/${topic}.md`, context),
});
