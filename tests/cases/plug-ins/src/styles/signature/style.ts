import type { AuthStyle } from '../../model/auth-style.js';

export default {
  label: 'HMAC signature',
  place: 'request',
  settings: {
    required: ['algorithm'],
    properties: {
      algorithm: { type: 'string', enum: ['sha256', 'sha512'], description: 'Hash function.' },
    },
  },
  questions: [{ key: 'algorithm', ask: 'Hash function', initial: 'sha256' }],
  environment: () => [
    { suffix: 'SIGNING_KEY', description: 'Signing key', secret: true, credential: true },
  ],
  storesCredentials: true,
  readme: (_auth, { NAME }) => `Set \`${NAME}_SIGNING_KEY\`.`,
  view: ({ algorithm }) => ({ algorithm }),
  testing: () => ({ name: 'bearer', from: 'mcp-provider/testing' }),
  dependencies: [],
  sample: { style: 'signature', algorithm: 'sha256' },
} satisfies AuthStyle;
