import type { AuthStyle } from '../../model/auth-style.js';
import apiKey from '../api-key/style.js';

export default {
  ...apiKey,
  label: 'An API key as the user name: Basic with an empty password',
  rare: true,
  settings: { required: [], properties: {} },
  questions: [],
  fault: () => undefined,
  view: (_auth, { NAME }) => ({ options: [{ apiKey: `${NAME}_API_KEY` }, { in: 'basic' }] }),
  testing: () => ({ name: 'basicKey', from: 'mcp-provider/testing' }),
  sample: { style: 'basic-key' },
} satisfies AuthStyle;
