import { bad, ok } from '../example.js';

export default [
  bad`
    // src/backup.ts
    import { createReadStream } from 'node:fs';
    import { createServer } from 'node:http';

    export function serveBackup(port: number, file: string): void {
      const server = ‹createServer›((request, response) => {
        if (request.method !== 'GET' || request.url !== '/backup') return void response.writeHead(404).end();
        createReadStream(file).pipe(response);
      });
      server.listen(port, '127.0.0.1');
    }
  `.finds('This server answers requests for any host name, also those of web pages.'),
  bad`
    // src/status.ts
    import http, { type IncomingMessage, type ServerResponse } from 'node:http';
    import { auth } from './providers/weather/api/auth.js';

    async function handle(_request: IncomingMessage, response: ServerResponse) {
      await auth.signOut('local');
      response.end('Signed out');
    }
    export const server = ‹http.createServer›((request, response) => void handle(request, response));
  `.finds('This server answers requests for any host name, also those of web pages.'),
  // It checks the host or a token, or serves what everybody may see.
  ok`
    // src/backup.ts
    import { timingSafeEqual } from 'node:crypto';
    import { createReadStream } from 'node:fs';
    import { readFile } from 'node:fs/promises';
    import { createServer } from 'node:http';

    export const serveBackup = (port: number, file: string) =>
      createServer((request, response) => {
        if (request.headers.host !== \`127.0.0.1:\${port}\`) return void response.writeHead(403).end();
        createReadStream(file).pipe(response);
      });
    export const serveWithKey = (key: Buffer, file: string) =>
      createServer((request, response) => {
        const given = Buffer.from(String(request.headers['x-backup-key']));
        if (given.length !== key.length || !timingSafeEqual(given, key)) return void response.writeHead(401).end();
        createReadStream(file).pipe(response);
      });
    export const page = createServer(async (_request, response) => {
      response.end(await readFile(new URL('page.html', import.meta.url)));
    });
    export const health = createServer(async (_request, response) => {
      const isReady = (await auth.getCredentials('local')) !== null;
      response.writeHead(isReady ? 200 : 503).end();
    });
  `,
];
