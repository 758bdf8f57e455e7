import type { AuthStyle } from '../../model/auth-style.js';
import { secretReadme } from '../secret-readme.js';

export default {
  label: 'A token to paste: personal access token, bearer token',
  place: 'request',
  settings: { required: [], properties: {} },
  questions: [],
  environment: () => [
    { suffix: 'TOKEN', description: 'Access token', secret: true, credential: true },
  ],
  storesCredentials: true,
  view: (_auth, { NAME }) => ({ options: [{ token: `${NAME}_TOKEN` }] }),
  readme: (_auth, readmeWords) => secretReadme(readmeWords, ['TOKEN']),
  testing: () => ({ name: 'bearer', from: 'mcp-provider/testing' }),
  dependencies: [],
  sample: { style: 'bearer' },
} satisfies AuthStyle;
