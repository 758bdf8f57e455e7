import { relPath } from '../../model/path.js';
import type { CompilerConfig, DataDocument, Documents, ProjectModel } from '../../model/project.js';
import type { Change, Report } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { firstMember } from '../insertion.js';
import { textAt } from './documents/scalars.js';
import {
  compilerOption,
  compilerWord,
  hiddenBase,
  lostBases,
  SETTINGS,
} from './documents/compiler.js';
import { declaredPackages } from './packages/declared.js';
import { RUNTIME } from './packages/names.js';
import { highestOf, isBelow } from './packages/version.js';
import { wantedRange } from './packages/wanted.js';

const NODE = new Set(['nodenext', 'node16', 'node18', 'node20', 'preserve']);
const MODULES = new Set([...NODE, 'esnext', 'es2022', 'es2020', 'es6', 'es2015']);
const RESOLUTIONS = new Set(['nodenext', 'node16', 'bundler']);
const SERVER = relPath('src/server.ts');
const TSCONFIG = 'tsconfig.json';

export default defineRule({
  severity: 'error',
  summary: 'Both Node.js and the compiler treat the project as ES modules.',
  why: 'The runtime and the MCP SDK are ES modules. With other settings, the compiler accepts code that Node.js rejects.',
  source: {
    text: 'TypeScript, Modules Reference.',
    url: 'https://www.typescriptlang.org/docs/handbook/modules/reference.html#node16-node18-node20-nodenext',
  },
  on: 'project',
  check(project, report) {
    inPackage(project, report);
    const { packageJson, tsconfig, packagesAbove } = project.documents;
    const types = textAt(packageJson, 'scripts', 'typecheck');
    // The compiler takes that of a directory above, too, as in workspaces.
    if (types?.text === 'tsc' && !tsconfig && packagesAbove.length === 0) {
      report({
        at: types.at,
        message: `The script "typecheck" reads "${TSCONFIG}", which is missing.`,
        hint: 'Restore the file.',
        creates: relPath(TSCONFIG),
      });
    }
    inCompiler(project, report);
  },
});

function inPackage({ documents: { packageJson }, files }: ProjectModel, report: Report): void {
  const allSayIt = [...files.keys()].every(
    (path) => !path.startsWith('src/') || /\.m[jt]s$/.test(path),
  );
  const type = packageJson?.get('type');
  // "contract/config-file" reports files that cannot be read.
  if (packageJson?.root?.is !== 'map' || packageJson.problems.length > 0 || allSayIt) return;
  if (type?.is === 'scalar' && type.value === 'module') return;
  const at = type ? packageJson.at(type) : packageJson.start;
  report({
    at,
    message: 'Node.js loads this package as CommonJS.',
    hint: 'Set "type": "module" in package.json.',
    fix: type
      ? [{ at, text: '"module"' }]
      : [firstMember(packageJson, packageJson.root, 'type', '"module"')],
  });
}

function inCompiler({ documents, files }: ProjectModel, report: Report): void {
  const { compiler, tsconfig } = documents;
  const complain = (name: string, allowed: ReadonlySet<string>) => {
    const hidden = name === 'module' && hiddenBase(compiler, name);
    if (hidden && tsconfig) {
      // "configuration/lost-base" reports those.
      if (
        lostBases(documents).some(({ at }) => at.start === hidden.start && at.file === hidden.file)
      )
        return;
      const base = tsconfig.get('extends');
      report.unseen({
        at: hidden.file === tsconfig ? hidden : base ? tsconfig.at(base) : tsconfig.start,
        message: `Cannot determine "${name}": the configuration that this file extends is missing.`,
        hint: `Set "${name}" to "NodeNext" in "${TSCONFIG}", or install the packages.`,
      });
      return;
    }
    const value = compilerWord(compiler, name);
    if (!tsconfig || value === undefined || allowed.has(value)) return;
    const own = compilerOption(compiler, name)?.at;
    const base = tsconfig.get('extends');
    const wanted = fitting(name, compiler);
    report({
      at: own ?? (base ? tsconfig.at(base) : tsconfig.start),
      message: `With "${name}" set to "${value}", the compiler resolves imports differently from Node.js.`,
      hint: `Set "${name}" to "${wanted}".`,
      ...(own && { fix: [{ at: own, text: JSON.stringify(wanted) }] }),
    });
  };
  if (tsconfig && isLeftToCompiler(documents)) {
    const [options] = tsconfig.entries().filter(({ key }) => key === 'compilerOptions');
    report({
      at: options ? tsconfig.at(options) : tsconfig.start,
      message: 'The compiler options "module" and "moduleResolution" are not set.',
      hint: 'Set "module" to "NodeNext".',
      ...completed(tsconfig, documents),
    });
  }
  complain('module', MODULES);
  complain('moduleResolution', RESOLUTIONS);
  const target = compilerOption(compiler, 'target');
  const awaits = /^await /m.test(files.get(SERVER)?.text ?? '');
  if (awaits && target?.at && /^es(?:3|5|6|201[5-9]|202[01])$/i.test(String(target.value))) {
    report({
      at: target.at,
      message: `With "target" set to "${target.value}", the compiler rejects "await" in "${SERVER}".`,
      hint: 'Set "target" to "ES2023".',
      fix: [{ at: target.at, text: '"ES2023"' }],
    });
  }
}

/** The settings of the runtime, or what own settings lack. */
function completed(
  tsconfig: DataDocument,
  { packageJson }: Documents,
): { fix?: readonly Change[] } {
  const { root } = tsconfig;
  const options = tsconfig.get('compilerOptions');
  if (options?.is === 'map')
    return { fix: [firstMember(tsconfig, options, 'module', '"NodeNext"')] };
  const hasRuntime = declaredPackages(packageJson).some(({ name }) => name === RUNTIME);
  if (root?.is !== 'map' || options || !hasRuntime || tsconfig.get('extends')) return {};
  return { fix: [firstMember(tsconfig, root, 'extends', SETTINGS)] };
}

/** What goes together with the other of both options. */
function fitting(name: string, compiler: readonly CompilerConfig[]): string {
  if (name === 'module')
    return compilerWord(compiler, 'moduleResolution') === 'bundler' ? 'Preserve' : 'NodeNext';
  const module = compilerWord(compiler, 'module') ?? 'nodenext';
  return MODULES.has(module) && !module.startsWith('node') ? 'Bundler' : 'NodeNext';
}

/** Before version 6 the default of the compiler was "classic", which finds no packages. */
function isLeftToCompiler(documents: Documents): boolean {
  const { compiler, tsconfig, packageJson } = documents;
  const said = ['module', 'moduleResolution'].some(
    (name) => compilerOption(compiler, name) ?? hiddenBase(compiler, name),
  );
  // "contract/config-file" reports files that cannot be read.
  if (said || !tsconfig || tsconfig.problems.length > 0) return false;
  const used = declaredPackages(packageJson).find(({ name }) => name === 'typescript');
  const version = used && highestOf(wantedRange(used, documents));
  return !version || isBelow(version, [6, 0, 0]);
}
