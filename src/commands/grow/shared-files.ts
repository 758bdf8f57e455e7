import { addToSection } from '../../edit/json.js';
import type { RenderedFile } from '../../model/plan.js';
import type { SharedGrowth } from '../../render/growth.js';
import type { Insertion } from './insertions.js';
import type { GrowingProject } from './project.js';

/** Files in `core` that the project lacks; those it has are its own, whatever is in them. */
export async function missingFeatures(
  { read, model }: GrowingProject,
  features: readonly RenderedFile[],
): Promise<RenderedFile[]> {
  const hasTests = [...model.files.keys()].some((path) => path.startsWith('tests/support/'));
  const missing: RenderedFile[] = [];
  for (const file of features) {
    const isWanted = hasTests || !file.path.startsWith('tests/');
    if (isWanted && (await read(file.path)) === null) missing.push(file);
  }
  return missing;
}

const SECTIONS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** Packages that the project does not have in any version. */
export function packageInsertions(
  { model }: GrowingProject,
  growth: Pick<SharedGrowth, 'dependencies' | 'devDependencies'>,
): Insertion[] {
  const { packageJson } = model.documents;
  const isThere = (name: string) => SECTIONS.some((section) => packageJson?.get(section, name));
  return (['dependencies', 'devDependencies'] as const).flatMap((section) =>
    Object.entries(growth[section])
      .filter(([name]) => !isThere(name))
      .map(([name, version]) => ({
        path: 'package.json',
        where: `in "${section}"`,
        lines: `"${name}": "${version}"`,
        edit: (text) => addToSection(text, section, { [name]: `"${version}"` }),
      })),
  );
}
