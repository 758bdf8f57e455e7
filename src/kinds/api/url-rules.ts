import { isAddress } from '../../../runtime/src/utils/addresses.js';
import { fillPlaceholders } from '../../model/text/placeholders.js';
import { quote } from '../../spec/sentence.js';
import { type TextRule, urlFormRule, urlRule } from '../../spec/text-rules.js';
import type { ApiProvider } from './spec.js';

/**
 * Returns a sentence about what is wrong with a base URL.
 * @param settings of the spec, where `allowHttp` permits plain http in a private network
 */
export const baseUrlRule = (
  text: string,
  settings: Partial<ApiProvider> = {},
): string | undefined => {
  // `localhost` is checked first, because it is also a name in private networks.
  const isPrivate = !isAddress(text, 'baseUrl') && isAddress(text, 'privateUrl');
  const urlFault =
    isPrivate && settings.allowHttp !== true
      ? 'is not encrypted; use https, or a spec with "allowHttp: true" for a private network that you trust'
      : (isPrivate ? urlFormRule : urlRule)(text);
  return urlFault ?? (text.includes('?') ? 'must not contain a query' : undefined);
};

/**
 * Returns the rule for the base URL of a single request. It has no trailing slash, because
 * `provider-config.yaml` lists the same text.
 */
export const ownBaseUrlRule: TextRule = (text) =>
  baseUrlRule(text) ?? (text.endsWith('/') ? 'must not end with "/"' : undefined);

/**
 * Returns the fault of a request's path (RFC 3986 section 3.3, with `{name}` for arguments), and
 * its index; undefined for a valid path.
 */
export function pathFault(path: string): { at: number; predicate: string } | undefined {
  const literal = fillPlaceholders(path, (name) => '_'.repeat(name.length + 2));
  const faults: [pattern: RegExp, predicate: string][] = [
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
  for (const [pattern, fault] of faults) {
    const index = literal.search(pattern);
    if (index >= 0) return { at: index, predicate: fault };
  }
  return undefined;
}

/** Returns a sentence ending that suggests the path with a first slash, if only that is missing; otherwise empty. */
const slashMeant = (path: string) =>
  /^[\w{]/.test(path) && !path.includes(':')
    ? `, not ${quote(path)}; did you mean ${quote(`/${path}`)}?`
    : '';

export const pathRule: TextRule = (path) => pathFault(path)?.predicate;
