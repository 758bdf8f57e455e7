import type { AuthStyle } from '../../../src/model/auth-style.js';

export default {
  label: 'None: the API is open',
  settings: { required: [], properties: {} },
  questions: [],
  environment: () => [],
  storesCredentials: false,
  dependencies: [],
  devDependencies: [],
  sample: { style: 'none' },
} satisfies AuthStyle;
