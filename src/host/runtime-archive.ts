import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { RuntimeArchive } from '../model/host.js';

/** Written by the build, beside the program; a run from sources has neither. */
const DIRECTORY = fileURLToPath(new URL('../vendor', import.meta.url));
const SOURCES = fileURLToPath(new URL('../runtime-sources.tgz', import.meta.url));

/** The runtime as the build has packed it. */
export function runtimeArchive(): RuntimeArchive | undefined {
  const name = archives().find((file) => file.endsWith('.tgz'));
  return name === undefined ? undefined : { name, bytes: readFileSync(join(DIRECTORY, name)) };
}

/** Its sources, which projects do not install. */
export const runtimeSources = (): Uint8Array | undefined =>
  existsSync(SOURCES) ? readFileSync(SOURCES) : undefined;

function archives(): string[] {
  try {
    return readdirSync(DIRECTORY);
  } catch {
    return [];
  }
}
