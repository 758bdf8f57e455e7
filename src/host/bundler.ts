import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import type * as Rolldown from 'rolldown';
import type { Bundle } from '../model/host.js';
import { licensesOf } from './licenses.js';
import { resolveInFolder } from './packages.js';

const VALIDATOR = 'mcp-provider/sdk/default-validator';

/** Bundles `src/server.ts` of a project into `dist` with the project's own Rolldown, and adds the licenses of the packages; undefined if Rolldown is not installed. */
export function bundler(root: string): Bundle | undefined {
  const path = resolveInFolder(root, 'rolldown');
  if (path === undefined) return undefined;
  const validator = resolveInFolder(root, VALIDATOR);
  return async (warn) => {
    try {
      const { build } = (await import(pathToFileURL(path).href)) as typeof Rolldown;
      const { output } = await build({
        cwd: root,
        input: './src/server.ts',
        platform: 'node',
        // The SDK imports a validator at its start; the one for Node.js, Ajv, takes a tenth of a
        // server's start time.
        ...(validator && {
          resolve: { alias: { '@modelcontextprotocol/server/_shims': validator } },
        }),
        onLog: (level, { message }) => level === 'warn' && warn(withoutColors(message)),
        output: { dir: 'dist', cleanDir: true, sourcemap: true, comments: false },
      });
      const modules = output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
      writeFileSync(join(root, 'dist', 'LICENSES.txt'), licensesOf(modules));
    } catch (error) {
      return withoutColors(error instanceof Error ? error.message : String(error));
    }
    return undefined;
  };
}

const withoutColors = (message: string) => stripVTControlCharacters(message).trim();
