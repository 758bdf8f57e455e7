import type { CompilerConfig, SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { compilerOption, resolvesLikeBundler } from './documents/compiler.js';

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
  check(file, report, { documents: { compiler }, modules }) {
    if (resolvesLikeBundler(compiler) || file.test || /\.c[jt]s$/.test(file.path)) return;
    const typescript = allowsTypeScript(compiler);
    for (const { specifier, from, form, typeOnly } of file.facts.imports) {
      if (specifier === null || typeOnly || form === 'require' || !/^\.{1,2}(\/|$)/.test(specifier))
        continue;
      const source = /\.([cm]?)tsx?$/.exec(specifier);
      if (/\.(?:[cm]?jsx?|json|node|wasm|css)$/.test(specifier) || (source && typescript)) continue;
      const stem = specifier.replace(/\/$/, '');
      const target = modules.resolve(
        file,
        source ? specifier.replace(/ts(x?)$/, 'js$1') : specifier,
      );
      const written = target.is === 'file' ? asWritten(stem, target.file) : undefined;
      const at = file.at(from);
      report({
        at,
        message: `Node does not find "${specifier}".`,
        hint:
          written === undefined
            ? 'Add the ending that the file has at run time, ".js".'
            : `Write "${written}".`,
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
      bad: { [INDEX]: { replace: './api/auth.js', with: './api/nothing' } },
      finds: [`${INDEX}:3:26`],
    },
  ],
});

const allowsTypeScript = (compiler: readonly CompilerConfig[]) =>
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
