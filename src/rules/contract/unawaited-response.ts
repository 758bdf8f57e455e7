import type { Located } from '../../model/code.js';
import type { CallValue, FunctionFact, NameValue } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import type { Change } from '../../model/rule.js';
import { contains } from '../../flow/values/spans.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { insertion } from '../insertion.js';

export default defineRule({
  severity: 'error',
  summary: 'Responses of the API are awaited before code reads them.',
  why: 'A promise has no body and no items, so the tool returns an empty or invalid result.',
  limits:
    'Checked are the results of requests that stay in the function, directly or in a constant.',
  source: {
    text: 'typescript-eslint, no-misused-promises.',
    url: 'https://typescript-eslint.io/rules/no-misused-promises/',
  },
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    for (const value of file.facts.calls) {
      if (!code.runtime(code.target({ file, value }))?.sends) continue;
      const around = functionAround(file, value);
      const use = around && promiseUse({ file, value }, around);
      if (!use) continue;
      report({
        at: file.at(value.callee),
        message: 'This is a promise, not the response.',
        hint: 'Write `await` in front of it.',
        ...(around.async && { fix: awaiting({ file, value }, use) }),
      });
    }
  },
  examples: [
    ok`
      // src/providers/weather/api/get-forecast.ts, changed
      -   const response = await callApi(
      +   const response = callApi(
      …
      -   return response.body;
      +   return (await response).body;
    `,
    ok`
      // src/providers/weather/api/get-forecast.ts, changed
      -   const response = await callApi(
      +   const responses = [1, 2].map(() => callApi(
            { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
            context,
      -   );
      -   return response.body;
      +   ));
      +   return (await Promise.all(responses))[0].body;
    `,
    bad`
      // src/providers/weather/api/get-forecast.ts, changed
      -   const response = await callApi(
      +   const response = ‹callApi›(
    `.fixed`
      // src/providers/weather/api/get-forecast.ts, changed
      -   const response = callApi(
      +   const response = await callApi(
    `.finds('This is a promise, not the response.'),
    bad`
      // src/providers/weather/api/get-forecast.ts, changed
      -   const response = await callApi(
      +   return ‹callApi›(
            { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
            context,
      -   );
      -   return response.body;
      +   ).body;
    `.fixed`
      // src/providers/weather/api/get-forecast.ts, changed
      -   return callApi(
      +   return (await callApi(
      …
      -   ).body;
      +   )).body;
    `.finds('This is a promise, not the response.'),
  ],
});

const OWN = /^(then|catch|finally)$/;

/** The innermost function with the call in it. */
const functionAround = ({ facts }: SourceFile, value: CallValue): FunctionFact | undefined =>
  facts.functions
    .filter((each) => each.body && contains(each, value))
    .toSorted((a, b) => b.start - a.start)[0];

/** A member of the promise, or only uses of its constant that need the response. */
function promiseUse(
  { file: { facts }, value }: Located<CallValue>,
  around: FunctionFact,
): 'member' | 'constant' | undefined {
  const member = facts.members.find(({ object }) => object === value);
  if (member) return OWN.test(member.name) ? undefined : 'member';
  const index = facts.declarations.findIndex(
    ({ init, path, kind, reassigned }) =>
      init === value && kind === 'const' && path.length === 0 && !reassigned,
  );
  const reads = facts.reads.filter(({ declaration }) => declaration === index);
  return index >= 0 && reads.length > 0 && reads.every((read) => needsResponse(read, facts, around))
    ? 'constant'
    : undefined;
}

/** It is neither awaited, passed on, nor returned as it is: a property is read, or an object holds it. */
function needsResponse(
  read: NameValue,
  { members, objects }: SourceFile['facts'],
  around: FunctionFact,
): boolean {
  const member = members.find(({ object }) => object === read);
  if (member) return !OWN.test(member.name);
  return around.returned.some(
    (returned) =>
      returned.is === 'object' &&
      objects.includes(returned) &&
      returned.entries.some((entry) => entry.value === read),
  );
}

function awaiting({ file, value }: Located<CallValue>, use: 'member' | 'constant'): Change[] {
  return use === 'constant'
    ? [insertion(file, value.start, 'await ')]
    : [insertion(file, value.start, '(await '), insertion(file, value.end, ')')];
}
