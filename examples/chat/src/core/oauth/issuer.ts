import { isSafeUrl } from '../config.js';
import type { ServerSettings } from './configuration.js';

/**
 * The server's exact `iss`, where we were told. `<NAME>_ISSUER` in the environment puts another server in its place, such
 * as one for tests, whose endpoints are discovered.
 */
export function issuerOf(provider: string, { issuer }: ServerSettings): string | undefined {
  const variable = `${provider.toUpperCase()}_ISSUER`;
  const other = process.env[variable];
  if (!other) return issuer;
  if (isSafeUrl(other)) return other;
  throw new Error(`${variable} must be an https address (http on this machine only)`);
}
