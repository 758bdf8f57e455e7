import type { ExchangeRecording } from '../../runtime/src/project/diagnostics.js';

export const BASE = 'https://api.test/v1';

interface Parts {
  url?: string;
  method?: string;
  type?: string;
  body?: string;
  status?: number;
  responseType?: string;
  response?: string | Uint8Array;
  headers?: Record<string, string>;
  secrets?: string[];
}

/** What the runtime reports of an exchange. */
export const exchange = ({
  url = `${BASE}/x`,
  method = 'GET',
  type = 'application/json',
  body = '',
  status = 200,
  responseType = 'application/json',
  response = '{}',
  headers = {},
  secrets = [],
}: Parts): ExchangeRecording => ({
  call: 'c-1',
  method,
  url,
  base: BASE,
  headers: { accept: '*/*', ...(body && { 'content-type': type }) },
  body: Buffer.from(body).toString('base64'),
  response: {
    status,
    headers: { 'content-type': responseType, ...headers },
    body: Buffer.from(response).toString('base64'),
  },
  secrets,
});
