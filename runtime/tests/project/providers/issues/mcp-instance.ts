import { defineProvider } from '../../../../src/index.js';
import { auth } from './api/auth.js';

/** Also the name of this directory and the key in provider-config.yaml. */
export const PROVIDER_NAME = 'issues';

export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
  name: PROVIDER_NAME,
  version: '0.1.0',
  auth,
  apiOptions: { headers: { 'x-api-version': '2022-11-28' }, success: 'ok' },
});
