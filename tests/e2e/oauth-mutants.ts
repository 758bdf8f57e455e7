/** One defect each in the sign-in of the `chat` example, and the test files that have to notice it. */
export const OAUTH_MUTANTS = [
  {
    file: 'src/core/sign-in/oauth-sign-in.ts',
    replace: 'pending.delete(state);',
    by: '',
    noticedBy: 'refusals',
  },
  {
    file: 'src/core/sign-in/oauth-sign-in.ts',
    replace: 'const callback = new URL(callbackUrl);',
    by: "const callback = new URL('http://127.0.0.1/elsewhere');",
    noticedBy: 'refusals',
  },
  {
    file: 'src/core/sign-in/loopback-server.ts',
    replace: '!hosts.includes(asked) ||',
    by: '',
    noticedBy: 'refusals',
  },
  {
    file: 'src/core/sign-in/loopback-server.ts',
    replace: 'if (!isLoopback(host))',
    by: "if (host === '')",
    noticedBy: 'refusals',
  },
  {
    file: 'src/core/oauth/authorization-code.ts',
    replace: '(isTold ? answer : withoutOwnIssuer(answer, issuer))',
    by: '(isTold ? withoutOwnIssuer(answer, issuer) : answer)',
    noticedBy: 'refusals',
  },
  {
    file: 'src/core/oauth/authorization-code.ts',
    replace: "code_challenge_method: 'S256',",
    by: '',
    noticedBy: 'auth',
  },
  {
    file: 'src/core/oauth/explain.ts',
    replace: "cause.error === 'invalid_grant'",
    by: "cause.error !== ''",
    noticedBy: 'renewal',
  },
  {
    file: 'src/core/oauth/credentials.ts',
    replace: 'MARGIN_MS = 60_000',
    by: 'MARGIN_MS = 0',
    noticedBy: 'renewal',
  },
  {
    file: 'src/core/credentials/renewal.ts',
    replace: '        refreshToken,\n        ...(scopes && { scopes }),\n',
    by: '',
    noticedBy: 'renewal',
  },
  {
    file: 'src/core/credentials/renewal.ts',
    replace: 'await writeFirmly(userId, next);',
    by: 'void writeFirmly(userId, next);',
    noticedBy: 'processes',
  },
  {
    file: 'src/core/credentials/lock.ts',
    replace:
      'return withFileLock(join(dataFolder(provider), `${recordId(provider, userId)}.lock`), task);',
    by: 'return withFileLock(join(dataFolder(provider), `${process.pid}.lock`), task);',
    noticedBy: 'processes',
  },
  {
    file: 'src/core/account-link/pages.ts',
    replace: 'if (!same(userId, ticket.userId)) {',
    by: 'if (!same(userId, userId)) {',
    noticedBy: 'account-link',
  },
  {
    file: 'src/core/account-link/pages.ts',
    replace: 'await useOnce(provider, ticket, `ticket ${ticket.id}`);',
    by: '',
    noticedBy: 'account-link',
  },
  {
    file: 'src/core/account-link/browser-steps.ts',
    replace: '!steps.includes(found.step) ||',
    by: '',
    noticedBy: 'account-link',
  },
];
