import type { DataDocument, Documents, Place, ProjectModel } from '../../model/project.js';
import type { Change } from '../../model/rule.js';
import { PROGRAMS } from '../../model/scripts.js';
import { version } from '../../model/version.gen.js';
import { versions } from '../../model/versions.js';
import { defineRule } from '../define.js';
import { firstMember } from '../insertion.js';
import { asText, textAt } from './documents/scalars.js';
import { declaredPackages } from './packages/declared.js';
import { entryPackages } from './packages/entry-packages.js';
import { V1, V2 } from './packages/names.js';

/** A name that the registry of npm would take, also its older ones. */
const PACKAGE = /^(@[\w.~-]+\/)?[A-Za-z0-9][\w.-]*$/;

type Program = keyof typeof PROGRAMS;

type Section = 'dependencies' | 'devDependencies';

/** A package that the project needs. */
interface Need {
  name: string;
  section: Section;
  at: Place;
  /** How it is needed, where that is not an import of its name. */
  because?: string;
}

export default defineRule({
  severity: 'error',
  summary:
    'Every package that code imports or that a script runs to build, check or test is declared in package.json.',
  why: 'An undeclared package is missing after a clean installation, or has the version that another package requires.',
  source: {
    text: 'Node.js, Modules: Packages; eslint-plugin-n, no-extraneous-import.',
    url: 'https://github.com/eslint-community/eslint-plugin-n/blob/master/docs/rules/no-extraneous-import.md',
  },
  on: 'project',
  check(project, report) {
    const { packageJson, packagesAbove } = project.documents;
    const documents = [...(packageJson ? [packageJson] : []), ...packagesAbove];
    // "contract/config-file" reports files that cannot be read.
    if (documents.some(({ problems }) => problems.length > 0)) return;
    if (documents.length === 0) {
      report.unseen({
        at: project.nearest('package.json'),
        message: 'Cannot determine the packages of the project: "package.json" is missing.',
        hint: 'Add a "package.json" that declares them.',
      });
      return;
    }
    const declared = new Set(
      documents.flatMap((each) => declaredPackages(each).map(({ name }) => name)),
    );
    const own = packageJson?.get('name');
    if (own?.is === 'scalar') declared.add(String(own.value));
    const needs = neededBy(project).filter(({ name }) => !declared.has(name));
    for (const need of needs) {
      const { name, section, at, because = '' } = need;
      report({
        at,
        message: `"package.json" does not declare ${because === '' ? 'the package ' : ''}"${name}"${because}.`,
        hint: `Install it, for example with "npm install ${section === 'dependencies' ? '' : '--save-dev '}${name}".`,
        ...declaring(need, needs, project.documents),
      });
    }
  },
});

const isProgram = (word: string): word is Program => Object.hasOwn(PROGRAMS, word);

function* programsOf(packageJson: DataDocument | undefined): Generator<Need> {
  for (const { key, value } of packageJson?.entries('scripts') ?? []) {
    const script = packageJson && asText(packageJson, value);
    for (const command of script?.text.split(/[;&|]+/) ?? []) {
      const [program = ''] = command.trim().split(/\s/);
      if (!script || !isProgram(program)) continue;
      const because = `, which the script "${key}" runs`;
      yield { name: PROGRAMS[program], section: 'devDependencies', at: script.at, because };
    }
  }
}

function* importsOf({ files, modules }: ProjectModel): Generator<Need> {
  for (const file of files.values()) {
    const section = file.test ? 'devDependencies' : 'dependencies';
    for (const { fact, to } of modules.imports(file)) {
      const specifier = fact.specifier ?? '';
      // An alias to a place outside the project is not a package.
      if (specifier.includes(':') || modules.aliased(specifier).length > 0) continue;
      for (const target of to)
        if (target.is === 'package' && PACKAGE.test(target.name))
          yield { name: target.name, section, at: file.at(fact.from) };
    }
  }
}

/** What the entries of the runtime that code imports need. */
function* entriesOf({ files, modules }: ProjectModel): Generator<Need> {
  for (const file of files.values()) {
    const section = file.test ? 'devDependencies' : 'dependencies';
    for (const { fact } of modules.imports(file)) {
      if (fact.typeOnly) continue;
      for (const name of entryPackages(fact.specifier ?? '')) {
        const because = `, which "${fact.specifier}" imports`;
        yield { name, section, at: file.at(fact.from), because };
      }
    }
  }
}

/** Each package once, where code first imports it; what is served needs its package in production. */
function neededBy(project: ProjectModel): Need[] {
  const all = [
    ...programsOf(project.documents.packageJson),
    ...importsOf(project),
    ...entriesOf(project),
  ];
  const served = new Set(
    all.flatMap(({ name, section }) => (section === 'dependencies' ? [name] : [])),
  );
  return all
    .filter((each, index) => all.findIndex(({ name }) => name === each.name) === index)
    .map((each) => (served.has(each.name) ? { ...each, section: 'dependencies' } : each));
}

/**
 * The package with its certain version: what the lock file still has, or what new projects have. A section that is missing is
 * added with all of its packages in one change.
 */
function declaring(
  need: Need,
  needs: readonly Need[],
  { packageJson, packageLock }: Documents,
): { fix?: readonly Change[] } {
  const rangeOf = ({ name }: Need) =>
    ['dependencies', 'devDependencies']
      .map((each) => textAt(packageLock, 'packages', '', each, name)?.text)
      .find((range) => range !== undefined) ?? known[name];
  if (packageJson?.root?.is !== 'map' || rangeOf(need) === undefined) return {};
  // Code that imports a server SDK itself is usually wrong: "contract/direct-registration" removes the import.
  if ((need.name === V1 || need.name === V2) && need.because === undefined) return {};
  const { section } = need;
  const object = packageJson.get(section);
  if (object) {
    return object.is === 'map'
      ? { fix: [firstMember(packageJson, object, need.name, JSON.stringify(rangeOf(need)))] }
      : {};
  }
  const missing = needs.flatMap((each) => {
    const range = each.section === section ? rangeOf(each) : undefined;
    return range === undefined ? [] : [[each.name, range] as const];
  });
  const members = Object.fromEntries(missing.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { fix: [firstMember(packageJson, packageJson.root, section, JSON.stringify(members))] };
}

const known: Readonly<Record<string, string>> = {
  ...versions,
  'mcp-provider': version,
  'create-mcp-provider': version,
};
