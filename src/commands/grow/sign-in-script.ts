import { addToSection } from '../../edit/json.js';
import { signInScript } from '../../render/package-json.js';
import type { Insertion } from './insertions.js';
import type { GrowingProject } from './project.js';

/** The script that the README signs in with, where the project has none that does, and is built as it was generated. */
export async function scriptInsertions({ read, model }: GrowingProject): Promise<Insertion[]> {
  const scripts = model.documents.packageJson?.entries('scripts') ?? [];
  const isThere = scripts.some(
    ({ value }) => value.is === 'scalar' && String(value.value).includes('--local-auth'),
  );
  if (isThere || (await read('build.mjs')) === null) return [];
  const json = JSON.stringify(signInScript);
  return [
    {
      path: 'package.json',
      where: 'in "scripts"',
      lines: `"auth": ${json}`,
      edit: (text) => addToSection(text, 'scripts', { auth: json }),
    },
  ];
}
