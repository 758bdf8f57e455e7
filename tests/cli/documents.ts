import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An operation without arguments. */
export const get = (operationId: string, more: object = {}) => ({
  get: { operationId, responses: { 200: { description: 'OK' } }, ...more },
});

/** Writes an OpenAPI document, and returns its path. */
export function writeDocument(
  folder: string,
  paths: object,
  { title = 'Rooms', name = 'api.json', ...more }: { title?: string; name?: string } = {},
): string {
  const file = join(folder, name);
  const info = { title, version: '1' };
  const servers = [{ url: 'https://api.example.com' }];
  writeFileSync(file, JSON.stringify({ openapi: '3.1.0', info, servers, paths, ...more }));
  return file;
}
