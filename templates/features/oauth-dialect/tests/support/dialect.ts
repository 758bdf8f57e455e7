import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';

/** Turns requests in the dialects of services into those that the authorization server of the tests understands. */
export async function translate(request: IncomingMessage): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname === '/auth') {
    const [, scopes] = [...url.searchParams].find(([name]) => name.endsWith('scope')) ?? [];
    if (scopes !== undefined) url.searchParams.set('scope', scopes.replaceAll(',', ' '));
    request.url = url.pathname + url.search;
  }
  if (request.headers['content-type'] === 'application/json') {
    const body = await json(request);
    request.headers['content-type'] = 'application/x-www-form-urlencoded';
    Object.assign(request, { body }); // where the server looks for a body that was read
  }
}
