import type { Code } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { isOfRequest } from '../../flow/sources/requests.js';
import { requestFlow } from '../../flow/sources/request-data.js';
import { callsInside, functionsAround } from '../../flow/values/functions.js';
import { contains } from '../../flow/values/spans.js';
import { isVerification } from '../../flow/values/verification.js';
import { defineRule } from '../define.js';
import { chosenUsers } from './arguments/chosen-user.js';
import { isDecided } from './verifiers/decision.js';
import { words } from '../../model/secret-names.js';

const USER = /^(user|user_?id|user_?name|uid|principal|principal_id)$/;
const USER_HEADER =
  /^x-(forwarded-)?(user|user-?id|user-?name|principal|email|remote-user)(-id)?$/i;
const ROUTE = /^(get|post|put|patch|delete|all|use|route|on)$/;
const USER_IN_ROUTE = /(?:\/:|\/\{)(user(?:_?id)?|userName|uid|principal(?:_?id)?)\b/i;

export default defineRule({
  severity: 'error',
  summary: 'The HTTP server identifies callers by verified tokens only.',
  why: 'Otherwise a caller can act as another user by changing the path, the query or a header.',
  source: {
    text: 'MCP specification, Authorization: servers must validate access tokens; CWE-639, Authorization Bypass Through User-Controlled Key.',
    url: 'https://cwe.mitre.org/data/definitions/639.html',
  },
  securitySeverity: 8.8,
  on: 'file',
  check(file, report, { code }) {
    // In a provider the same words are about the users of its API.
    if (file.test || file.provider !== undefined) return;
    const found: [Value, string][] = [
      ...file.facts.calls.flatMap((call) => namedInCall(call, code)),
      ...file.facts.members.flatMap((member): [Value, string][] =>
        isRequestPart(code.path(member.object), member.name) ? [[member, member.name]] : [],
      ),
      ...file.facts.declarations.flatMap((declared, declaration): [Value, string][] => {
        const { name, path, start, end } = declared;
        const holder = ['request', ...path.slice(0, -1)].join('.');
        const [key = ''] = path.slice(-1);
        return isRequestPart(holder, key) && isOfRequest(file, declared, code)
          ? [[{ is: 'name', name, declaration, start, end }, key]]
          : [];
      }),
    ];
    const hint = 'Take the user from the issuer and the subject of the verified token.';
    for (const [value, name] of found) {
      report({
        at: file.at(value),
        message: `The request itself names the user, as "${name}", and it is not verified.`,
        hint,
      });
    }
    const flow = requestFlow(code);
    const seen = new Set<Value>();
    for (const call of file.facts.calls) {
      if (found.some(([value]) => isInSame(file, call, value))) continue;
      for (const user of chosenUsers({ file, value: call }, flow)) {
        const holdsRequest = (value: Value) => flow.taint({ file, value }).length > 0;
        if (seen.has(user.value) || isVerifiedBefore(file, call, holdsRequest)) continue;
        if (isDecided({ file, value: call }, flow)) continue;
        seen.add(user.value);
        report({
          at: user.file.at(user.value),
          message:
            'The request itself chooses whose credentials these are, and it is not verified.',
          hint,
        });
      }
    }
  },
});

function namedInCall({ callee, arguments: [first] }: CallValue, code: Code): [Value, string][] {
  if (callee.is !== 'member' || first?.is !== 'string') return [];
  const [, route] = ROUTE.test(callee.name) ? (USER_IN_ROUTE.exec(first.value) ?? []) : [];
  if (route !== undefined) return [[first, route]];
  if (!/^(get|header)$/.test(callee.name)) return [];
  const holder = code.path(callee.object);
  const isHeader =
    USER_HEADER.test(first.value) && /headers|req|request|c|context/i.test(holder || 'req');
  const isQuery =
    callee.object.is === 'member' &&
    callee.object.name === 'searchParams' &&
    USER.test(words(first.value));
  return isHeader || isQuery ? [[first, first.value]] : [];
}

const isRequestPart = (holder: string, name: string) =>
  (/(^|\.)headers$/.test(holder) && USER_HEADER.test(name)) ||
  (/(^|\.)(req|request)\.(query|params)$/.test(holder) && USER.test(words(name)));

/** The same function verifies a part of the request first: `timingSafeEqual(mac, expected)`. */
const isVerifiedBefore = (
  file: SourceFile,
  call: CallValue,
  isOfRequest: (value: Value) => boolean,
): boolean =>
  functionsAround(file, call).some((around) =>
    callsInside(file, around).some(
      (each) => each.end <= call.start && isVerification(each) && each.arguments.some(isOfRequest),
    ),
  );

/** The function that contains the call reads the user from the request, which is reported there. */
const isInSame = ({ facts }: SourceFile, { within }: CallValue, value: Value) => {
  const around = facts.functions[within];
  return around !== undefined && contains(around, value);
};
