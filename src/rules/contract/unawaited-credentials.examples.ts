import { ok } from '../example.js';
import { nullThrownExamples } from './examples/null-thrown.js';
import { returningFinallyExamples } from './examples/returning-finally.js';
import { unawaitedCredentialsExamples } from './examples/unawaited-credentials.js';
import { unusedCredentialsExamples } from './examples/unused-credentials.js';

export default [
  ...unawaitedCredentialsExamples,
  ...nullThrownExamples,
  ...unusedCredentialsExamples,
  ...returningFinallyExamples,
  ok`
    // src/providers/weather/api/client.ts, changed
    - export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    + export const callApi = apiClient(PROVIDER_NAME, {
    +   ...auth,
    +   getCredentials,
    +   async replaceCredentials(userId, rejected) {
    +     return auth.replaceCredentials?.(userId, rejected) ?? null;
    +   },
    + });
  `,
];
