import { defineRule } from '../define.js';
import { uncomparedStates } from './sign-ins/callbacks.js';
import { removedChallenges } from './sign-ins/challenges.js';
import { expectedOfResponse, ownStates, skippedStates } from './sign-ins/states.js';

export default defineRule({
  severity: 'error',
  summary:
    'The response to a sign-in is compared with the sign-in that was begun: by its state, and by the challenge of PKCE.',
  why: "Without it, an attacker completes a sign-in of their own in another user's browser, or uses a code that was intercepted.",
  limits:
    'Checked are the functions `begin` and `finish` of the runtime, those of the packages "openid-client" and "oauth4webapi", and functions that read a code from the query.',
  source: {
    text: 'RFC 6749, section 10.12; RFC 7636; RFC 9700, section 2.1.1.',
    url: 'https://www.rfc-editor.org/rfc/rfc9700#section-2.1.1',
  },
  securitySeverity: 8.1,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    for (const call of removedChallenges(file, code)) {
      report({
        at: file.at(call),
        message: 'The sign-in goes on without the challenge of PKCE.',
        hint: 'Keep "code_challenge" and "code_challenge_method" in the address.',
      });
    }
    for (const state of [...ownStates(file), ...expectedOfResponse(file, code)]) {
      report({
        at: file.at(state),
        message: 'The state is compared with itself: any response to the sign-in passes.',
        hint: 'Compare the state of the response with the one that was sent.',
      });
    }
    for (const read of uncomparedStates(file)) {
      report({
        at: file.at(read),
        message: 'The code of this response is used without a check of its state.',
        hint: 'Keep the state that was sent for the user, and reject a response with another one.',
      });
    }
    for (const skipped of skippedStates(file, code)) {
      report({
        at: file.at(skipped),
        message: 'The state of the response is not checked.',
        hint: 'Keep the state that was sent, and pass it as the expected one.',
      });
    }
  },
});
