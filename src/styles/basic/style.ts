import type { AuthStyle } from '../../model/auth-style.js';
import { secretReadme } from '../secret-readme.js';

export default {
  label: 'A user name and password: Basic, also an email and an API token',
  place: 'request',
  settings: { required: [], properties: {} },
  questions: [],
  environment: () => [
    { suffix: 'USERNAME', description: 'User name', secret: false, credential: true },
    { suffix: 'PASSWORD', description: 'Password', secret: true, credential: true },
  ],
  storesCredentials: true,
  readme: (_auth, readmeWords) => secretReadme(readmeWords, ['USERNAME', 'PASSWORD']),
  testing: () => ({ name: 'basic', from: 'mcp-provider/testing' }),
  dependencies: [],
  sample: { style: 'basic' },
} satisfies AuthStyle;
