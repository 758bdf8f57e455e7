import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials } from './auth.js';

/** Sends a request with the caller's credentials. */
export const callApi = apiClient(
  PROVIDER_NAME,
  { ...auth, getCredentials },
  {
    headers: { 'x-client': 'acme-mcp' },
    fetch: (url, init) => fetch(url, { ...init, referrerPolicy: 'no-referrer' }),
    explain: ({ status }) =>
      status === 409 ? 'The room is taken at this time. Propose another hour.' : undefined,
    limits: { timeoutMs: 5_000 },
  },
);
