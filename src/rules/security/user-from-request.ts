import type { Code } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { isOfRequest } from '../../flow/sources/requests.js';
import { requestFlow } from '../../flow/sources/request-data.js';
import { isTainted } from '../../flow/taint.js';
import { lastName } from '../../flow/values/children.js';
import { callsInside, functionsAround } from '../../flow/values/functions.js';
import { contains } from '../../flow/values/spans.js';
import { isVerification } from '../../flow/values/verification.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { words } from '../../model/secret-names.js';

const USER = /^(user|user_?id|user_?name|uid|principal|principal_id)$/;
const USER_HEADER =
  /^x-(forwarded-)?(user|user-?id|user-?name|principal|email|remote-user)(-id)?$/i;
const ROUTE = /^(get|post|put|patch|delete|all|use|route|on)$/;
const USER_IN_ROUTE = /(?:\/:|\/\{)(user(?:_?id)?|userName|uid|principal(?:_?id)?)\b/i;

/** Functions of the contract whose first argument is the user. */
const OF_USER = /^(getCredentials|saveCredentials|signOut)$/;

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
    for (const call of file.facts.calls) {
      const [user] = call.arguments;
      const isNamed = found.some(([value]) => isInSame(file, call, value));
      if (!user || isNamed || !OF_USER.test(lastName(call.callee))) continue;
      const holdsRequest = (value: Value) => requestFlow(code).taint({ file, value }).length > 0;
      if (!isTainted(requestFlow(code).taint({ file, value: user }))) continue;
      if (isVerifiedBefore(file, call, holdsRequest)) continue;
      report({
        at: file.at(user),
        message: 'The request itself chooses whose credentials these are, and it is not verified.',
        hint,
      });
    }
  },
  examples: [
    ok`
      // src/core/http-server.ts
      import express from 'express';

      const app = express();
      app.get('/rooms/:room', (req) => req.params.room);
    `,
    ok`
      // src/providers/weather/api/client.ts, changed

      + export const route = '/users/:user_id';
      +
    `,
    ok`
      // src/routes.ts
      import { getCredentials } from './providers/weather/api/auth.js';
      import { verified } from './verified.js';

      export async function me(request: Request, { userId }: { userId: string }) {
        const { sub } = await verified(request.headers.get('authorization'));
        return [await getCredentials(userId), await getCredentials(sub)];
      }
    `,
    ok`
      // src/routes.ts
      import { createHmac, timingSafeEqual } from 'node:crypto';
      import { getCredentials, signOut } from './providers/weather/api/auth.js';

      const sign = (user: string) => createHmac('sha256', keys.session).update(user).digest();

      function userOf(request: Request): string {
        const [user = '', mac = ''] = (request.headers.get('cookie') ?? '').split('.');
        if (!timingSafeEqual(Buffer.from(mac, 'base64url'), sign(user))) throw new Error('Invalid session');
        return user;
      }

      export const me = async (request: Request) => await getCredentials(userOf(request));

      export async function leave(request: Request) {
        const user = await request.text();
        if (!crypto.verify('sha256', Buffer.from(user), keys.public, request.headers.get('x-signature')))
          return;
        await signOut(user);
      }
    `,
    bad`
      // src/routes.ts
      import { signOut } from './providers/weather/api/auth.js';

      export async function leave(request: Request) {
        const session = request.headers.get('mcp-session-id');
        if (session) await signOut(‹session›);
        return new Response(null, { status: 204 });
      }
    `.finds('The request itself chooses whose credentials these are, and it is not verified.'),
    bad`
      // src/core/http-server.ts
      import express from 'express';

      const app = express();
      app.post(‹'/:userId/mcp'›, () => {});
    `.finds('The request itself names the user, as "userId", and it is not verified.'),
    bad`
      // src/core/http-server.ts
      import express from 'express';

      const app = express();
      app.post('/mcp', (req) => ‹req.headers['x-user-id']›);
    `.finds('The request itself names the user, as "x-user-id", and it is not verified.'),
    bad`
      // src/core/http-server.ts
      export const identify = ({ headers: { 'x-user': ‹user› = 'nobody', accept } }: IncomingMessage) =>
        accept && String(user);
    `.finds('The request itself names the user, as "x-user", and it is not verified.'),
    bad`
      // src/core/http-server.ts
      export const userOf = (request: Request) =>
        new URL(request.url).searchParams.get(‹'user_id'›) ?? request.headers.get(‹'X-User'›);
    `.finds(
      'The request itself names the user, as "user_id", and it is not verified.',
      'The request itself names the user, as "X-User", and it is not verified.',
    ),
  ],
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
