import { join } from 'node:path';
import type { Host } from '../model/host.js';
import { parseDocument } from './document.js';

/**
 * Returns the environment variables of a project's server. As in the server, the environment has
 * precedence over .env.
 */
export async function serverVariables(
  { files, env }: Pick<Host, 'files' | 'env'>,
  root: string,
): Promise<Record<string, string | undefined>> {
  const text = (await files.read(join(root, '.env'))) ?? '';
  const { members } = parseDocument({ path: '.env', text });
  const inFile = Array.from(members, ([name, { value }]) => [name, String(value)] as const);
  return { ...Object.fromEntries(inFile), ...env };
}
