import { join } from 'node:path';
import type { Host } from '../model/host.js';
import { parseEnv } from './documents/env.js';

/** The variables of the server of a project: as in the server, the environment takes precedence over .env. */
export async function serverVariables(
  { files, env }: Pick<Host, 'files' | 'env'>,
  root: string,
): Promise<Record<string, string | undefined>> {
  const { root: local } = parseEnv((await files.read(join(root, '.env'))) ?? '');
  const inFile = local?.is === 'map' ? local.entries : [];
  const variables = inFile.flatMap(({ key, value }) =>
    value.is === 'scalar' ? [[key, String(value.value)] as const] : [],
  );
  return { ...Object.fromEntries(variables), ...env };
}
