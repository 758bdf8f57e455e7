/**
 * Tests of a provider of own code, for Vitest.
 * @module mcp-provider/testing/code
 */
import { describe, expect, it } from 'vitest';
import type { Providers } from '../provider/loader.js';
import { tokenOf, useClients, usePerson, userIdOf } from './callers/callers.js';
import { eras } from './callers/clients.js';
import { contentOf, textOf } from './callers/session.js';
import { describeProvider } from './describe-provider.js';
import type { CallCase, Fixture } from './fixture.js';
import { stubEnvironment } from './server/environment.js';
import {
  expectAsked,
  testBuiltServer,
  testDeclined,
  testEmpty,
  testFailing,
  testInvalidArguments,
  testPrompts,
  testToolList,
  testWrongValues,
} from './suites/common.js';
import { testListed } from './suites/listed.js';
import {
  asksNothing,
  isEmpty,
  type TestedCall,
  testedProviderOf,
  toolNames,
} from './tested-provider.js';

/**
 * What the tests of a provider of own code need to know.
 *
 * @example
 * testProvider(providers, 'calendar', {
 *   signIn: noSignIn,
 *   tools: {
 *     count_workdays: {
 *       arguments: { from: '2026-03-02', to: '2026-03-08' },
 *       invalid: { from: 'tomorrow' },
 *       result: { workdays: 5 },
 *     },
 *   },
 * });
 */
export type CodeFixture = Fixture<CodeCase, CodeResourceCase>;

/** One call of a tool. Alice makes it, then Bob: what the tool keeps of one user must not change the result of the other. */
export interface CodeCase extends CallCase {
  /** The result for both: structured, or the text of a tool without an output schema. Absent: the result is not compared. */
  result?: Readonly<Record<string, unknown>> | string;
  /** Environment variables during the call, such as a `PATH` without the program that the tool starts. */
  environment?: Readonly<Record<string, string>>;
}

/** One resource that the test reads. */
export interface CodeResourceCase {
  uri: string;
  /** The text of the result. Absent: the text is not compared. */
  text?: string;
}

/** The two users of the test; each has another version of the protocol, so that both are tested. */
const CALLERS = [
  { ...eras[0], user: 'alice', other: 'bob' },
  { ...eras[1], user: 'bob', other: 'alice' },
] as const;

/**
 * Tests of one provider of own code: each tool, resource and prompt through a real client of either version of the
 * protocol, its users, and the built server. The functions run for real.
 */
export function testProvider(providers: Providers, provider: string, fixture: CodeFixture): void {
  const subject = testedProviderOf<CodeCase, CodeResourceCase>(provider, fixture);
  const { cases, failing, resources, signIn } = subject;
  describeProvider(providers, 'mcp-provider/testing/code', subject, () => {
    if (isEmpty(subject)) return testEmpty(subject);
    const person = usePerson(subject);
    const clientOf = useClients(subject, person);

    describe.each(CALLERS)('$user, $era protocol', ({ user, other, mode }) => {
      const client = () => clientOf(user, mode);
      const call = async (row: TestedCall<CodeCase>) => {
        const { name, arguments: args, environment = {} } = row;
        const caller = await clientOf(user, asksNothing(row) ? mode : 'auto');
        const restore = stubEnvironment(environment);
        try {
          return await caller.callTool({ name, arguments: args });
        } finally {
          restore();
        }
      };

      testToolList(provider, client);

      it.each(cases)('$title returns the result', async (row) => {
        const { name, arguments: args, result: expected } = row;
        const result = await call(row);
        const text = textOf(result);
        expect(
          result.isError ?? false,
          `"${name}" fails with ${JSON.stringify(args)}: ${text}. Change its function, or "arguments" of the test`,
        ).toBe(false);
        const got = JSON.stringify(result);
        for (const foreign of [userIdOf(other), tokenOf('alice'), tokenOf('bob')])
          expect(
            got,
            `"${name}" returns what belongs to ${foreign === userIdOf(other) ? 'another user' : 'the sign-in of a user'}`,
          ).not.toContain(foreign);
        if (expected !== undefined)
          expect(
            contentOf(result),
            `"${name}" returns a different result to ${user} than the test states. Change its function or "result" of the test; keep nothing of a user in a variable that all users share`,
          ).toEqual(expected);
        expectAsked(row, person);
      });

      testDeclined(cases, () => person, call);
      testFailing(failing, person, call);

      testInvalidArguments(cases, async (name, args) =>
        (await client()).callTool({ name, arguments: args }),
      );

      it.each(resources)('$title is read', async ({ uri, text }) => {
        const { contents } = await (await client()).readResource({ uri });
        expect(contents).toMatchObject([{ uri, ...(text !== undefined && { text }) }]);
      });

      testPrompts(subject, client);
    });

    testWrongValues(cases, () => clientOf('alice', 'auto'));
    testListed(provider, () => clientOf('alice', 'auto'));

    it('offers exactly the tools of the test', async () => {
      const { tools } = await (await clientOf('alice', 'auto')).listTools();
      expect(tools.map(({ name }) => name).toSorted()).toEqual(toolNames(subject));
    });

    testBuiltServer(provider);
    for (const suite of signIn.suites) describe('sign-in', () => suite(subject));
  });
}
