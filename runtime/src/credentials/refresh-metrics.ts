import { OAuthError } from '../oauth/errors.js';
import { projectOf } from '../provider/project.js';
import type { CredentialIssuer } from './issuer.js';

/** Reports each refresh to the metrics of the project. */
export function withRefreshMetrics(provider: string, issuer: CredentialIssuer): CredentialIssuer {
  const record = (outcome: 'ok' | 'failed') =>
    projectOf(provider).metrics?.record({ type: 'refresh', provider, outcome });
  return {
    ...issuer,
    async refresh(...request) {
      try {
        const credentials = await issuer.refresh(...request);
        record('ok');
        return credentials;
      } catch (error) {
        if (error instanceof OAuthError) record('failed'); // otherwise nothing was sent
        throw error;
      }
    },
  };
}
