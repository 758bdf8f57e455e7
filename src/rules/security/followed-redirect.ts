import { defineRule } from '../define.js';
import { requestsOfFollowing, requestsWithoutInit } from './redirects/lost-init.js';
import { isNetworkCall } from '../../flow/sinks/network.js';
import { callerSecretFlow } from '../../flow/sources/credentials.js';
import { secretFlow } from '../../flow/sources/secrets.js';
import { possibleTexts } from '../../flow/values/possible.js';
import { contains } from '../../flow/values/spans.js';
import type { Code, Property } from '../../model/code.js';
import type { CallValue, Span } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';

export default defineRule({
  severity: 'error',
  summary: 'Requests with credentials do not follow redirects to other hosts.',
  why: 'Headers such as "X-Api-Key" and the bodies of 307 responses are sent to the host that the redirect names.',
  source: {
    text: 'CWE-601, URL Redirection to Untrusted Site; RFC 9110, section 15.4.',
    url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.4',
  },
  securitySeverity: 6.1,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    for (const call of requestsWithoutInit(file, code)) {
      report({
        at: file.at(call.callee),
        message: 'This request follows redirects, because "redirect" of the given request is lost.',
        hint: 'Pass all of it on: `{ ...init, headers }`.',
      });
    }
    for (const { call, hint } of requestsOfFollowing(file, code)) {
      report({
        at: file.at(call.callee),
        message: 'This package follows redirects with the credentials of the request.',
        hint: `${hint}: the runtime follows redirects within the API.`,
      });
    }
    for (const { at, of } of followingElsewhere(file, code)) {
      report({
        at: file.at(at),
        message: 'Redirects are followed with the credentials of the request.',
        hint: 'Leave "redirect" out of these options: the runtime follows redirects within the API only.',
        related: [{ at: of.at, message: 'It is set here.' }],
      });
    }
    if (!file.text.includes('redirect')) return;
    const sent = file.provider === undefined ? requestsWithCredentials(file, code) : undefined;
    if (sent?.length === 0) return;
    for (const { entries } of file.facts.objects) {
      for (const entry of entries) {
        if (entry.is !== 'entry' || entry.key !== 'redirect') continue;
        if (sent && isOfAnother(entry, sent, file)) continue;
        if (!possibleTexts({ file, value: entry.value }, code).includes('follow')) continue;
        report({
          at: file.at(entry),
          message: 'Redirects are followed with the credentials of the request.',
          hint: 'Leave it to `callApi`, which follows redirects within the API only, or use "manual".',
        });
      }
    }
  },
});

/** Requests whose options come from another file, and follow redirects there: `fetch(url, { ...init, ...shared })`. */
const followingElsewhere = (file: SourceFile, code: Code): { at: Span; of: Property }[] => {
  const requests =
    file.provider === undefined
      ? requestsWithCredentials(file, code)
      : file.facts.calls.filter((value) => isNetworkCall(code.target({ file, value })));
  return requests.flatMap(({ arguments: [, options] }) => {
    if (!options) return [];
    const of = code.object({ file, value: options })?.properties ?? [];
    const last = of.findLast(({ key }) => key === 'redirect');
    return last && last.file !== file && possibleTexts(last, code).includes('follow')
      ? [{ at: options, of: last }]
      : [];
  });
};

/** With those of a caller, a token that a verifier checks, or the secret of a client. */
const requestsWithCredentials = (file: SourceFile, code: Code): readonly CallValue[] =>
  file.facts.calls.filter(
    (value) =>
      isNetworkCall(code.target({ file, value })) &&
      value.arguments.some((each) =>
        [callerSecretFlow(code), secretFlow(code)].some(
          (flow) => flow.taint({ file, value: each }).length > 0,
        ),
      ),
  );

/** It is written in another call than one of these. */
const isOfAnother = (entry: Span, sent: readonly CallValue[], { facts }: SourceFile): boolean =>
  !sent.some((call) => contains(call, entry)) &&
  facts.calls.some((call) =>
    call.arguments.some((given) => given.is === 'object' && contains(given, entry)),
  );
