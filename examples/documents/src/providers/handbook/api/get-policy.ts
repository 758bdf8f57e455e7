import type { Call } from 'mcp-provider/api';
import { fileName, readText } from 'mcp-provider/files';
import type { input } from '../tools/get-policy.js';
import { files } from './files.js';

export const getPolicy: Call<typeof input> = async ({ topic }, context) => {
  return readText(files, fileName`policies/${topic}.md`, context);
};
