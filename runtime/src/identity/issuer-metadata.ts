import * as z from 'zod';
import { boundedFetch } from '../fetch/bounded-fetch.js';
import { VERIFIER_LIMITS } from '../fetch/limits.js';
import { proxyProblem } from '../fetch/unreachable.js';
import { isSafeUrl } from '../utils/addresses.js';
import { StartError } from '../utils/start-error.js';
import type { IssuerMetadata } from './principal.js';

const Metadata = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  response_types_supported: z.array(z.string()).default(['code']),
  jwks_uri: z.string().refine(isSafeUrl, 'must be an https address').optional(),
});

/**
 * Fetches and checks the metadata of an issuer: RFC 8414 section 3.1 (path inserted), then OpenID
 * Connect Discovery (path appended).
 * @param setting name of the issuer setting in messages
 * @throws StartError
 */
export async function issuerMetadata(issuer: string, setting = 'issuer'): Promise<IssuerMetadata> {
  if (!isSafeUrl(issuer))
    throw new StartError(`${setting} must be an https URL (http only for loopback addresses).`);
  const path = new URL(issuer).pathname.replace(/\/$/, '');
  const documents = [
    `/.well-known/oauth-authorization-server${path}`,
    `${path}/.well-known/openid-configuration`,
  ];
  for (const document of documents) {
    const url = new URL(document, issuer);
    const response = await boundedFetch(url.href, { redirect: 'manual' }, VERIFIER_LIMITS).catch(
      (cause: unknown) => {
        const proxy = proxyProblem(cause);
        const advice = proxy === undefined ? '. Check the URL' : `: ${proxy}`;
        throw new StartError(`${setting}: ${url.origin} cannot be reached${advice}.`, { cause });
      },
    );
    const json: unknown = response.ok ? await response.json().catch(() => undefined) : undefined;
    if (json === undefined) continue; // some servers respond to every URL with a page
    const metadata = Metadata.safeParse(json);
    if (!metadata.success) {
      const keys = metadata.error.issues.map(({ path }) => path.join('.')).join(', ');
      throw new StartError(`${setting}: invalid metadata at ${url.href}: ${keys}.`);
    }
    // The issuer in the document must match (RFC 8414 section 3.3).
    if (metadata.data.issuer !== issuer)
      throw new StartError(
        `${setting} is "${issuer}", but the metadata at ${url.href} is of "${metadata.data.issuer}".`,
      );
    return metadata.data;
  }
  throw new StartError(`${setting}: no authorization server metadata at ${issuer}.`);
}
