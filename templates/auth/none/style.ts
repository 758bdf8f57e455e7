import type { AuthStyle } from '../../../src/model/auth-style.js';

export default {
  label: 'None: the API does not require sign-in',
  port: 'nothing',
  settings: { required: [], properties: {} },
  questions: [],
  environment: () => [],
  storesCredentials: false,
  readme: () => 'This API does not require sign-in.',
  testing: () => ({ name: 'noSignIn', from: 'mcp-provider/testing' }),
  dependencies: [],
  sample: { style: 'none' },
} satisfies AuthStyle;
