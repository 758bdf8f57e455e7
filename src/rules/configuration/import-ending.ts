import { distance } from 'fastest-levenshtein';
import { dirname } from 'node:path/posix';
import type { CompilerConfig, ProjectModel, SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { compilerOption, hiddenBase, resolvesLikeBundler } from './documents/compiler.js';
import { isLost } from './documents/lost.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const INDEX = 'src/providers/weather/index.ts';

export default defineRule({
  severity: 'error',
  summary: 'Relative imports carry the ending the file has at run time.',
  why: 'Node looks for exactly the file that is named; without the ending it finds nothing.',
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
      if (specifier === null || typeOnly || form === 'require' || !/^\.{1,2}(\/|$)/.test(specifier))
        continue;
      const at = file.at(from);
      const source = /\.([cm]?)tsx?$/.exec(specifier);
      if (
        /\.(?:[cm]?jsx?|json|node|wasm|css)$/.test(specifier) ||
        (source && typescript(compiler))
      ) {
        const lost = modules.resolve(file, specifier);
        // Of files that are no code, only some are known.
        const isCode = /\.[cm]?[jt]sx?$/.test(specifier);
        if (isCode && lost.is === 'missing' && isLost(lost.path, project)) {
          report({
            at,
            message: `Node does not find "${specifier}".`,
            hint: instead(lost.path, specifier, project),
          });
        }
        continue;
      }
      if (!needsEnding) continue;
      const stem = specifier.replace(/\/$/, '');
      const target = modules.resolve(
        file,
        source ? specifier.replace(/ts(x?)$/, 'js$1') : specifier,
      );
      const written = target.is === 'file' ? asWritten(stem, target.file) : undefined;
      const words = {
        at,
        message: `Node does not find "${specifier}".`,
        hint:
          written === undefined
            ? 'Add the ending that the file has at run time, ".js".'
            : `Write "${written}".`,
      };
      if (isHidden) {
        const message = `Whether "${specifier}" needs its ending cannot be seen: the compiler's settings are not there.`;
        report.unseen({ ...words, message });
        continue;
      }
      report({
        ...words,
        ...(written !== undefined && {
          fix: [{ at: file.at({ start: from.start + 1, end: from.end - 1 }), text: written }],
        }),
      });
    }
  },
  examples: [
    { ok: {} },
    {
      ok: {
        'tsconfig.json':
          '{ "compilerOptions": { "module": "ESNext", "moduleResolution": "Bundler" } }\n',
        [TOOL]: { replace: "'../mcp-instance.js'", with: "'../mcp-instance'" },
      },
    },
    {
      bad: { [TOOL]: { replace: "'../mcp-instance.js'", with: "'../mcp-instance'" } },
      finds: [`${TOOL}:3:22`],
      fixed: { [TOOL]: { replace: "'../mcp-instance'", with: "'../mcp-instance.js'" } },
    },
    {
      bad: { 'src/server.ts': { replace: './providers/index.js', with: './providers' } },
      finds: ['src/server.ts:4:27'],
      fixed: { 'src/server.ts': { replace: './providers', with: './providers/index.js' } },
    },
    {
      bad: { [INDEX]: { replace: './api/auth.js', with: './api/auth.ts' } },
      finds: [`${INDEX}:3:26`],
      fixed: { [INDEX]: { replace: './api/auth.ts', with: './api/auth.js' } },
    },
    {
      bad: { [INDEX]: { replace: './tools/get-forecast.js', with: './tools/get-forcast.js' } },
      finds: [`${INDEX}:1:8`],
    },
    {
      ok: {
        '.gitignore': 'src/generated/\n',
        [INDEX]: { replace: './tools/get-forecast.js', with: '../../generated/tools.js' },
      },
    },
    {
      bad: {
        'tsconfig.json': '{ "extends": "@acme/tsconfig" }\n',
        [TOOL]: { replace: "'../mcp-instance.js'", with: "'../mcp-instance'" },
      },
      finds: [`${TOOL}:3:22`],
    },
    {
      bad: { [INDEX]: { replace: './api/auth.js', with: './api/nothing' } },
      finds: [`${INDEX}:3:26`],
    },
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
    return 'Correct the path, or add the file.';
  return `Did you mean "${asWritten(dirname(specifier), nearest).replace(/^(?!\.)/, './')}"?`;
}
