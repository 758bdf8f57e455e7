import { isSafeUrl } from '../utils/addresses.js';
import { onlyItem } from '../utils/only-item.js';
import { StartError } from '../utils/start-error.js';
import { tokenDigest, unverifiedClaims } from './claims.js';
import { type Issuer, type TokenClaims, TokenError, type TokenVerifier } from './principal.js';
import { registerTokenFinder, type VerifiedToken } from './verified-tokens.js';

/** Accepted tokens of `jwt`, and their users. */
export interface JwtOptions {
  /** Exact `iss` of the tokens, of one or several issuers. It is part of the stored user id. */
  issuer: string | readonly string[];
  /** `aud` of the tokens; default: the URL of the endpoint, as MCP requires (RFC 8707). */
  audience?: string | undefined;
  /** URL of the issuer's published keys; default: `jwks_uri` of its metadata. */
  jwksUrl?: string | undefined;
  /** Secret of at least 32 bytes that the issuer shares with this server (HS256), in place of published keys. */
  secret?: string | undefined;
  /** Claim with the id of the user; default: `sub`. */
  userClaim?: string | undefined;
}

/**
 * Verifies access tokens: JWTs signed with a published key of their issuer (RS, PS and ES with 256,
 * 384 or 512 bits, EdDSA), or with a secret that it shares with this server (HS256). Sends no
 * request before the server starts or the first token arrives.
 * @throws StartError for settings that contradict each other or would accept tokens of others
 * @example jwt({ issuer: 'https://id.acme.dev', audience: 'api://tools', userClaim: 'oid' })
 */
export const jwt = (options: JwtOptions): TokenVerifier =>
  jwtVerifier(options, (option) => `jwt: "${option}"`);

/** Returns the name of an option for messages. */
export type NameOf = (option: keyof JwtOptions) => string;

interface TokenSource {
  metadata: Issuer;
  open(): Promise<OpenSource>;
  /** Finds a token that has been verified; none before the source is open. */
  find(digest: string): VerifiedToken | undefined;
}

interface OpenSource {
  verify(token: string): Promise<TokenClaims>;
  find(digest: string): VerifiedToken | undefined;
  ready?(): Promise<void>;
}

/** Returns a verifier of JWTs. @throws StartError if an option is missing or unsafe */
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
  const fetchedUrls = jwksUrl ?? (secret === undefined ? issuers : []);
  if (![fetchedUrls].flat().every(isSafeUrl)) {
    const name = nameOf(jwksUrl === undefined ? 'issuer' : 'jwksUrl');
    throw new StartError(`${name} must be an https URL (http only for loopback addresses).`);
  }
  if (secret !== undefined) requireStrongSecret(secret, nameOf('secret'));
  requireStableClaim(userClaim, nameOf('userClaim'));

  const sources = issuers.map((trustedIssuer) => sourceOf(trustedIssuer, options, nameOf));
  const openSources = () => Promise.all(sources.map((source) => source.open()));
  async function verify(token: string): Promise<TokenClaims> {
    const source = await sourceForToken(token, sources).open();
    return source.verify(token);
  }
  registerTokenFinder(verify, (token) => {
    const digest = tokenDigest(token);
    for (const source of sources) {
      const verifiedToken = source.find(digest);
      if (verifiedToken) return verifiedToken;
    }
    return undefined;
  });
  return {
    metadata: sources.map(({ metadata }) => metadata),
    audience,
    userClaim,
    verify,
    async start() {
      await openSources();
    },
    async ready() {
      for (const { ready } of await openSources()) await ready?.();
    },
  };
}

/** Returns the source of an issuer's keys. Its metadata is fetched once; after a failure, again with the next token. */
function sourceOf(issuer: string, { jwksUrl, secret }: JwtOptions, nameOf: NameOf): TokenSource {
  const metadata: Issuer = { issuer };
  let openSource: Promise<OpenSource> | undefined;
  let opened: OpenSource | undefined;

  async function open(): Promise<OpenSource> {
    const { verifyWithIssuerKeys, verifyWithSecret } = await import('./jwt-check.js');
    if (secret !== undefined) return verifyWithSecret(issuer, secret);
    if (jwksUrl !== undefined) return verifyWithIssuerKeys(issuer, jwksUrl);
    const { issuerMetadata } = await import('./issuer-metadata.js');
    Object.assign(metadata, await issuerMetadata(issuer, nameOf('issuer')));
    if ('jwks_uri' in metadata && metadata.jwks_uri !== undefined)
      return verifyWithIssuerKeys(issuer, metadata.jwks_uri);
    throw new StartError(
      `${nameOf('issuer')}: the metadata of "${issuer}" has no "jwks_uri". Set ${nameOf('jwksUrl')}.`,
    );
  }

  return {
    metadata,
    open: () =>
      (openSource ??= open().then(
        (source) => (opened = source),
        (error: unknown) => {
          openSource = undefined;
          throw error;
        },
      )),
    find: (digest) => opened?.find(digest),
  };
}

/**
 * Returns the source of the issuer that a token names; its keys then decide whether the token is
 * valid.
 * @throws TokenError
 */
function sourceForToken(token: string, sources: readonly TokenSource[]): TokenSource {
  const onlySource = onlyItem(sources);
  if (onlySource) return onlySource;
  const issuer = issuerIn(token);
  const source = sources.find(({ metadata }) => metadata.issuer === issuer);
  if (!source) throw new TokenError('The token is of another issuer');
  return source;
}

function issuerIn(token: string): unknown {
  try {
    return unverifiedClaims(token).iss;
  } catch {
    return undefined;
  }
}

/**
 * @throws StartError for a weak secret: a key of HS256 has at least 256 bits (RFC 7518 section
 * 3.2), and public keys are not secret
 */
function requireStrongSecret(secret: string, name: string): void {
  if (Buffer.byteLength(secret) < 32)
    throw new StartError(
      `${name} must have at least 32 bytes. Make one with: openssl rand -base64 32`,
    );
  if (/-----BEGIN .*PUBLIC KEY/.test(secret))
    throw new StartError(`${name} is a public key, not a secret. Use published keys.`);
}

/** Claims that can pass to another person, who would then get the credentials of the first. */
const REASSIGNABLE_CLAIMS = [
  'email',
  'preferred_username',
  'upn',
  'unique_name',
  'name',
  'nickname',
];

/** @throws StartError for a claim that can pass to another person */
export function requireStableClaim(claim: string | undefined, name: string): void {
  if (claim !== undefined && REASSIGNABLE_CLAIMS.includes(claim))
    throw new StartError(
      `${name}: "${claim}" can pass to another person. Use a claim that never changes, such as sub, oid or uid.`,
    );
}
