import type { AuthStyle } from '../../model/auth-style.js';
import type { AuthSpec } from '../../model/spec.js';
import apiKey from '../api-key/style.js';

/** Returns the place of the key in the terms of `apiKeyAuth`. */
const keyPlace = ({ prefix }: AuthSpec) => ({
  in: 'path',
  ...(prefix !== undefined && prefix !== '' && { prefix }),
});

export default {
  ...apiKey,
  label: 'An API key in the path: its first segment below the base URL',
  rare: true,
  place: 'path',
  settings: {
    required: [],
    properties: {
      // RFC 3986 section 2.3 (unreserved).
      prefix: {
        ...apiKey.settings.properties.prefix,
        pattern: '^[A-Za-z0-9._~-]{0,32}$',
        patternErrorMessage:
          'must be at most 32 letters, digits, ".", "_", "~" and "-", such as "bot"',
      },
    },
  },
  questions: [
    {
      key: 'prefix',
      ask: 'Prefix before the key in the path, such as "bot" (optional)',
      initial: '',
      isDerived: true,
      optional: true,
    },
  ],
  view: (auth, { NAME }) => ({ options: [{ apiKey: `${NAME}_API_KEY` }, keyPlace(auth)] }),
  testing: ({ prefix = '' }) => ({
    name: 'apiKey',
    from: 'mcp-provider/testing',
    argument: { path: prefix },
  }),
  sample: { style: 'path-key', prefix: 'bot' },
} satisfies AuthStyle;
