import type { CompilerConfig, SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { compilerOption, hiddenBase, resolvesLikeBundler } from './documents/compiler.js';
import { staleEntries } from '../contract/parts/stale-entry.js';
import {
  isLost,
  isRemoved,
  lineAround,
  movedTo,
  publicEntry,
  recreated,
} from './documents/lost.js';

export default defineRule({
  severity: 'error',
  summary:
    'Relative imports name an existing file, with the extension that it has at run time; others name an entry of "mcp-provider".',
  why: 'Node.js adds no extensions and loads no other files of a package, so the server fails when it starts.',
  source: {
    text: 'Node.js, ECMAScript modules: a file extension must be provided.',
    url: 'https://nodejs.org/docs/latest-v20.x/api/esm.html#mandatory-file-extensions',
  },
  on: 'file',
  check(file, report, project) {
    const { documents, modules } = project;
    const { compiler } = documents;
    if (/\.c[jt]s$/.test(file.path)) return;
    // Tests run in a bundler, too.
    const needsEnding = !file.test && !resolvesLikeBundler(compiler);
    const isHidden = ['module', 'moduleResolution'].every((name) => hiddenBase(compiler, name));
    for (const fact of file.facts.imports) {
      const { specifier, from, form, typeOnly } = fact;
      if (specifier === null || form === 'require') continue;
      const at = file.at(from);
      const inside = file.at({ start: from.start + 1, end: from.end - 1 });
      const internal = publicEntry(specifier, project);
      if (internal) {
        const { entry } = internal;
        report({
          at,
          message: `Node.js cannot find "${specifier}".`,
          hint: `Import from ${entry === undefined ? 'an entry of "mcp-provider"' : `"${entry}"`}.`,
          ...(entry !== undefined && { fix: [{ at: inside, text: entry }] }),
        });
      }
      if (!/^\.{1,2}(\/|$)/.test(specifier)) continue;
      const source = /\.([cm]?)tsx?$/.exec(specifier);
      const says = `${typeOnly ? 'The compiler' : 'Node.js'} cannot find "${specifier}".`;
      if (
        /\.(?:[cm]?jsx?|json|node|wasm|css)$/.test(specifier) ||
        (source && typescript(compiler))
      ) {
        const lost = modules.resolve(file, specifier);
        // Only some of the files that are not code are known.
        const isCode = /\.[cm]?[jt]sx?$/.test(specifier);
        if (isCode && lost.is === 'missing' && isLost(lost.path, project)) {
          const moved = movedTo(lost.path, { file, fact, specifier }, project);
          const creates = recreated(lost.path, project);
          const stale = staleEntries(file, project).find(
            ({ start, end }) => start < from.start && from.end < end,
          );
          if (moved === undefined && isRemoved(lost.path, { file, fact }, project)) {
            const { start, end } = lineAround(file.text, fact);
            const hint = 'Remove the import: no other file needs what it named.';
            report({ at, message: says, hint, fix: [{ at: file.at({ start, end }), text: '' }] });
            continue;
          }
          if (stale) {
            const hint = `Remove it: "${stale.name}" has neither code nor settings.`;
            report({ at, message: says, hint, fix: [{ at: file.at(stale), text: '' }] });
            continue;
          }
          report({
            at,
            message: says,
            hint:
              moved === undefined
                ? 'Restore the file, correct the path or remove the import.'
                : `Write "${moved}".`,
            ...(moved !== undefined && { fix: [{ at: inside, text: moved }] }),
            ...(moved === undefined && creates && { creates }),
          });
        }
        continue;
      }
      if (!needsEnding || (typeOnly && source)) continue; // types may come from "./a.ts"
      const stem = specifier.replace(/\/$/, '');
      const target = modules.resolve(
        file,
        source ? specifier.replace(/ts(x?)$/, 'js$1') : specifier,
      );
      const written = target.is === 'file' ? asWritten(stem, target.file) : undefined;
      const words = {
        at,
        message: says,
        hint: written === undefined ? 'Add the extension ".js".' : `Write "${written}".`,
      };
      if (isHidden) {
        const message = `Cannot determine whether "${specifier}" needs an extension: the compiler options are missing.`;
        report.unseen({ ...words, message });
        continue;
      }
      report({
        ...words,
        ...(written !== undefined && {
          fix: [{ at: inside, text: written }],
        }),
      });
    }
  },
});

const typescript = (compiler: readonly CompilerConfig[]) =>
  ['allowImportingTsExtensions', 'rewriteRelativeImportExtensions'].some(
    (name) => compilerOption(compiler, name)?.value === true,
  );

/** The specifier with the ending of the target's output, also where it named the folder of an index. */
function asWritten(specifier: string, { logicalPath }: SourceFile): string {
  const stem = specifier.replace(/\.[cm]?tsx?$/, '');
  const [, name = '', ending = ''] = /([^/]+)\.([cm]?)[jt]sx?$/.exec(logicalPath) ?? [];
  const last = stem.split('/').at(-1) ?? '';
  const path = last === name ? stem : `${stem}/${name}`;
  return `${path}.${ending}js`;
}
