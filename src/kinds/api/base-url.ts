import { asUrl } from '../../model/as-url.js';
import type { KindList, KindSetting } from '../../model/kind.js';
import { baseUrlOption } from './options.js';
import { baseUrlRule } from './rules.js';

export const baseUrl: KindSetting = {
  key: 'baseUrl',
  name: 'base URL',
  schema: {
    type: 'string',
    format: 'uri',
    description: 'Start of every request URL: https, or http on a loopback address.',
    examples: ['https://api.acme.dev/v1'],
  },
  option: baseUrlOption,
  question: 'Base URL of the API',
  check: baseUrlRule,
  correct: asUrl,
  complete: (text) => text.replace(/\/+$/, ''),
  entry: {
    words: 'an http or https URL without "?" and "#"',
    // Paths are appended to it.
    accepts: (text) => isHttpUrl(text) && !/[?#]/.test(text),
  },
};

/** `base_urls`: further ones. */
export const baseUrls: KindList = {
  words: 'a list of http or https URLs without "?" and "#"',
  acceptsItem: baseUrl.entry.accepts,
};

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { host, protocol } = new URL(text);
  return /^https?:$/.test(protocol) && !/[{}<>$*]/.test(host);
}
