import { ADDRESS_KEYS, isAddress, isBaseUrl, withAddress } from '../utils/addresses.js';
import { baseUrlVariable } from '../utils/base-url-variable.js';
import { setting } from '../utils/settings.js';
import { StartError } from '../utils/start-error.js';
import type { ProviderConfig } from './config-file.js';
import { environmentOf, knownProjectOf, missingEntryError, projectOf } from './project.js';
import { type Surface, SURFACES } from './surfaces.js';

export type { ProviderConfig };
export { isLoopback, isSafeUrl } from '../utils/addresses.js';
export { isWithin } from './token-path.js';

/**
 * Returns the entry of a provider in provider-config.yaml. In the environment, `<NAME>_BASE_URL`
 * wins over `base_url`, `<NAME>_SERVER` over `server`, `<NAME>_STORAGE` over `storage`, and
 * `<NAME>_DATABASE_URL` over `database_url`. For `base_urls`, see `baseUrlOf`.
 */
export function configOf(provider: string): ProviderConfig {
  const { config, env } = projectOf(provider);
  const entry = config[provider];
  if (!entry) throw missingEntryError(provider);
  const { kind = 'api' } = entry;
  if (kind === 'code') return entry;
  const { key, address, words } = ADDRESS_KEYS[kind];
  const variable = `${provider}_${key}`.toUpperCase();
  const value = setting(variable, env);
  if (value === undefined) return entry;
  const isValid =
    address === 'baseUrl' ? isBaseUrl(value, entry.allow_http) : isAddress(value, address);
  if (!isValid) throw new StartError(`${variable} must be ${words}.`);
  return withAddress({ ...entry, kind }, value);
}

/** Returns the `surface` of a provider; in the environment, `<NAME>_SURFACE` wins. */
export function surfaceOf(provider: string): Surface {
  const variable = `${provider}_SURFACE`.toUpperCase();
  const value = setting(variable, environmentOf(provider));
  if (value === undefined) return knownProjectOf(provider)?.config[provider]?.surface ?? 'tools';
  const surface = SURFACES.find((name) => name === value);
  if (!surface) throw new StartError(`${variable} must be ${SURFACES.join(' or ')}.`);
  return surface;
}

/**
 * Returns the base URL of a request: `base_url` of the provider's entry, or one of `base_urls`. Credentials are never
 * sent to any other URL.
 * @param codeUrl the base URL in the code of the tool; the variable `<NAME>_BASE_URL_<HOST AND PATH>` replaces it
 * @throws StartError for a base URL that provider-config.yaml does not list. Also if the environment replaces `base_url` but
 *   not this one, because credentials of a test system would reach the real one, or the reverse
 */
export function baseUrlOf(provider: string, codeUrl?: string): string {
  const { base_url: main, base_urls: others = [], allow_http: allowsHttp } = configOf(provider);
  const { config, env } = projectOf(provider);
  const configuredUrl = config[provider]?.base_url ?? main;
  if (codeUrl === undefined || codeUrl === configuredUrl) return main;
  if (!others.includes(codeUrl))
    throw new StartError(
      `provider-config.yaml does not list ${codeUrl} in "base_urls" of "${provider}".`,
    );
  const variable = baseUrlVariable(provider, codeUrl);
  const replacement = setting(variable, env);
  if (replacement !== undefined) {
    if (!isBaseUrl(replacement, allowsHttp))
      throw new StartError(`${variable} must be ${ADDRESS_KEYS.api.words}.`);
    return replacement;
  }
  if (originOf(configuredUrl) !== originOf(main))
    throw new StartError(
      `${provider.toUpperCase()}_BASE_URL replaces the API. Set ${variable}, too: requests to ${codeUrl} would carry the credentials of the replacement.`,
    );
  return codeUrl;
}

/** Returns all base URLs that requests can have in this environment. */
export function baseUrlsOf(provider: string): string[] {
  const { base_url: main, base_urls: others = [] } = configOf(provider);
  const otherBaseUrls = others.flatMap((otherUrl) => {
    try {
      return baseUrlOf(provider, otherUrl);
    } catch {
      return [];
    }
  });
  return [main, ...otherBaseUrls];
}

const originOf = (url: string) => new URL(url).origin;
