import { visible } from '../../../runtime/src/provider/invisible.js';
import { snakeCase } from '../../model/names.js';
import { isUrl } from '../../../runtime/src/provider/addresses.js';
import type { Discovery, SignInFacts } from '../../remote/discovery.js';

/** Sign-in at a server whose authorization server is known; this server registers its client itself. */
export const oauthOf = ({ issuer, resource, scopes = [] }: SignInFacts) => ({
  style: 'oauth2',
  issuer,
  resource,
  clientAuthentication: 'none',
  registration: 'automatic',
  ...(scopes.length > 0 && { scopes }),
});

/** `mcp-servers/everything` → `everything`. */
export const providerName = (name: string): string =>
  snakeCase(name.replace(/^.*\//, '').replace(/[^A-Za-z0-9]+/g, '_'))
    .replace(/^_+|_+$/g, '')
    .replace(/^(?![a-z])/, 'mcp_');

const firstSentence = (text: string | undefined): string | undefined => {
  const [, sentence] = /^\s*(\S[^\n]{0,198}?[.!?])(\s|$)/.exec(text ?? '') ?? [];
  return sentence && shown(sentence);
};

/** Names of the project may be one line of at most 100 characters, all of which people see. */
export const displayName = (title: string | undefined): string | undefined =>
  shown(title ?? '').slice(0, 100) || undefined;

/** Of a provider: what its server says of itself, and no path of this computer. */
export const descriptionOf = ({ server }: Pick<Discovery, 'server'>, target: string): string =>
  firstSentence(server?.instructions) ??
  `Tools of ${isUrl(target) ? new URL(target).host : (displayName(server?.title ?? server?.name) ?? 'a program')}.`;

const shown = (text: string): string =>
  visible(text)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
