import type { Code, Located } from '../../model/code.js';
import type { CallValue, Span, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { loadsCredentials } from '../../flow/sources/credentials.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

export default defineRule({
  severity: 'error',
  summary:
    'What getCredentials() resolves with is awaited, and its errors are not replaced by null.',
  why: 'A promise is never null: the test for a missing sign-in always passes. And an outage of the store looks like a missing sign-in.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check({ files, project: { code } }, report) {
    for (const file of files) {
      if (file.test) continue;
      for (const value of file.facts.calls) {
        if (isTestedPromise({ file, value }, code)) {
          report({
            at: file.at(value),
            message: 'This is a promise, which is never null.',
            hint: 'Write `await` in front of it.',
          });
        }
        if (replacesError({ file, value }, code) || isTriedInVain({ file, value }, code)) {
          report({
            at: file.at(value),
            message:
              'Errors of getCredentials() are replaced: an outage looks like a missing sign-in.',
            hint: 'Let the error through: the runtime tells the caller that the call failed.',
          });
        }
      }
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/api/check.ts
        import { getCredentials } from './auth.js';

        export async function check(user: string) {
          if (!(await getCredentials(user))) throw new Error('Not signed in.');
          return getCredentials(user).catch((error: unknown) => {
            throw new Error('The store is not available.', { cause: error });
          });
        }
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/check.ts
        import { getCredentials } from './auth.js';

        export async function check(user: string) {
          if (!‹getCredentials(user)›) throw new Error('Not signed in.');
        }
      `,
      finds: ['This is a promise, which is never null.'],
    },
    {
      bad: project`
        // src/providers/weather/api/check.ts
        import { getCredentials } from './auth.js';

        export const check = (user: string) => ‹getCredentials(user).catch(() => null)›;
      `,
      finds: ['Errors of getCredentials() are replaced: an outage looks like a missing sign-in.'],
    },
  ],
});

/** `!getCredentials(user)`, `if (getCredentials(user))`, `getCredentials(user) === null` */
function isTestedPromise(call: Located<CallValue>, code: Code): boolean {
  if (!loadsCredentials(call, code)) return false;
  const { conditions, operations } = call.file.facts;
  return (
    conditions.includes(call.value) ||
    operations.some(
      ({ operator, parts }) =>
        /^(!|&&|\|\||\?:|\?\?|[!=]==?)$/.test(operator) && parts[0] === call.value,
    )
  );
}

/** `getCredentials(user).catch(() => null)` */
function replacesError({ file, value }: Located<CallValue>, code: Code): boolean {
  const { callee, arguments: given } = value;
  if (callee.is !== 'member' || callee.name !== 'catch') return false;
  if (!loadsCredentials({ file, value: callee.object }, code)) return false;
  const [handler] = given;
  const made = handler && code.functions({ file, value: handler }).at(-1);
  if (!made || made.function.thrown.length > 0) return false;
  return made.function.returned.every((each) => isNothing(each, made.file, code));
}

/** `try { return await getCredentials(user); } catch { return null; }` */
function isTriedInVain(call: Located<CallValue>, code: Code): boolean {
  if (!loadsCredentials(call, code)) return false;
  const { file } = call;
  const { handlers, functions } = file.facts;
  const handler = handlers.find(({ tried }) => contains(tried, call.value));
  if (!handler) return false;
  const left = functions.flatMap(({ returned }) =>
    returned.filter((each) => contains(handler, each)),
  );
  const thrown = functions.some((each) => each.thrown.some((value) => contains(handler, value)));
  return !thrown && left.length > 0 && left.every((each) => isNothing(each, file, code));
}

const contains = (outer: Span, inner: Span) => outer.start <= inner.start && inner.end <= outer.end;

function isNothing(value: Value, file: SourceFile, code: Code): boolean {
  if (value.is === 'literal') return true;
  if (value.is === 'object') return value.entries.length === 0;
  return (
    (value.is === 'name' && value.name === 'undefined') || code.constant({ file, value }) === null
  );
}
