import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { PackageArchive } from '../model/host.js';

/** Written by the build, beside the program; a run from sources has neither. */
const DIRECTORY = fileURLToPath(new URL('../vendor', import.meta.url));
const SOURCES = fileURLToPath(new URL('../runtime-sources.tgz', import.meta.url));

/** The runtime, and before they are published the commands, as the build has packed them. */
export const packages = (): PackageArchive[] =>
  archives()
    .filter((file) => file.endsWith('.tgz'))
    .map((name) => ({ name, bytes: readFileSync(join(DIRECTORY, name)) }));

/** The sources of the runtime, which projects do not install. */
export const runtimeSources = (): Uint8Array | undefined =>
  existsSync(SOURCES) ? readFileSync(SOURCES) : undefined;

function archives(): string[] {
  try {
    return readdirSync(DIRECTORY);
  } catch {
    return [];
  }
}
