import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth } from './auth.js';
import { demoFetch } from './demo-api.js';

/** The API is in memory unless `NOTES_BASE_URL` is set, as in the tests. */
const options = process.env.NOTES_BASE_URL ? {} : { fetch: demoFetch };

/** Sends a request to the API. */
export const callApi = apiClient(PROVIDER_NAME, auth, options);
