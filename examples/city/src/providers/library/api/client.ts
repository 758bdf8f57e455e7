import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth } from './auth.js';

/** Sends a request with the caller's credentials. */
export const callApi = apiClient(PROVIDER_NAME, auth);
