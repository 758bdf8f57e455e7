import { isLoopback } from '../../../runtime/src/utils/addresses.js';
import type { Preset } from '../../model/preset.js';
import type { AuthSpec } from '../../model/spec.js';

type Presets = Readonly<Record<string, Preset>>;

let presets: Presets | undefined;

/** Loads the presets, which must be awaited before a section can name one. Most runs name none, which saves time. */
export const loadPresets = async (): Promise<Presets> =>
  (presets = (await import('../../presets/register.gen.js')).presets);

/** Returns services by the name of their preset. @throws Error before `loadPresets` */
export function presetsByName(): Presets {
  if (!presets) throw new Error('The presets are not loaded.');
  return presets;
}

export const authPreset = ({ preset }: Partial<AuthSpec>): Preset | undefined =>
  typeof preset === 'string' ? presetsByName()[preset] : undefined;

/** Returns the section, completed by its preset. */
export const completeSection = (auth: AuthSpec): AuthSpec => ({
  clientAuthentication: 'post',
  ...authPreset(auth)?.auth,
  ...auth,
});

/** Returns the redirect URI of the service; `port` is that of the local sign-in server. */
export function callbackUrl(auth: AuthSpec, port: number): string {
  if (typeof auth.callbackUrl === 'string') return auth.callbackUrl;
  const host = authPreset(auth)?.loopback === 'localhost' ? 'localhost' : '127.0.0.1';
  return `http://${host}:${port}/auth/callback`;
}

/** Returns whether the service accepts no loopback redirect URI, so that users choose another one. */
export const needsTunnel = (auth: AuthSpec): boolean =>
  authPreset(auth)?.loopback === 'https' && auth.callbackUrl === undefined;

/**
 * Returns whether the service sends users back to this computer, so that the redirect URI states
 * the port of the sign-in.
 */
export const returnsHere = (auth: AuthSpec): boolean =>
  !needsTunnel(auth) && isLoopback(new URL(callbackUrl(auth, 0)).hostname);

/** Returns the redirect URI in a text. @param code marks text that files contain */
export function redirectAddress(
  auth: AuthSpec,
  port: number,
  code: (text: string) => string,
): string {
  const address = code(callbackUrl(auth, port));
  return needsTunnel(auth)
    ? `the https URL of a tunnel to ${address} (set it as ${code('callback_url')} in ${code('provider-config.yaml')})`
    : address;
}

/** Returns the names of the credentials that the service issues; a public client has no secret. */
export const clientCredentialNames = (auth: AuthSpec): string[] => [
  'client_id',
  ...(completeSection(auth).clientAuthentication === 'none' ? [] : ['client_secret']),
];

export function oauthScopes(auth: AuthSpec): string[] {
  const scopes = Array.isArray(auth.scopes) ? auth.scopes.map(String) : [];
  return [...new Set([...scopes, ...(authPreset(auth)?.alwaysScopes ?? [])])];
}
