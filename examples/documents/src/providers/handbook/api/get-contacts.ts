import type { Call } from 'mcp-provider/api';
import { readJson } from 'mcp-provider/files';
import type { input, output } from '../tools/get-contacts.js';
import { files } from './files.js';

export const getContacts: Call<typeof input, typeof output> = async (_args, context) => {
  return readJson(files, 'contacts.json', context);
};
