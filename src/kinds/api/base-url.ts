import { asUrl } from '../../model/as-url.js';
import type { KindSetting } from '../../model/kind.js';
import { baseUrlOption } from './options.js';
import { baseUrlRule } from './url-rules.js';

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
};
