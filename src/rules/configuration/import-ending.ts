import { distance } from 'fastest-levenshtein';
import { dirname } from 'node:path/posix';
import type { CompilerConfig, ProjectModel, SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { compilerOption, hiddenBase, resolvesLikeBundler } from './documents/compiler.js';
import { staleEntries } from '../contract/parts/stale-entry.js';
import { isLost, movedTo, recreated } from './documents/lost.js';

export default defineRule({
  severity: 'error',
  summary: 'Relative imports name an existing file, with the extension that it has at run time.',
  why: 'Node.js does not add extensions, so the server fails when it starts.',
  source: {
    text: 'Node.js, ECMAScript modules: a file extension must be provided.',
    url: 'https://nodejs.org/docs/latest-v20.x/api/esm.html#mandatory-file-extensions',
  },
  on: 'file',
  check(file, report, project) {
    const { documents, modules } = project;
    const { compiler } = documents;
    if (file.test || /\.c[jt]s$/.test(file.path)) return;
    const needsEnding = !resolvesLikeBundler(compiler);
    const isHidden = ['module', 'moduleResolution'].every((name) => hiddenBase(compiler, name));
    for (const { specifier, from, form, typeOnly } of file.facts.imports) {
      if (specifier === null || form === 'require' || !/^\.{1,2}(\/|$)/.test(specifier)) continue;
      const at = file.at(from);
      const inside = file.at({ start: from.start + 1, end: from.end - 1 });
      const source = /\.([cm]?)tsx?$/.exec(specifier);
      if (
        /\.(?:[cm]?jsx?|json|node|wasm|css)$/.test(specifier) ||
        (source && typescript(compiler))
      ) {
        const lost = modules.resolve(file, specifier);
        // Only some of the files that are not code are known.
        const isCode = /\.[cm]?[jt]sx?$/.test(specifier);
        if (isCode && lost.is === 'missing' && isLost(lost.path, project)) {
          const moved = movedTo(lost.path, { file, specifier }, project);
          const creates = recreated(lost.path, project);
          const stale = staleEntries(file, project).find(
            ({ start, end }) => start < from.start && from.end < end,
          );
          const message = `${typeOnly ? 'The compiler' : 'Node.js'} cannot find "${specifier}".`;
          if (stale) {
            const hint = `Remove it: "${stale.name}" has neither code nor settings.`;
            report({ at, message, hint, fix: [{ at: file.at(stale), text: '' }] });
            continue;
          }
          report({
            at,
            message,
            hint:
              moved === undefined ? instead(lost.path, specifier, project) : `Write "${moved}".`,
            ...(moved !== undefined && { fix: [{ at: inside, text: moved }] }),
            ...(moved === undefined && creates && { creates }),
          });
        }
        continue;
      }
      if (!needsEnding || typeOnly) continue;
      const stem = specifier.replace(/\/$/, '');
      const target = modules.resolve(
        file,
        source ? specifier.replace(/ts(x?)$/, 'js$1') : specifier,
      );
      const written = target.is === 'file' ? asWritten(stem, target.file) : undefined;
      const words = {
        at,
        message: `Node.js cannot find "${specifier}".`,
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
  examples: [
    ok`
      // tsconfig.json
      { "compilerOptions": { "module": "ESNext", "moduleResolution": "Bundler" } }

      // src/providers/weather/tools/get-forecast.ts, changed
      - import { tool } from '../mcp-instance.js';
      + import { tool } from '../mcp-instance';
    `,
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
      - import { tool } from '../mcp-instance.js';
      + import { tool } from ‹'../mcp-instance'›;
    `.fixed`
      // src/providers/weather/tools/get-forecast.ts, changed
      - import { tool } from '../mcp-instance';
      + import { tool } from '../mcp-instance.js';
    `.finds('Node.js cannot find "../mcp-instance".'),
    bad`
      // src/server.ts, changed
      - import { providers } from './providers/index.js';
      + import { providers } from ‹'./providers'›;
    `.fixed`
      // src/server.ts, changed
      - import { providers } from './providers';
      + import { providers } from './providers/index.js';
    `.finds('Node.js cannot find "./providers".'),
    bad`
      // src/providers/weather/index.ts, changed
      - export * as apiAuth from './api/auth.js';
      + export * as apiAuth from ‹'./api/auth.ts'›;
    `.fixed`
      // src/providers/weather/index.ts, changed
      - export * as apiAuth from './api/auth.ts';
      + export * as apiAuth from './api/auth.js';
    `.finds('Node.js cannot find "./api/auth.ts".'),
    bad`
      // src/providers/index.ts, changed
          weather: () => import('./weather/index.js'),
      +   mail: () => import(‹'./mail/index.js'›),
    `.fixed`
      // src/providers/index.ts, changed
      -   mail: () => import('./mail/index.js'),
    `.finds('Node.js cannot find "./mail/index.js".'),
    bad`
      // src/providers/weather/index.ts, changed
      - import './tools/get-forecast.js';
      + import ‹'./tools/get-forcast.js'›;
    `.fixed`
      // src/providers/weather/index.ts, changed
      - import './tools/get-forcast.js';
      + import './tools/get-forecast.js';
    `.finds('Node.js cannot find "./tools/get-forcast.js".'),
    bad`
      // src/providers/weather/tools/get-forecast.ts, deleted

      // src/providers/weather/tools/daily/get-forecast.ts
      import { tool } from ‹'../mcp-instance.js'›;

      // src/providers/weather/index.ts, unchanged
      import ‹'./tools/get-forecast.js'›;

      // src/providers/weather/api/get-forecast.ts
      import type { input } from ‹'../tools/get-forecast.js'›;
    `.fixed`
      // src/providers/weather/tools/daily/get-forecast.ts
      import { tool } from '../../mcp-instance.js';

      // src/providers/weather/index.ts, changed
      - import './tools/get-forecast.js';
      + import './tools/daily/get-forecast.js';

      // src/providers/weather/api/get-forecast.ts
      import type { input } from '../tools/daily/get-forecast.js';
    `.finds(
      'The compiler cannot find "../tools/get-forecast.js".',
      'Node.js cannot find "./tools/get-forecast.js".',
      'Node.js cannot find "../mcp-instance.js".',
    ),
    ok`
      // .gitignore
      src/generated/

      // src/providers/weather/index.ts, changed
      - import './tools/get-forecast.js';
      + import '../../generated/tools.js';
    `,
    bad`
      // tsconfig.json
      { "extends": "@acme/tsconfig" }

      // src/providers/weather/tools/get-forecast.ts, changed
      - import { tool } from '../mcp-instance.js';
      + import { tool } from ‹'../mcp-instance'›;
    `.finds(
      'Cannot determine whether "../mcp-instance" needs an extension: the compiler options are missing.',
    ),
    bad`
      // src/providers/weather/index.ts, changed
      - export * as apiAuth from './api/auth.js';
      + export * as apiAuth from ‹'./api/nothing'›;
    `.finds('Node.js cannot find "./api/nothing".'),
  ],
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

/** The file beside it that was probably meant. */
function instead(path: string, specifier: string, { files }: ProjectModel): string {
  const beside = [...files.values()].filter(
    ({ logicalPath }) => dirname(logicalPath) === dirname(path),
  );
  const stem = (name: string) => (name.split('/').at(-1) ?? '').replace(/\.\w+$/, '');
  const [nearest] = beside.toSorted(
    (a, b) => distance(stem(a.logicalPath), stem(path)) - distance(stem(b.logicalPath), stem(path)),
  );
  if (!nearest || distance(stem(nearest.logicalPath), stem(path)) > 2)
    return 'Restore the file, correct the path or remove the import.';
  return `Did you mean "${asWritten(dirname(specifier), nearest).replace(/^(?!\.)/, './')}"?`;
}
