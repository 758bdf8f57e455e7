import type { Vault } from '../../credentials/vault.js';
import { issuersOf, type UserId, verifiedPrincipal } from '../../identity/principal.js';
import { environmentOf, knownProjectOf } from '../../project/project.js';
import { configuredUrl, urlAt } from '../../project/public-url.js';
import { setting, splitWords } from '../../utils/settings.js';
import { linkTickets } from './tickets.js';

/** The site where users connect their accounts in a browser, beside the endpoint that their MCP client calls. */
export interface LinkSite {
  /** Issuer of the callers' tokens. */
  issuer: string;
  /** The claim of its tokens that identifies the user. Default: `sub`. */
  userClaim?: string | undefined;
  /** URL of this server, as browsers reach it. */
  publicUrl: URL;
}

/**
 * Returns the site of a provider; undefined unless this server verifies its callers and is itself a
 * client of their issuer (`MCP_LOGIN_CLIENT_ID`).
 */
export function linkSite(provider: string): LinkSite | undefined {
  const env = environmentOf(provider);
  const verifier = knownProjectOf(provider)?.verifier;
  // Users of further issuers cannot log in here.
  const issuer = verifier
    ? issuersOf(verifier)[0]?.issuer
    : splitWords(setting('MCP_ISSUER', env))[0];
  const userClaim = verifier?.userClaim ?? setting('MCP_USER_CLAIM', env);
  const publicUrl = configuredUrl(env);
  return issuer && publicUrl && setting('MCP_LOGIN_CLIENT_ID', env)
    ? { issuer, userClaim, publicUrl }
    : undefined;
}

/** Returns the path of the page where users connect their account of a provider. */
export const linkPath = (provider: string): string => `/${provider}/link`;

/** Returns the URL of the page where users connect their account of a provider. */
export const linkUrl = (provider: string, { publicUrl }: Pick<LinkSite, 'publicUrl'>): URL =>
  urlAt(publicUrl, linkPath(provider));

/** Returns the URL at which this user, and no other, connects an account; undefined for local users. */
export async function accountLinkFor(vault: Vault, userId: UserId): Promise<string | undefined> {
  const site = linkSite(vault.provider);
  if (!site || !userId.startsWith(verifiedPrincipal(site.issuer, '').userId)) return undefined;
  const url = linkUrl(vault.provider, site);
  url.searchParams.set('ticket', (await linkTickets(vault)).issue(userId, 'link'));
  return url.href;
}
