import { verifiedPrincipal } from '../principal.js';
import { configuredUrl } from '../public-url.js';
import { ticketOffice } from './tickets.js';

/** Where people connect their accounts: with a browser, beside the endpoint that their MCP client calls. */
export interface LinkSite {
  /** Whose users call us. */
  issuer: string;
  /** Of this server, as browsers reach it. */
  publicUrl: URL;
}

/** Set where this server verifies its callers, and is itself a client of their issuer: `MCP_LOGIN_CLIENT_ID`. */
export function linkSite(): LinkSite | undefined {
  const { MCP_ISSUER: issuer, MCP_LOGIN_CLIENT_ID: id } = process.env;
  const publicUrl = configuredUrl();
  return issuer && publicUrl && id ? { issuer, publicUrl } : undefined;
}

export const linkUrl = (provider: string, { publicUrl }: LinkSite): URL =>
  new URL(`/${provider}/link`, publicUrl);

/** The address at which one user, and nobody else, connects an account; undefined for people on this machine. */
export async function linkFor(provider: string, userId: string): Promise<string | undefined> {
  const site = linkSite();
  if (!site || !userId.startsWith(verifiedPrincipal(site.issuer, '').userId)) return undefined;
  const url = linkUrl(provider, site);
  url.searchParams.set('ticket', (await ticketOffice(provider)).issue(userId, 'link'));
  return url.href;
}
