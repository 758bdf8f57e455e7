import type { AuthStyle } from '../../model/auth-style.js';
import basic from '../basic/style.js';

export default {
  ...basic,
  label: 'A database login: user name and password',
  place: 'login',
  testing: () => ({ name: 'login', from: 'mcp-provider/testing' }),
  sample: { style: 'login' },
} satisfies AuthStyle;
