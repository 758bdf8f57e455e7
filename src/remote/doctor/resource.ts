import { mayNameAddress } from '../../../runtime/src/fetch/private-addresses.js';
import { documentAt, stringListOrUndefined, stringOrUndefined } from './ask.js';
import type { FindingCollector, HopReporter } from './finding.js';

/** The server's statements about its tokens. */
export interface ResourceFacts {
  resource: string;
  issuer: string;
  scopes: string[];
}

interface ParsedChallenge {
  /** URL of the metadata. */
  metadata: string | undefined;
  scopes: string[] | undefined;
}

/** Checks the challenge (RFC 6750 section 3, RFC 9728 section 5.1). */
export function checkChallenge(
  url: URL,
  headers: Headers,
  findings: FindingCollector,
): ParsedChallenge {
  const step: HopReporter = findings.at('challenge');
  const challenge = headers.get('www-authenticate') ?? '';
  const metadata = parameter(challenge, 'resource_metadata');
  const scopes = parameter(challenge, 'scope')?.split(' ').filter(Boolean);
  if (challenge === '')
    step.warn(
      'The 401 response has no WWW-Authenticate header.',
      'Send: WWW-Authenticate: Bearer resource_metadata="…" (RFC 9728 section 5.1). Without it, clients try well-known URLs.',
    );
  else if (!/\bbearer\b/i.test(challenge))
    step.fail(
      `The challenge is "${challenge.split(' ')[0] ?? ''}", not "Bearer".`,
      'Send: WWW-Authenticate: Bearer resource_metadata="…".',
    );
  else if (metadata === undefined)
    step.warn(
      'The challenge has no "resource_metadata".',
      'Add resource_metadata="…". Without it, clients try well-known URLs.',
    );
  else if (!URL.canParse(metadata))
    step.fail(
      `"resource_metadata" is not an absolute URL: "${metadata}".`,
      'Configure the public URL of the server.',
    );
  else if (!mayNameAddress(url, metadata))
    step.fail(
      `"resource_metadata" is not a public https URL: "${metadata}".`,
      'Configure the public URL of the server.',
    );
  else if (new URL(metadata).origin !== url.origin)
    step.warn(
      `"resource_metadata" is on another host: "${new URL(metadata).origin}".`,
      'Configure the public URL of the server; a proxy may not forward the host.',
    );
  else step.ok(`The challenge names "${metadata}".`);
  return { metadata, scopes };
}

const parameter = (challenge: string, name: string): string | undefined =>
  new RegExp(`[\\s,]${name}="([^"]*)"`).exec(challenge)?.[1];

/** Checks the protected resource metadata (RFC 9728). */
export async function checkResource(
  url: URL,
  { metadata, scopes }: ParsedChallenge,
  findings: FindingCollector,
): Promise<ResourceFacts> {
  const step: HopReporter = findings.at('resource metadata');
  const path = url.pathname === '/' ? '' : url.pathname;
  const root = `${url.origin}/.well-known/oauth-protected-resource`;
  const places = metadata === undefined ? [...new Set([root + path, root])] : [metadata];
  const read = await documentAt(findings.ask, places);
  if (typeof read === 'string')
    return step.fail(
      read,
      `Serve the metadata of RFC 9728 as application/json at "${root}${path}", without a token.`,
    );
  const { document, place } = read;
  const resource = stringOrUndefined(document.resource) ?? '';
  if (!covers(resource, url))
    step.fail(
      `"resource" is "${resource}", not "${url.href}": clients refuse it (RFC 9728 section 3.3).`,
      `Set "resource" to "${url.href}".`,
    );
  if (resource !== url.href)
    step.warn(
      `"resource" is "${resource}", not "${url.href}".`,
      'Use one spelling: some clients compare the texts, and it is the audience of tokens.',
    );
  const [issuer, ...otherIssuers] = stringListOrUndefined(document.authorization_servers) ?? [];
  if (issuer === undefined)
    return step.fail(
      '"authorization_servers" is missing or empty.',
      'Add the issuer of the tokens.',
    );
  if (!mayNameAddress(url, issuer))
    step.fail(
      `The authorization server "${issuer}" is not a public https URL.`,
      'Use the issuer as its metadata states it.',
    );
  const moreText = otherIssuers.length > 0 ? ` and ${otherIssuers.length} more` : '';
  step.ok(`"${place}" names "${issuer}"${moreText}.`);
  return {
    resource,
    issuer,
    scopes: scopes ?? stringListOrUndefined(document.scopes_supported) ?? [],
  };
}

/** Returns whether the resource is the server itself, or a path above it. */
function covers(resource: string, url: URL): boolean {
  if (!URL.canParse(resource)) return false;
  const { origin, pathname } = new URL(resource);
  return origin === url.origin && `${url.pathname}/`.startsWith(pathname.replace(/\/?$/, '/'));
}
