import type { Code } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { words } from './secrets/names.js';

const USER = /^(user|user_?id|user_?name|uid|principal|principal_id)$/;
const USER_HEADER =
  /^x-(forwarded-)?(user|user-?id|user-?name|principal|email|remote-user)(-id)?$/i;
const ROUTE = /^(get|post|put|patch|delete|all|use|route|on)$/;
const USER_IN_ROUTE = /(?:\/:|\/\{)(user(?:_?id)?|userName|uid|principal(?:_?id)?)\b/i;
const SERVE = 'src/core/http-server.ts';
const app = (rest: string) => `import express from 'express';\n\nconst app = express();\n${rest}\n`;

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
    { ok: {} },
    { ok: { [SERVE]: app("app.get('/rooms/:room', (req) => req.params.room);") } },
    {
      ok: {
        'src/providers/weather/api/client.ts': {
          replace: 'export async',
          with: "export const route = '/users/:user_id';\n\nexport async",
        },
      },
    },
    { bad: { [SERVE]: app("app.post('/:userId/mcp', () => {});") }, finds: [`${SERVE}:4:10`] },
    {
      bad: { [SERVE]: app("app.post('/mcp', (req) => req.headers['x-user-id']);") },
      finds: [`${SERVE}:4:27`],
    },
    {
      bad: {
        [SERVE]:
          "export const userOf = (request: Request) =>\n  new URL(request.url).searchParams.get('user_id') ?? request.headers.get('X-User');\n",
      },
      finds: [`${SERVE}:2:41`, `${SERVE}:2:75`],
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
