import type { AuthStyle } from '../../model/auth-style.js';
import { secretReadme } from '../secret-readme.js';

export default {
  label: 'An access key: AWS Signature Version 4',
  place: 'storage',
  settings: {
    required: [],
    properties: {
      region: {
        type: 'string',
        description: 'Region, where the host name does not contain it: us-east-1 by default.',
        pattern: '^[a-z0-9-]{1,40}$',
        patternErrorMessage: 'must be a region, such as "eu-central-1"',
      },
    },
  },
  questions: [
    {
      key: 'region',
      ask: 'Region, where the host name does not contain it (optional)',
      initial: '',
      optional: true,
    },
  ],
  environment: () => [
    { suffix: 'ACCESS_KEY_ID', description: 'Access key ID', secret: false, credential: true },
    {
      suffix: 'SECRET_ACCESS_KEY',
      description: 'Secret access key',
      secret: true,
      credential: true,
    },
    {
      suffix: 'SESSION_TOKEN',
      description: 'Session token, of temporary keys only',
      secret: true,
      use: 'optional',
    },
  ],
  storesCredentials: true,
  readme: (_auth, readmeWords) => secretReadme(readmeWords, ['ACCESS_KEY_ID', 'SECRET_ACCESS_KEY']),
  testing: () => ({ name: 'accessKey', from: 'mcp-provider/testing' }),
  dependencies: ['aws4fetch'],
  sample: { style: 'access-key' },
} satisfies AuthStyle;
