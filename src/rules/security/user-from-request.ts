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
  summary: 'The HTTP server learns who calls from a verified token and from nothing else.',
  why: 'Whoever knows a name is that user, where the name stands in the path, the query or a header.',
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
        message: `The caller says who it is, as "${name}", and nothing verifies that.`,
        hint: 'Take the user from the verified token: its issuer and subject.',
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
      finds: ['The caller says who it is, as "userId", and nothing verifies that.'],
    },
    {
      bad: project`
        // src/core/http-server.ts
        import express from 'express';

        const app = express();
        app.post('/mcp', (req) => ‹req.headers['x-user-id']›);
      `,
      finds: ['The caller says who it is, as "x-user-id", and nothing verifies that.'],
    },
    {
      bad: project`
        // src/core/http-server.ts
        export const userOf = (request: Request) =>
          new URL(request.url).searchParams.get(‹'user_id'›) ?? request.headers.get(‹'X-User'›);
      `,
      finds: [
        'The caller says who it is, as "user_id", and nothing verifies that.',
        'The caller says who it is, as "X-User", and nothing verifies that.',
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
