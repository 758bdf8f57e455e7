import type { ProviderFixture } from '../support/fixture.js';
import { signIn } from './sign-in.js';

export const fixture: ProviderFixture = {
  provider: 'reports',
  prefix: 'REPORTS',
  signIn,
  cases: [
    {
      tool: 'get_report',
      args: { month: '1111-01' },
      invalid: { month: 42 },
      request: { method: 'GET', path: '/reports/1111-01', query: {} },
      answer: { opened: 1, solved: 1, median_hours: 1 },
      result: { opened: 1, solved: 1, median_hours: 1 },
    },
  ],
};
