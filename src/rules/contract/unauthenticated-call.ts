import { signedRequests } from '../../flow/sources/signed-requests.js';
import { callsInside } from '../../flow/values/functions.js';
import { contains } from '../../flow/values/spans.js';
import type { Code, LocatedFunction } from '../../model/code.js';
import type { FunctionFact } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { apiFunctions, servedBy } from './parts/entrances.js';
import { clientsWithoutCredentials, idleSigners } from './parts/clients.js';
import { lostContexts, replacedFetch } from './parts/replaced-fetch.js';
import { callsWithoutCredentials } from './parts/unauthenticated.js';

export default defineRule({
  severity: 'error',
  summary: 'Requests to the API are sent with credentials from getCredentials() of api/auth.ts.',
  why: 'Without it, requests are unauthenticated or use another user’s credentials.',
  source: {
    text: 'The contract of a provider, in the README.',
  },
  on: 'provider',
  check(provider, report) {
    if (!provider.file('api/auth')) return;
    const { code } = provider.project;
    for (const { at, fix } of clientsWithoutCredentials(provider)) {
      report({
        at,
        message: `This client does not use \`getCredentials\` of "${provider.directory}/api/auth.ts".`,
        hint: 'Pass the function that "api/auth.ts" exports: `apiClient(PROVIDER_NAME, { ...auth, getCredentials })`.',
        ...(fix && { fix }),
      });
    }
    for (const at of idleSigners(provider)) {
      report({
        at,
        message: 'This function does not add the credentials to the request.',
        hint: 'Call the "authorize" that it replaces with the request and the credentials.',
      });
    }
    for (const { at, fix } of lostContexts(provider)) {
      report({
        at: at.file.at(at.value),
        message:
          'This request is sent without the context, which tells whose credentials it needs.',
        hint: 'Pass the `context` of the function of the tool as the second argument.',
        ...(fix && { fix }),
      });
    }
    const entered = new Set<FunctionFact>();
    const checkFrom = (start: LocatedFunction) => {
      for (const { call, unused, unseen } of callsWithoutCredentials(provider, start, entered)) {
        if (unseen) {
          report.unseen({
            at: call.file.at(call.value.callee),
            message:
              'Cannot determine whether this call sends a request, and with which credentials.',
            hint: 'Check the code that runs here, and suppress this finding with a reason.',
          });
          continue;
        }
        const fix = unused ? undefined : replacedFetch(call, provider);
        report({
          at: call.file.at(call.value.callee),
          message: unused
            ? 'This request does not use the credentials that getCredentials() returned.'
            : 'This request is sent without credentials from getCredentials().',
          ...(unused && {
            related: [
              {
                at: unused.file.at(unused.value.callee),
                message: 'The credentials are loaded here.',
              },
            ],
          }),
          hint: 'Send it with `callApi`, or with the result of `getCredentials(principal.userId)`.',
          ...(fix && { fix }),
        });
      }
    };
    for (const { at, start, isSender } of servedBy(provider)) {
      if (start) checkFrom(start);
      else if (!isSender) {
        report.unseen({
          at,
          message: 'Cannot determine which function runs here and which credentials it uses.',
          hint: 'Use a function that is declared with `function` or `const`.',
        });
      }
    }
    for (const start of apiFunctions(provider)) {
      const isGiven = isGivenCredentials(start) || passesRequestOn(start, code);
      if (!entered.has(start.function) && !isGiven) checkFrom(start);
    }
  },
});

/** Its callers pass the credentials. */
const isGivenCredentials = ({ function: { parameters } }: LocatedFunction) =>
  parameters.some(({ name, type = '' }) =>
    /credential|token|secret|auth|key/i.test(`${name} ${type}`),
  );

/** The runtime calls it with a signed request, `apiClient(…, { fetch: spread })`, and it hands that on. */
function passesRequestOn({ file, function: made }: LocatedFunction, code: Code): boolean {
  const reads = signedRequests(file, code).get(made) ?? [];
  const given = callsInside(file, made).flatMap((call) => call.arguments);
  return reads.some((value) => given.some((each) => contains(each, value)));
}
