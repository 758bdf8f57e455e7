import { requestFlow } from '../../flow/sources/request-data.js';
import { startsTainted } from '../../flow/taint.js';
import { lastName } from '../../flow/values/children.js';
import { externalName } from '../../flow/values/external-name.js';
import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

/** Methods that compare a whole address with those that are allowed. */
const MATCHES = /^(has|includes|indexOf|get)$/;

export default defineRule({
  severity: 'error',
  summary: 'The request does not choose the host of a redirect.',
  why: 'Others send users a link to this server that leads to a host of theirs, with the code of a sign-in.',
  limits:
    'An address that the code compares as a whole, or looks up in a list, is not reported; neither is a path on a fixed host.',
  source: {
    text: 'CWE-601, URL Redirection to Untrusted Site; RFC 9700, section 4.11.',
    url: 'https://www.rfc-editor.org/rfc/rfc9700#section-4.11',
  },
  securitySeverity: 6.1,
  on: 'file',
  check(file, report, { code }) {
    if (file.test || !/redirect|location/i.test(file.text)) return;
    const flow = requestFlow(code);
    const targets = [
      ...file.facts.calls.flatMap((value) => redirectOf({ file, value }, code)),
      ...file.facts.objects.flatMap(({ entries }) =>
        entries.flatMap((entry) =>
          entry.is === 'entry' && /^location$/i.test(entry.key) ? [entry.value] : [],
        ),
      ),
    ];
    for (const value of targets) {
      if (!startsTainted(flow.taint({ file, value })) || isMatched({ file, value }, code)) continue;
      report({
        at: file.at(value),
        message: 'The request chooses where this redirect leads.',
        hint: 'Compare the whole address with the allowed ones, not its beginning.',
      });
    }
  },
  examples: [
    {
      ok: project`
        // src/routes.ts
        const ALLOWED = new Set(['https://weather.dev/done']);

        export function back(request: Request): Response {
          const next = new URL(request.url).searchParams.get('next') ?? '';
          return ALLOWED.has(next) ? Response.redirect(next) : new Response('Invalid', { status: 400 });
        }

        export const home = (request: Request) =>
          Response.redirect(\`https://weather.dev/\${new URL(request.url).search}\`);
      `,
    },
    {
      bad: project`
        // src/routes.ts
        export function back(request: Request): Response {
          const next = new URL(request.url).searchParams.get('next') ?? '';
          if (!next.startsWith('https://weather.dev')) return new Response('Invalid', { status: 400 });
          return Response.redirect(‹next›);
        }
      `,
      finds: ['The request chooses where this redirect leads.'],
    },
    {
      bad: project`
        // src/routes.ts
        export const routes = [
          {
            path: '/back',
            handle: (request) =>
              new Response(null, { status: 302, headers: { location: ‹request.headers.get('referer')› } }),
          },
        ];
      `,
      finds: ['The request chooses where this redirect leads.'],
    },
  ],
});

/** `Response.redirect(address)`, `response.redirect(302, address)`, `headers.set('location', address)` */
function redirectOf({ file, value }: Located<CallValue>, code: Code): Value[] {
  const { callee, arguments: given } = value;
  if (callee.is !== 'member') return [];
  const [first, second] = given;
  if (callee.name === 'redirect')
    return [first, second].flatMap((each) =>
      each && code.constant({ file, value: each }) === undefined ? [each] : [],
    );
  const sets = /^(set|append|setHeader|header)$/.test(callee.name);
  return sets && first?.is === 'string' && /^location$/i.test(first.value) && second
    ? [second]
    : [];
}

/** The code compares the address, or looks it up: `ALLOWED.has(next)`, `next === HOME`. */
function isMatched({ file, value }: Located, code: Code): boolean {
  const { calls, operations } = file.facts;
  const name = lastName(value);
  const isIt = (each: Value | undefined) =>
    each !== undefined && name !== '' && code.path(each) === code.path(value);
  return (
    calls.some(
      ({ callee, arguments: given }) =>
        callee.is === 'member' && MATCHES.test(callee.name) && isIt(given[0]),
    ) ||
    operations.some(
      ({ operator, parts }) =>
        /^[!=]==?$/.test(operator) &&
        parts.some(isIt) &&
        parts.some((part) => !isIt(part) && !isNothing({ file, value: part }, code)),
    )
  );
}

const isNothing = (located: Located, code: Code) =>
  externalName(code, located) === '#undefined' ||
  ['', null].includes(code.constant(located) as string | null);
