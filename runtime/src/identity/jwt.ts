import { isSafeUrl } from '../utils/addresses.js';
import { StartError } from '../utils/start-error.js';
import { type Issuer, type TokenClaims, TokenError, type TokenVerifier } from './principal.js';

/** Which tokens `jwt` accepts, and whose they are. */
export interface JwtOptions {
  /** `iss` of the tokens, exactly: that of one issuer, or of several. Users are stored under it. */
  issuer: string | readonly string[];
  /** `aud` of the tokens. Default: the URL of the endpoint, as MCP requires (RFC 8707). */
  audience?: string | undefined;
  /** Where the issuer publishes its keys. Default: `jwks_uri` of its metadata. */
  jwksUrl?: string | undefined;
  /** In place of published keys: a secret of at least 32 bytes that the issuer shares with this server (HS256). */
  secret?: string | undefined;
  /** The claim with the id of the user. Default: `sub`. */
  userClaim?: string | undefined;
}

/**
 * Verifies access tokens: JWTs signed with a key that their issuer publishes (RS, PS and ES with 256, 384 or 512 bits, EdDSA), or with a secret
 * that it shares with this server (HS256). Makes no request before the server starts, or the first token arrives.
 * @throws StartError for settings that contradict each other, or would accept the tokens of others
 * @example jwt({ issuer: 'https://id.acme.dev', audience: 'api://tools', userClaim: 'oid' })
 */
export const jwt = (options: JwtOptions): TokenVerifier =>
  jwtVerifier(options, (option) => `jwt: "${option}"`);

/** How messages name an option. */
export type NameOf = (option: keyof JwtOptions) => string;

interface Source {
  metadata: Issuer;
  open(): Promise<{ verify(token: string): Promise<TokenClaims>; ready?(): Promise<void> }>;
}

export function jwtVerifier(options: JwtOptions, nameOf: NameOf): TokenVerifier {
  const { issuer, audience, jwksUrl, secret, userClaim } = options;
  const issuers = [issuer].flat();
  if (issuers.length === 0 || issuers.includes(''))
    throw new StartError(`${nameOf('issuer')} is empty.`);
  if (jwksUrl !== undefined && secret !== undefined)
    throw new StartError(`Set ${nameOf('jwksUrl')} or ${nameOf('secret')}, not both.`);
  if (issuers.length > 1 && (jwksUrl ?? secret) !== undefined) {
    const name = nameOf(secret === undefined ? 'jwksUrl' : 'secret');
    throw new StartError(`${name} is of one issuer, but ${nameOf('issuer')} names several.`);
  }
  const fetched = jwksUrl ?? (secret === undefined ? issuers : []);
  if (![fetched].flat().every(isSafeUrl)) {
    const name = nameOf(jwksUrl === undefined ? 'issuer' : 'jwksUrl');
    throw new StartError(`${name} must be an https URL (http only for loopback addresses).`);
  }
  if (secret !== undefined) requireStrong(secret, nameOf('secret'));
  requireLasting(userClaim, nameOf('userClaim'));

  const sources = issuers.map((one) => sourceOf(one, options, nameOf));
  const opened = () => Promise.all(sources.map((source) => source.open()));
  return {
    metadata: sources.map(({ metadata }) => metadata),
    audience,
    userClaim,
    async verify(token) {
      const { verify } = await sourceIn(token, sources).open();
      return verify(token);
    },
    async start() {
      await opened();
    },
    async ready() {
      for (const { ready } of await opened()) await ready?.();
    },
  };
}

/** The metadata of the issuer is fetched once; after a failure, again with the next token. */
function sourceOf(issuer: string, { jwksUrl, secret }: JwtOptions, nameOf: NameOf): Source {
  const metadata: Issuer = { issuer };
  let opening: ReturnType<Source['open']> | undefined;

  async function open() {
    const { verifyWithIssuerKeys: published, verifyWithSecret: shared } =
      await import('./jwt-check.js');
    if (secret !== undefined) return shared(issuer, secret);
    if (jwksUrl !== undefined) return published(issuer, jwksUrl);
    const { issuerMetadata } = await import('./issuer-metadata.js');
    Object.assign(metadata, await issuerMetadata(issuer, nameOf('issuer')));
    if ('jwks_uri' in metadata && metadata.jwks_uri !== undefined)
      return published(issuer, metadata.jwks_uri);
    throw new StartError(
      `${nameOf('issuer')}: the metadata of "${issuer}" has no "jwks_uri". Set ${nameOf('jwksUrl')}.`,
    );
  }

  return {
    metadata,
    open: () =>
      (opening ??= open().catch((error: unknown) => {
        opening = undefined;
        throw error;
      })),
  };
}

/** The issuer that a token names. Its keys then decide whether the token is its own. @throws TokenError */
function sourceIn(token: string, sources: readonly Source[]): Source {
  const [first, another] = sources;
  if (first && !another) return first;
  const issuer = issuerIn(token);
  const source = sources.find(({ metadata }) => metadata.issuer === issuer);
  if (!source) throw new TokenError('The token is of another issuer');
  return source;
}

function issuerIn(token: string): unknown {
  const { 1: payload = '' } = token.split('.');
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return typeof claims === 'object' && claims && 'iss' in claims ? claims.iss : undefined;
  } catch {
    return undefined;
  }
}

/** RFC 7518 section 3.2: a key of HS256 has at least 256 bits. Public keys are no secrets. */
function requireStrong(secret: string, name: string): void {
  if (Buffer.byteLength(secret) < 32)
    throw new StartError(
      `${name} must have at least 32 bytes. Make one with: openssl rand -base64 32`,
    );
  if (/-----BEGIN .*PUBLIC KEY/.test(secret))
    throw new StartError(`${name} is a public key, not a secret. Use published keys.`);
}

/** Claims that can pass to another person, who would then have the credentials of the first. */
const REASSIGNED = ['email', 'preferred_username', 'upn', 'unique_name', 'name', 'nickname'];

/** @throws StartError for such a claim */
export function requireLasting(claim: string | undefined, name: string): void {
  if (claim !== undefined && REASSIGNED.includes(claim))
    throw new StartError(
      `${name}: "${claim}" can pass to another person. Use a claim that never changes, such as sub, oid or uid.`,
    );
}
