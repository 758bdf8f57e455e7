import { isAddress } from '../../../runtime/src/utils/addresses.js';
import { fillPlaceholders } from '../../model/placeholders.js';
import { type Rule, urlFormRule, urlRule } from '../../spec/rules.js';
import { quote } from '../../spec/sentence.js';
import type { ApiProvider } from './spec.js';

/** @param settings of the spec, where `allowHttp` permits plain http in a private network */
export const baseUrlRule = (
  text: string,
  settings: Partial<ApiProvider> = {},
): string | undefined => {
  // `localhost` is a name of this computer before it is one of a private network.
  const isPrivate = !isAddress(text, 'baseUrl') && isAddress(text, 'privateUrl');
  const wrong =
    isPrivate && settings.allowHttp !== true
      ? 'is not encrypted; use https, or a spec with "allowHttp: true" for a private network that you trust'
      : (isPrivate ? urlFormRule : urlRule)(text);
  return wrong ?? (text.includes('?') ? 'must not contain a query' : undefined);
};

/** What is wrong with the base URL of a single request: the code states it as `provider-config.yaml` lists it. */
export const ownBaseUrlRule: Rule = (text) =>
  baseUrlRule(text) ?? (text.endsWith('/') ? 'must not end with "/"' : undefined);

/** What is wrong with a request's path (RFC 3986 section 3.3, with `{name}` for arguments), and at which index. */
export function pathFault(path: string): { at: number; says: string } | undefined {
  const literal = fillPlaceholders(path, (name) => '_'.repeat(name.length + 2));
  const faults: [pattern: RegExp, says: string][] = [
    [/^(?!\/)/, `must begin with "/"${slashMeant(path)}`],
    [/[?#]/, 'must not contain a query or a fragment'],
    [/[{}]/, 'has a brace that is not part of a {name}'],
    [
      /%(?![0-9A-Fa-f]{2})|[^\w.~!$&'()*+,;=:@/%-]/u,
      'has a character that must be percent-encoded',
    ],
    [/\/(?=\/)/, 'has an empty segment'],
    [/(?<=\/)(\.|%2e){1,2}(?=\/|$)/i, 'has a segment "." or "..", which changes the path'],
  ];
  for (const [pattern, says] of faults) {
    const at = literal.search(pattern);
    if (at >= 0) return { at, says };
  }
  return undefined;
}

/** Where only the first slash is missing. */
const slashMeant = (path: string) =>
  /^[\w{]/.test(path) && !path.includes(':')
    ? `, not ${quote(path)}; did you mean ${quote(`/${path}`)}?`
    : '';

export const pathRule: Rule = (path) => pathFault(path)?.says;
