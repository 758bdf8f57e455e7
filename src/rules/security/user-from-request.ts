import type { Code } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { words } from '../../flow/sources/secret-names.js';

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
    ];
    for (const [value, name] of found) {
      report({
        at: file.at(value),
        message: `The request itself names the user, as "${name}", and it is not verified.`,
        hint: 'Take the user from the issuer and the subject of the verified token.',
      });
    }
  },
  examples: [
    {
      ok: project`
        // src/core/http-server.ts
        import express from 'express';

        const app = express();
        app.get('/rooms/:room', (req) => req.params.room);
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/client.ts, changed

        + export const route = '/users/:user_id';
        +
      `,
    },
    {
      bad: project`
        // src/core/http-server.ts
        import express from 'express';

        const app = express();
        app.post(‹'/:userId/mcp'›, () => {});
      `,
      finds: ['The request itself names the user, as "userId", and it is not verified.'],
    },
    {
      bad: project`
        // src/core/http-server.ts
        import express from 'express';

        const app = express();
        app.post('/mcp', (req) => ‹req.headers['x-user-id']›);
      `,
      finds: ['The request itself names the user, as "x-user-id", and it is not verified.'],
    },
    {
      bad: project`
        // src/core/http-server.ts
        export const userOf = (request: Request) =>
          new URL(request.url).searchParams.get(‹'user_id'›) ?? request.headers.get(‹'X-User'›);
      `,
      finds: [
        'The request itself names the user, as "user_id", and it is not verified.',
        'The request itself names the user, as "X-User", and it is not verified.',
      ],
    },
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
