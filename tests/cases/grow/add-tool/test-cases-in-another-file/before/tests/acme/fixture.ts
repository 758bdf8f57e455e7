import type { ProviderFixture } from '../support/fixture.js';
import { cases } from './cases.js';
import { signIn } from './sign-in.js';

export const fixture: ProviderFixture = { provider: 'acme', prefix: 'ACME', signIn, cases };
