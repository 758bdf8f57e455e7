import { testSignIn } from '../support/suites/sign-in.js';
import { fixture } from './fixture.js';
import { signIn } from './sign-in.js';

testSignIn({ ...fixture, signIn });
