import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth } from './auth.js';

/** All requests go through here. */
export const request = apiClient(PROVIDER_NAME, auth);
