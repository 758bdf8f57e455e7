import { dirname } from 'node:path/posix';
import type { ProviderModel, SourceFile } from '../../model/project.js';
import type { Change } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { insertion, lineBelow } from '../insertion.js';
import { uncalledIn } from './parts/called.js';
import { reachedIn } from './parts/reached.js';
import { specifierIn, withoutEnding } from './parts/specifier.js';

export default defineRule({
  severity: 'error',
  summary: 'Every file that defines a tool, resource or prompt is imported by its provider.',
  why: 'A tool is registered when its file is imported. Without the import it is silently missing.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { files, blind, lost, conditional } = reachedIn(provider.project);
    // "contract/unreached-provider" reports providers that are not loaded at all.
    if (!provider.files.some((file) => files.has(file))) return;
    const loader = provider.files.find((file) => blind.has(file));
    const from = loader && blind.get(loader)?.from;
    const uncalled = uncalledIn(provider.project, files);
    const definitions = [
      ...provider.tools.map((each) => ['tool', each] as const),
      ...provider.resources.map((each) => ['resource', each] as const),
      ...provider.prompts.map((each) => ['prompt', each] as const),
    ];
    for (const [kind, { file, at, name, call }] of definitions) {
      const called = name.is === 'known' ? `"${name.value}"` : `this ${kind}`;
      const condition = conditional.get(file);
      if (condition) {
        report.unseen({
          at: condition.file.at(condition.fact.from),
          message: `Cannot determine whether this import runs, which registers ${called}.`,
          hint: 'Import the file at the top of the module.',
        });
        continue;
      }
      if (files.has(file)) {
        const around = uncalled(file, call.within);
        if (around) {
          report({
            at,
            message: `"${around}" is never called, so ${called} is not registered.`,
            hint: `Call "${around}" in "${provider.directory}/index.ts", or define it at the top level.`,
          });
        }
        continue;
      }
      // "configuration/import-ending" reports imports with the path of a misspelled or renamed file.
      if (lost.some((path) => dirname(path) === dirname(file.logicalPath))) continue;
      if (loader && from) {
        report.unseen({
          at: loader.at(from),
          message: `Cannot determine whether this import loads "${file.path}".`,
          hint: 'Import each file by its path.',
        });
      } else {
        const isTaken = definitions.some(
          ([other, each]) =>
            other === kind &&
            files.has(each.file) &&
            name.is === 'known' &&
            each.name.is === 'known' &&
            each.name.value === name.value,
        );
        report({
          at,
          message: `The provider "${provider.name}" does not import this file, so ${called} is not registered.`,
          hint: isTaken
            ? 'Rename it, or remove the file: the name is registered already.'
            : `Import "${file.path}" in "${provider.directory}/index.ts".`,
          // With two of one name, such as a copy, the server would not start.
          ...(!isTaken && addImport(provider, file, files)),
        });
      }
    }
  },
});

/** Below the last import of `index.ts`, named as it names its other modules. */
function addImport(
  { directory, files: own, project }: ProviderModel,
  { logicalPath }: SourceFile,
  reached: ReadonlySet<SourceFile>,
): { fix?: readonly Change[] } {
  const index = own.find((file) => file.logicalPath === `${directory}/index.ts`);
  if (!index || !reached.has(index)) return {};
  const line = `import '${specifierIn(index, withoutEnding(logicalPath), project)}';`;
  const last = index.facts.imports.findLast(({ form }) => form === 'static');
  return {
    fix: [
      last
        ? lineBelow(index, last.from.end, line)
        : insertion(index, index.start.start, `${line}\n\n`),
    ],
  };
}
