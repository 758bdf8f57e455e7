import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProjectSpec, ProviderSpec, StoreKind } from '../../src/model/spec.js';
import { renderProject } from '../../src/render/project.js';
import { kindsAndStyles } from '../../src/sources/kinds-and-styles.js';
import { readSpec } from '../../src/spec/read-file.js';

export const CASES = fileURLToPath(new URL('../cases/extend', import.meta.url));

/** Texts of a project, by path. */
export type Tree = Record<string, string>;

/** Reads the spec of a provider in `tests/cases/extend/bases`. */
export async function baseSpec(name: string): Promise<ProviderSpec> {
  const file = join(CASES, 'bases', `${name}.yaml`);
  return (await readSpec(readFileSync(file, 'utf8'), file, kindsAndStyles)).spec;
}

/** Renders a new project with some providers. */
export function projectOf(providers: ProviderSpec[], store?: StoreKind): Tree {
  const project: ProjectSpec = {
    name: 'acme-mcp',
    sdk: 'v2',
    packageManager: 'npm',
    providers,
    ...(store && { store }),
  };
  return Object.fromEntries(renderProject(project).map(({ path, text }) => [path, text]));
}
