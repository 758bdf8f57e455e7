import type { AuthStyle } from '../../model/auth-style.js';

export default {
  label: 'Nothing: no sign-in is required',
  place: 'nothing',
  settings: { required: [], properties: {} },
  questions: [],
  environment: () => [],
  storesCredentials: false,
  readme: () => '',
  testing: () => ({ name: 'noSignIn', from: 'mcp-provider/testing' }),
  dependencies: [],
  sample: { style: 'none' },
} satisfies AuthStyle;
