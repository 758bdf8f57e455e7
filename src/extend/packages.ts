import { addToSection, removeJsonMember } from '../edit/json.js';
import { isNative } from '../render/package-json.js';
import type { RenderedProvider } from '../render/provider.js';
import type { Insertion } from './addition.js';
import type { OpenProject } from './open-project.js';

const PRODUCTION_SECTIONS = ['dependencies', 'peerDependencies', 'optionalDependencies'];

/**
 * Returns insertions for packages that the project does not have in any version. Packages that a
 * bundle cannot contain become production dependencies.
 */
export function packageInsertions(
  { model }: OpenProject,
  { dependencies }: Pick<RenderedProvider, 'dependencies'>,
): Insertion[] {
  const packageJson = model.document('package.json');
  return Object.entries(dependencies).flatMap(([name, defaultVersion]) => {
    const section = isNative(name) ? 'dependencies' : 'devDependencies';
    if (
      [section, ...PRODUCTION_SECTIONS].some((dependencySection) =>
        packageJson?.get(dependencySection, name),
      )
    )
      return [];
    const existingPackage = packageJson?.get('devDependencies', name);
    const version =
      typeof existingPackage?.value === 'string' ? existingPackage.value : defaultVersion;
    const member = { [name]: version };
    return {
      path: 'package.json',
      where: `in "${section}"`,
      lines: `"${name}": "${version}"`,
      edit: (text) =>
        addToSection(removeJsonMember(text, ['devDependencies'], name), section, member),
    };
  });
}
