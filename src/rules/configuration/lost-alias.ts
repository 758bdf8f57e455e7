import type { ProjectModel, SourceFile } from '../../model/project.js';
import { specifierIn, withoutEnding } from '../contract/parts/specifier.js';
import { defineRule } from '../define.js';
import { hiddenBase } from './documents/compiler.js';
import { isLost } from './documents/lost.js';
import { declaredPackages } from './packages/declared.js';

export default defineRule({
  severity: 'error',
  summary: 'Path aliases resolve to existing files.',
  why: 'Neither the compiler nor the bundler finds the file, so the build fails.',
  source: {
    text: 'TypeScript, "paths"; Node.js, "Subpath imports".',
    url: 'https://nodejs.org/docs/latest-v20.x/api/packages.html#subpath-imports',
  },
  on: 'file',
  check(file, report, project) {
    const { modules, documents } = project;
    // Tests may use aliases of their runner.
    if (file.test) return;
    for (const { specifier, from, typeOnly } of file.facts.imports) {
      if (specifier === null || typeOnly || /^[./]/.test(specifier)) continue;
      const inside = file.at({ start: from.start + 1, end: from.end - 1 });
      const found = modules.resolve(file, specifier);
      if (found.is === 'file' || found.is === 'builtin') continue;
      if (found.is === 'package' && specifier.startsWith('#')) continue;
      const paths = modules.aliased(specifier);
      // Only some of the files that are not code are known.
      const isCode = !/\.(?!([cm]?[jt]sx?)$)[a-z0-9]+$/.test(specifier);
      if (paths.length === 0) {
        if (!/^(?:#|[@~]\/)/.test(specifier)) continue;
        const meant = sourceOf(specifier, file, project);
        const place = specifier.startsWith('#')
          ? '"imports" in "package.json"'
          : '"paths" in "tsconfig.json"';
        const hint = meant === undefined ? `Add it to ${place}.` : `Write "${meant}".`;
        if (hiddenBase(documents.compiler, 'paths')) {
          const message = `Cannot determine the target of "${specifier}": the compiler options are missing.`;
          report.unseen({ at: file.at(from), message, hint });
        } else {
          const message = `The alias "${specifier}" is not defined.`;
          const fix = meant === undefined ? {} : { fix: [{ at: inside, text: meant }] };
          report({ at: file.at(from), message, hint, ...fix });
        }
      } else if (isCode && !isPackage(specifier) && paths.every((path) => isLost(path, project))) {
        report({
          at: file.at(from),
          message: `"${specifier}" resolves to "${paths[0]}", which does not exist.`,
          hint: 'Correct the path, or add the file.',
        });
      }
    }

    /** One that is installed under the same name. */
    function isPackage(specifier: string): boolean {
      const { packageJson, packagesAbove } = documents;
      return [packageJson, ...packagesAbove]
        .flatMap((each) => declaredPackages(each))
        .some(({ name }) => specifier === name || specifier.startsWith(`${name}/`));
    }
  },
});

/** What the usual aliases of `src` mean: `@/`, `~/` and `#/`. */
function sourceOf(specifier: string, file: SourceFile, project: ProjectModel): string | undefined {
  const [, path] = /^[@~#]\/(.+)$/.exec(specifier) ?? [];
  if (path === undefined) return undefined;
  const stem = withoutEnding(`src/${path}`);
  const found = [stem, `${stem}/index`].find((one) =>
    [...project.files.values()].some(({ logicalPath }) => withoutEnding(logicalPath) === one),
  );
  return found && specifierIn(file, found, project);
}
