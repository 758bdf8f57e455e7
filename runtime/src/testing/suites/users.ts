import { describe, expect, it } from 'vitest';
import { configOf } from '../../project/config.js';
import { isObject } from '../../utils/is-object.js';
import { secretOf, tokenOf, useCallers, type User, users } from '../callers/callers.js';
import { eras, type Session } from '../callers/clients.js';
import { answersTo, expectResult, textOf } from '../callers/session.js';
import type { ApiRequest } from '../fakes/api-server.js';
import type { SentCredentials } from '../sign-ins/sign-in.js';
import { asksNothing, signInsOf, type TestedApi } from '../tested-provider.js';

/** Users of one server: each request has the credentials of its caller, and without them none is made. */
export function testUsers(subject: TestedApi, session: () => Session): void {
  const { cases, signIn } = subject;
  if (cases.length === 0) return;
  // With `shared_credentials`, callers without a sign-in get the credentials of the environment.
  const perUser = signIn.owner === 'user' && configOf(subject.provider).shared_credentials !== true;
  const signerOf = (request: ApiRequest): User | 'none' =>
    users.find((user) => isSignedWith(request, signIn.sent(secretOf(user)))) ?? 'none';
  // What a tool does for its caller does not depend on the protocol.
  const rows = eras.flatMap(({ era, mode }) =>
    (mode === 'auto' ? cases : cases.filter(asksNothing).slice(0, 1)).map((row) => ({
      ...row,
      era,
      mode,
    })),
  );

  describe('users', () => {
    const call = useCallers(subject);

    it.each(rows)('$title uses the credentials of its caller, $era protocol', async (row) => {
      const { mode } = row;
      const { api } = session();
      api.answerAlways(answersTo(row, 3));
      const requestCount = row.requests?.length ?? 1;
      const first = await call('alice', mode, row);
      const both = await Promise.all([call('alice', mode, row), call('bob', mode, row)]);
      for (const result of [first, ...both]) expectResult(row, result);
      const requestTexts = JSON.stringify(api.requests);
      for (const user of users) {
        expect(
          requestTexts,
          `"${row.name}" sends the token of its caller to the API`,
        ).not.toContain(tokenOf(user));
      }
      if (!perUser) return;
      const signers = api.requests.map(signerOf);
      expect(
        [...signers.slice(0, requestCount).toSorted(), ...signers.slice(requestCount).toSorted()],
        `Alice calls "${row.name}", then Alice and Bob at once: each request must have the credentials of its caller. Keep nothing of a call in a variable of a module`,
      ).toEqual(
        [['alice'], ['alice', 'bob']].flatMap((callers) =>
          callers
            .flatMap((user) =>
              signInsOf(row).map((requestSignIn) =>
                requestSignIn === 'none' ? requestSignIn : user,
              ),
            )
            .toSorted(),
        ),
      );
    });

    if (!perUser) return;
    it.each(rows.filter((row) => !signInsOf(row).includes(undefined)))(
      '$title needs no sign-in, $era protocol',
      async (row) => {
        const { api } = session();
        api.answerAlways(answersTo(row, 1));
        expectResult(row, await call('carol', row.mode, row));
        const message = `Carol is not signed in and calls "${row.name}": its requests must have no credentials`;
        expect(new Set(api.requests.map(signerOf)), message).toEqual(new Set(['none']));
      },
    );

    it.each(
      rows.filter((row) => signInsOf(row).every((requestSignIn) => requestSignIn === undefined)),
    )('$title needs a sign-in, $era protocol', async (row) => {
      const result = await call('carol', row.mode, row);
      const message = `Carol is not signed in and calls "${row.name}": she must be told to sign in, and the API must not receive a request`;
      expect(session().api.requests, message).toEqual([]);
      expect(result.isError, message).toBe(true);
      expect(textOf(result), message).toMatch(/sign (you )?in/i);
    });
  });
}

function isSignedWith(request: ApiRequest, sent: SentCredentials): boolean {
  const { path, headers, query, body } = request;
  const contains = (
    part: Readonly<Record<string, unknown>>,
    expected: Readonly<Record<string, string>> = {},
  ) => Object.entries(expected).every(([name, value]) => hasValue(name, part[name], value));
  const isInPath = sent.path === undefined || `${path}/`.startsWith(`${sent.path}/`);
  return (
    isInPath &&
    contains(headers, sent.headers) &&
    contains(query, sent.query) &&
    contains(isObject(body) ? body : query, sent.body)
  );
}

/** A request can have other cookies, too. */
const hasValue = (name: string, actual: unknown, expected: string) =>
  name === 'cookie'
    ? expected.split('; ').every((cookie) => String(actual).split('; ').includes(cookie))
    : actual === expected;
