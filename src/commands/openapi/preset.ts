import type { Preset } from '../../model/preset.js';
import type { Loss } from '../../openapi/model.js';
import { list } from '../../openapi/model.js';
import type { ProviderTexts } from '../../openapi/spec.js';
import { presets } from '../../presets/register.gen.js';

/**
 * The provider with the sign-in of a known service: where the document has the endpoints of its preset, or no sign-in and
 * a base URL on its host.
 */
export function withPreset(provider: ProviderTexts): { provider: ProviderTexts; losses: Loss[] } {
  const { auth, baseUrl } = provider;
  const all: [string, Preset][] = Object.entries(presets);
  const host = hostOf(baseUrl);
  const [name, preset] =
    all.find(([, known]) => {
      if (auth?.style === 'none') return host !== undefined && hostOf(known.baseUrl) === host;
      const { tokenUrl } = known.settings;
      return auth?.style === 'oauth2' && tokenUrl !== undefined && tokenUrl === auth.tokenUrl;
    }) ?? [];
  if (name === undefined || !preset) return { provider, losses: [] };
  const scopes = auth?.style === 'oauth2' ? list(auth.scopes) : preset.exampleScopes;
  const detail = `The sign-in is the same as for ${preset.displayName} (--preset ${name}).`;
  return {
    provider: {
      ...provider,
      auth: { style: 'oauth2', preset: name, ...(scopes.length > 0 && { scopes }) },
    },
    losses: [{ at: 'document', kind: 'preset', detail }],
  };
}

/** Undefined for a text that is no URL. */
const hostOf = (url = ''): string | undefined =>
  URL.canParse(url) ? new URL(url).host : undefined;
