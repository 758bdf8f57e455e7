import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input } from '../tools/get-transcript.js';
import { callApi } from './client.js';

export const getTranscript: Call<typeof input> = async ({ file_id }, context) => {
  const response = await callApi(
    { method: 'GET', path: path`/files/${file_id}/transcript`, headers: { accept: 'text/plain' } },
    context,
  );
  return response.body;
};
