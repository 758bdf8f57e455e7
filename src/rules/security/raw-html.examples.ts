import { bad, ok } from '../example.js';

export default [
  ok`
    // src/routes.ts
    const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (each) => \`&#\${each.charCodeAt(0)};\`);

    export function hello(request: Request): Response {
      const name = new URL(request.url).searchParams.get('name') ?? '';
      const page = \`<h1>Hello \${escapeHtml(name)}</h1>\`;
      return new Response(page, { headers: { 'content-type': 'text/html' } });
    }
  `,
  ok`
    // src/routes.ts
    import { html } from 'hono/html';

    const esc = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const nameIn = (request: Request) => new URL(request.url).searchParams.get('name') ?? '';

    export const escaped = (request: Request) => \`<h1>Hello \${esc(nameIn(request))}</h1>\`;
    export const tagged = (request: Request) => html\`<h1>Hello \${nameIn(request)}</h1>\`;
  `,
  ok`
    // src/routes.ts
    const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const html = (strings: TemplateStringsArray, ...values: unknown[]) =>
      String.raw(
        { raw: strings },
        ...values.map((value) => (Array.isArray(value) ? value.join('') : escape(String(value)))),
      );

    export const hello = (request: Request) =>
      new Response(html\`<h1>\${new URL(request.url).searchParams.get('name')}</h1>\`, {
        headers: { 'content-type': 'text/html' },
      });
  `,
  bad`
    // src/routes.ts
    export function hello(request: Request): Response {
      const name = new URL(request.url).searchParams.get('name') ?? '';
      const page = \`<h1>Hello \${‹name›}</h1>\`;
      return new Response(page, { headers: { 'content-type': 'text/html' } });
    }
  `.finds('This text from the request becomes part of a page as HTML.'),
  bad`
    // src/routes.ts
    export const hello = async (request: Request): Promise<Response> =>
      new Response('<pre>' + (‹await request.text()›) + '</pre>', {
        headers: { 'content-type': 'text/html' },
      });
  `.finds('This text from the request becomes part of a page as HTML.'),
  bad`
    // src/routes.ts
    const nameIn = (request: Request) => new URL(request.url).searchParams.get('name') ?? '';
    const html = 'text/html';

    export const sum = (request: Request) =>
      '<h1>' + title() + ': ' + ‹nameIn(request)› + '</h1>';
    export const line = (request: Request) => 'Hello ' + ‹nameIn(request)› + '<br>';
    export const list = (request: Request) => ['<h1>', ‹nameIn(request)›, '</h1>'].join('');
    export const raw = (request: Request) => String.raw\`<h1>\${‹unescape(nameIn(request))›}</h1>\`;
  `.finds(
    'This text from the request becomes part of a page as HTML.',
    'This text from the request becomes part of a page as HTML.',
    'This text from the request becomes part of a page as HTML.',
    'This text from the request becomes part of a page as HTML.',
  ),
  bad`
    // src/routes.ts
    const html = (strings: TemplateStringsArray, ...values: unknown[]) =>
      String.raw({ raw: strings }, ...values);

    export const hello = (request: Request) =>
      new Response(html\`<h1>\${‹new URL(request.url).searchParams.get('name')›}</h1>\`, {
        headers: { 'content-type': 'text/html' },
      });
  `.finds('This text from the request becomes part of a page as HTML.'),
];
