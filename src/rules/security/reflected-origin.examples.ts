import { bad, ok } from '../example.js';

export default [
  ok`
    // src/hook.ts
    const ALLOWED = new Set(['https://chat.example.com']);

    export function headersFor(request: Request): Record<string, string> {
      const origin = request.headers.get('origin') ?? '';
      return ALLOWED.has(origin) ? { 'access-control-allow-origin': origin } : {};
    }
  `,
  bad`
    // src/hook.ts
    export const headersFor = (request: Request) => ({
      ‹'access-control-allow-origin'›: request.headers.get('origin') ?? '',
      'access-control-allow-credentials': 'true',
    });
    export const mapFor = (request: Request) =>
      new Map([[‹'access-control-allow-origin'›, String(request.headers.get('origin'))]]);
  `.finds(
    'Every website is allowed: the origin of the request is sent back.',
    'Every website is allowed: the origin of the request is sent back.',
  ),
];
