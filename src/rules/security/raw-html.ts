import { requestFlow } from '../../flow/sources/request-data.js';
import { isTainted } from '../../flow/taint.js';
import type { Code, Located } from '../../model/code.js';
import type { Value } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

const TAG = /<\/?[a-z][a-z0-9]*[\s>]/i;

export default defineRule({
  severity: 'error',
  summary: 'Pages of the HTTP server contain text from requests only with HTML characters escaped.',
  why: 'A link to the page can then run a script in the browser of the user, on the host where users sign in.',
  limits: 'Functions with "escape", "encode" or "sanitize" in their name are trusted.',
  source: {
    text: 'CWE-79, Cross-site Scripting.',
    url: 'https://cwe.mitre.org/data/definitions/79.html',
  },
  securitySeverity: 6.1,
  on: 'file',
  check(file, report, { code }) {
    if (file.test || !/html/i.test(file.text)) return;
    const flow = requestFlow(code);
    const texts: { value: Value; written: string; parts: readonly Value[] }[] = [
      ...file.facts.texts.flatMap((value) =>
        value.is === 'template'
          ? [{ value, written: value.chunks.join(''), parts: value.values }]
          : [],
      ),
      ...file.facts.operations.flatMap((value) =>
        value.operator === '+'
          ? [{ value, written: constants({ file, value }, code), parts: value.parts }]
          : [],
      ),
    ];
    for (const { written, parts } of texts) {
      if (!TAG.test(written)) continue;
      for (const value of parts) {
        if (!isTainted(flow.taint({ file, value })) || texts.some((text) => text.value === value))
          continue;
        report({
          at: file.at(value),
          message: 'This text from the request becomes part of a page as HTML.',
          hint: 'Replace "&", "<", ">" and quotes in it by entities first.',
        });
      }
    }
  },
  examples: [
    {
      ok: project`
        // src/routes.ts
        const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (each) => \`&#\${each.charCodeAt(0)};\`);

        export function hello(request: Request): Response {
          const name = new URL(request.url).searchParams.get('name') ?? '';
          const page = \`<h1>Hello \${escapeHtml(name)}</h1>\`;
          return new Response(page, { headers: { 'content-type': 'text/html' } });
        }
      `,
    },
    {
      bad: project`
        // src/routes.ts
        export function hello(request: Request): Response {
          const name = new URL(request.url).searchParams.get('name') ?? '';
          const page = \`<h1>Hello \${‹name›}</h1>\`;
          return new Response(page, { headers: { 'content-type': 'text/html' } });
        }
      `,
      finds: ['This text from the request becomes part of a page as HTML.'],
    },
    {
      bad: project`
        // src/routes.ts
        export const hello = async (request: Request): Promise<Response> =>
          new Response('<pre>' + (‹await request.text()›) + '</pre>', {
            headers: { 'content-type': 'text/html' },
          });
      `,
      finds: ['This text from the request becomes part of a page as HTML.'],
    },
  ],
});

const constants = ({ file, value }: Located, code: Code): string =>
  value.is === 'compound'
    ? value.parts.map((part) => code.constant({ file, value: part }) ?? '').join('')
    : '';
