import type { Preset } from '../../../src/model/preset.js';
import type { AuthSpec } from '../../../src/model/spec.js';
import { presets } from '../../../src/presets/register.gen.js';

/** Services by the name of their preset. */
export const known: Readonly<Record<string, Preset>> = presets;
export const presetOf = ({ preset }: Partial<AuthSpec>): Preset | undefined =>
  typeof preset === 'string' ? known[preset] : undefined;

/** The section, with what its preset says of the rest. */
export const complete = (auth: AuthSpec): AuthSpec => ({
  clientAuthentication: 'post',
  ...presetOf(auth)?.settings,
  ...auth,
});

/** Undefined where they are discovered. */
export function endpointsOf(settings: AuthSpec): Record<string, unknown> | undefined {
  const { authorizationUrl, tokenUrl, refreshUrl, revocationUrl } = settings;
  if (authorizationUrl === undefined || tokenUrl === undefined) return undefined;
  const all = { authorizationUrl, tokenUrl, refreshUrl, revocationUrl };
  return Object.fromEntries(Object.entries(all).filter(([, url]) => url !== undefined));
}

/** Where the service sends people back to; `port` is that of the local sign-in server. */
export function callbackUrl(auth: AuthSpec, port: number): string {
  if (typeof auth.callbackUrl === 'string') return auth.callbackUrl;
  const host = presetOf(auth)?.loopback === 'localhost' ? 'localhost' : '127.0.0.1';
  return `http://${host}:${port}/auth/callback`;
}

/** `code` marks what stands in files. */
export function redirectAddress(
  auth: AuthSpec,
  port: number,
  code: (text: string) => string,
): string {
  const address = code(callbackUrl(auth, port));
  const needsTunnel = presetOf(auth)?.loopback === 'https' && auth.callbackUrl === undefined;
  return needsTunnel
    ? `the https address of a tunnel to ${address}, which goes into ${code('callback_url')} in ${code('provider-config.yaml')}, too`
    : address;
}

/** What the service hands out: a public client has no secret. */
export const secretsOf = (auth: AuthSpec): string[] => [
  'client_id',
  ...(complete(auth).clientAuthentication === 'none' ? [] : ['client_secret']),
];

export function scopesOf(auth: AuthSpec): string[] {
  const stated = Array.isArray(auth.scopes) ? auth.scopes.map(String) : [];
  return [...new Set([...stated, ...(presetOf(auth)?.alwaysScopes ?? [])])];
}

/** Requests are not those of RFC 6749; only the tests have to know. */
export function hasDialect(auth: AuthSpec): boolean {
  const { scopeSeparator = ' ', scopeParameter = 'scope', quirks } = complete(auth);
  const isJson = typeof quirks === 'object' && quirks !== null && 'jsonRequest' in quirks;
  return scopeSeparator !== ' ' || scopeParameter !== 'scope' || isJson;
}
