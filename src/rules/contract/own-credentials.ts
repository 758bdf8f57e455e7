import type { ProviderModel, SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { environmentForAll } from './parts/environment-credentials.js';
import { ignoredUser } from './parts/ignored-user.js';
import { selfNamed } from './parts/self-named.js';
import { swappedUsers } from './parts/swapped-user.js';
import { tokenHandling, wrongUsers } from './parts/tokens.js';

/** What the two files of the contract must export. */
const CONTRACT = ['getCredentials', 'saveCredentials', 'runAuthServer'];

const HINT = 'Pass `principal.userId` of the caller as the first argument.';

export default defineRule({
  severity: 'error',
  summary:
    'Only api/auth.ts and server-auth.ts get, refresh and store credentials, and getCredentials() gets the current user.',
  why: 'Other code paths bypass per-user storage, refresh and encryption, so all users share one account.',
  source: {
    text: 'The contract of a provider, in the README; OAuth 2.0, RFC 6749 section 10.',
    url: 'https://www.rfc-editor.org/rfc/rfc6749#section-10',
  },
  on: 'provider',
  check(provider, report) {
    const allowed = signInFiles(provider);
    for (const { file, value, called } of swappedUsers(provider)) {
      report({
        at: file.at(value),
        message: `This becomes the first argument of \`${called}\`, and is not a user.`,
        hint: HINT,
      });
    }
    for (const each of environmentForAll(provider)) report(each);
    for (const file of provider.files) {
      for (const [at, what] of allowed.has(file) ? [] : tokenHandling(file, provider)) {
        report({
          at,
          message: `This code ${what}, outside of "${provider.directory}/api/auth.ts".`,
          hint: 'Move it to `getCredentials()`, and use the result.',
        });
      }
      for (const { file: at, value } of selfNamed(file, provider.project.code)) {
        report({
          at: at.at(value),
          message: 'The credentials themselves name the user that they are stored for.',
          hint: HINT,
        });
      }
      const wrong = [...wrongUsers(file, provider.project.code)];
      for (const each of [...wrong, ...ignoredUser(file, provider, wrong)]) {
        report({ ...each, hint: HINT });
      }
    }
  },
});

/** The two files of the contract, those that they export their functions from, and what only these need. */
function signInFiles(provider: ProviderModel): ReadonlySet<SourceFile> {
  const { modules, code } = provider.project;
  const required = ['api/auth', 'server-auth'].flatMap((stem) => provider.file(stem) ?? []);
  const declaring = required.flatMap((each) =>
    CONTRACT.flatMap((name) => {
      const origin = code.exports(each).get(name)?.origin;
      return origin?.is === 'declared' && provider.files.includes(origin.file) ? [origin.file] : [];
    }),
  );
  const own = [...required, ...declaring];
  const needed = own.flatMap((each) => [...modules.reachable(each, { dynamic: true })]);
  const allowed = new Set([...own, ...needed]);
  const isShared = (each: SourceFile) =>
    !own.includes(each) && modules.importers(each).some((by) => !by.test && !allowed.has(by));
  return new Set([...allowed].filter((each) => !isShared(each)));
}
