import type { Resolution } from '../../model/code.js';
import type { ProjectModel, SourceFile } from '../../model/project.js';
import { specifierIn, withoutEnding } from '../contract/parts/specifier.js';
import { defineRule } from '../define.js';
import { importedInstead, importing } from '../importing.js';

export default defineRule({
  severity: 'error',
  summary:
    'Names that another file exports, or the runtime, are imported where code uses them, and from the module of the runtime that exports them.',
  why: 'A merge that loses an import leaves code that the compiler rejects and that fails when it runs.',
  limits: 'Types are left to the compiler, and so are names that nothing exports.',
  source: { text: 'TypeScript, error 2304: Cannot find name.' },
  on: 'file',
  check(file, report, project) {
    if (file.facts.syntaxErrors.length > 0 || /\.d\.|\.[cm]?jsx?$/.test(file.path)) return;
    for (const { name, specifier, home } of misplaced(file, project)) {
      report({
        at: file.at(name),
        message: `"${specifier}" does not export "${name.imported}".`,
        hint: `Import it from "${home}".`,
        ...(name.local === name.imported && {
          fix: importedInstead(name.local, { name: name.imported, from: home }, file),
        }),
      });
    }
    const known = new Set<string>();
    for (const value of file.facts.undeclared) {
      const { name } = value;
      if (known.has(name) || name in globalThis) continue;
      known.add(name);
      const homes = homesOf(name, file, project);
      const usual = homes.length > 1 ? usualHome(name, homes, file, project) : undefined;
      const [specifier, another] = usual === undefined ? homes : [usual];
      if (specifier === undefined) continue;
      report({
        at: file.at(value),
        message: `"${name}" is not imported.`,
        hint: another === undefined ? `Import it from "${specifier}".` : 'Import it.',
        ...(another === undefined && { fix: [importing(name, specifier, file)] }),
      });
    }
  },
});

/** Names that are imported from one module of the runtime, and that only another one exports. */
function* misplaced(file: SourceFile, project: ProjectModel) {
  const { code } = project;
  for (const { form, specifier, typeOnly, names } of file.facts.imports) {
    if (form !== 'static' || typeOnly || !code.runtimeEntries.includes(specifier ?? '')) continue;
    for (const name of names) {
      const means = (module: string) =>
        code.runtime({ is: 'external', module, path: name.imported }) !== undefined;
      if (name.typeOnly || specifier === null || means(specifier)) continue;
      const [home, another] = runtimeHomes(name.imported, file, project);
      if (home !== undefined && another === undefined) yield { name, specifier, home };
    }
  }
}

/** What to import the name from. */
function homesOf(name: string, file: SourceFile, project: ProjectModel): readonly string[] {
  if (name === 'z') return ['zod'];
  const own = [...project.files.values()].filter(
    (each) =>
      each !== file &&
      !each.test &&
      (each.provider === undefined || each.provider === file.provider) &&
      each.facts.exports.some((fact) => fact.name === name && !fact.typeOnly && !fact.reexport),
  );
  if (own.length > 0)
    return own.map((each) => specifierIn(file, withoutEnding(each.logicalPath), project));
  return runtimeHomes(name, file, project);
}

/** The modules of the runtime that export a name that has a meaning. */
const runtimeHomes = (name: string, file: SourceFile, { code }: ProjectModel): readonly string[] =>
  code.runtimeEntries.filter(
    (module) =>
      !module.includes('/v1') &&
      module.includes('/testing') === file.test &&
      code.runtime({ is: 'external', module, path: name }) !== undefined,
  );

/**
 * Of several, the one that all other files of the provider import the name from; where none does, the one that this
 * file has another value from.
 */
function usualHome(
  name: string,
  homes: readonly string[],
  file: SourceFile,
  { files, modules }: ProjectModel,
): string | undefined {
  const meant = homes.map((specifier) => targetOf(modules.resolve(file, specifier)));
  const used = new Set<string>();
  for (const each of files.values()) {
    if (each === file || each.test !== file.test || each.provider !== file.provider) continue;
    for (const { form, specifier, typeOnly, names } of each.facts.imports) {
      if (form !== 'static' || typeOnly || specifier === null) continue;
      if (names.some((own) => own.imported === name && own.local === name && !own.typeOnly))
        used.add(targetOf(modules.resolve(each, specifier)));
    }
  }
  const [only, another] = used;
  if (only !== undefined) return another === undefined ? homes[meant.indexOf(only)] : undefined;
  const beside = homes.filter((home) =>
    file.facts.imports.some(({ specifier, typeOnly }) => specifier === home && !typeOnly),
  );
  return beside.length === 1 && !homes.some(isRelative) ? beside[0] : undefined;
}

const isRelative = (specifier: string) => /^[./#]/.test(specifier);

const targetOf = (to: Resolution): string =>
  to.is === 'file'
    ? to.file.path
    : to.is === 'package'
      ? [to.name, to.subpath].join('/')
      : to.is === 'missing'
        ? to.path
        : to.name;
