import type { AuthStyle } from '../../model/auth-style.js';
import { secretReadme } from '../secret-readme.js';

export default {
  label: 'Database login: user name and password',
  port: 'login',
  settings: { required: [], properties: {} },
  questions: [],
  environment: () => [
    { suffix: 'USERNAME', description: 'User name', secret: false, credential: true },
    { suffix: 'PASSWORD', description: 'Password', secret: true, credential: true },
  ],
  storesCredentials: true,
  readme: (_auth, words) => secretReadme(words, ['USERNAME', 'PASSWORD']),
  testing: () => ({ name: 'login', from: 'mcp-provider/testing' }),
  dependencies: [],
  sample: { style: 'login' },
} satisfies AuthStyle;
