import { distance } from 'fastest-levenshtein';
import { basename, dirname } from 'node:path/posix';
import type { ImportFact, Span } from '../../../model/facts.js';
import { pascalCase, snakeCase } from '../../../model/names.js';
import type { ProjectModel, SourceFile } from '../../../model/project.js';
import { type RelPath, relPath } from '../../../model/path.js';
import { MANDATORY } from '../../contract/parts/mandatory.js';
import { specifierIn, withoutEnding } from '../../contract/parts/specifier.js';
import { compilerOption } from './compiler.js';
import { renamedTo } from './renamed.js';
import { textAt } from './scalars.js';

/** Not there, and not made by a program before it is needed; a path in the project that leads to no source. */
export function isLost(path: string, { documents: { ignores, compiler } }: ProjectModel): boolean {
  const output = compilerOption(compiler, 'outDir')?.value;
  const written = typeof output === 'string' ? [output.replace(/^\.\//, '')] : [];
  const outside = ['..', 'node_modules', 'dist', ...written].some((directory) =>
    path.startsWith(`${directory}/`),
  );
  const isMade = ignores?.(path) === true || ignores?.(path.replace(/js(x?)$/, 'ts$1')) === true;
  return !outside && !isMade && compilerOption(compiler, 'rootDirs') === undefined;
}

/** A file that is the same in every project: `create` writes it again. */
export function recreated(path: string, project: ProjectModel): RelPath | undefined {
  const { documents, providers } = project;
  if (path === 'src/providers/index.js') return relPath('src/providers/index.ts');
  const of = providers.find(({ directory, entry }) => entry && path.startsWith(`${directory}/`));
  const stem = path.slice((of?.directory.length ?? 0) + 1);
  const kind = textAt(documents.config, 'providers', of?.name ?? '', 'kind')?.text ?? 'api';
  const isClient = stem === 'api/client.js' && kind === 'api';
  return of && (isClient || stem === 'index.js') && of.file('api/auth')
    ? relPath(`${of.directory}/${stem.replace(/js$/, 'ts')}`)
    : undefined;
}

/** The specifier of the file that was moved, or renamed, where only one can be meant. */
export function movedTo(
  path: string,
  { file, fact, specifier }: { file: SourceFile; fact: ImportFact; specifier: string },
  project: ProjectModel,
): string | undefined {
  const { files, modules } = project;
  const meant = exporterOf(path, fact, file, project);
  if (meant) return specifierIn(file, withoutEnding(meant.logicalPath), project);
  const index = files.get(relPath(`${withoutEnding(path)}/index.ts`));
  if (index) return specifierIn(file, withoutEnding(index.logicalPath), project);
  const folders = dirname(specifier)
    .split('/')
    .filter((folder) => !/^\.+$/.test(folder));
  const own = [...files.values()].filter(
    (each) => !each.test && each !== file && each.provider === file.provider,
  );
  const sameName = own.filter(
    ({ logicalPath }) =>
      plainName(logicalPath) === plainName(path) &&
      folders.every((name) => dirname(logicalPath).split('/').includes(name)),
  );
  // Files there are imported to register what they define, so a file that nothing imports is the renamed one.
  const unused = own.filter(
    (each) =>
      /\/(tools|resources|prompts)$/.test(dirname(path)) &&
      dirname(each.logicalPath) === dirname(path) &&
      modules.importers(each).length === 0,
  );
  const [found, another] = sameName.length > 0 ? sameName : unused;
  // "contract/missing-file" reports the others.
  const isFree = !Object.keys(MANDATORY).some(
    (stem) => path === `src/providers/${file.provider}/${stem}.js`,
  );
  if (!isFree) return undefined;
  const only = found && !another && file.provider !== undefined ? found : renamedTo(path, project);
  return only && specifierIn(file, withoutEnding(only.logicalPath), project);
}

/**
 * A file that was imported to register what it defines, and was removed with all that it used: no other file imports it,
 * or contains its name.
 */
export function isRemoved(
  path: string,
  { file, fact: { form, names } }: { file: SourceFile; fact: ImportFact },
  { files }: ProjectModel,
): boolean {
  const isPart =
    /\/(tools|resources|prompts)\/[^/]+$/.test(path) && form === 'static' && names.length === 0;
  const name = nameOf(path);
  const named = [name, snakeCase(name), pascalCase(name).replace(/^./, (c) => c.toLowerCase())];
  const others = [...files.values()].filter((each) => each !== file);
  return isPart && !others.some(({ text }) => named.some((each) => text.includes(each)));
}

/** The line that a statement fills. */
export function lineAround(text: string, { start, end }: Span): Span {
  const rest = /^;?[ \t]*\r?\n/.exec(text.slice(end));
  return { start, end: end + (rest?.[0].length ?? 0) };
}

const nameOf = (path: string) => withoutEnding(basename(path));

/** Without what differs between the spellings of a name: some disks do not tell upper from lower case. */
const plainName = (path: string) => nameOf(path).toLowerCase().replaceAll(/[-_]/g, '');

/** Swapped letters count as two. */
const MOST_SLIPS = 2;

/** The only file of that name, or nearly of that name in that directory, that exports all that is imported. */
function exporterOf(
  path: string,
  { names }: ImportFact,
  file: SourceFile,
  { files, code }: ProjectModel,
): SourceFile | undefined {
  const isNear = ({ logicalPath }: SourceFile) =>
    nameOf(logicalPath) === nameOf(path) ||
    (dirname(logicalPath) === dirname(path) &&
      distance(nameOf(logicalPath), nameOf(path)) <= MOST_SLIPS);
  const [found, another] = [...files.values()].filter(
    (each) =>
      each !== file &&
      !each.test &&
      (file.test || each.provider === file.provider) &&
      isNear(each) &&
      names.every(({ imported }) => code.exports(each).has(imported)),
  );
  return names.length > 0 && !another ? found : undefined;
}

/** What is imported of the runtime, but is no entry of it, with the entry that is meant. */
export function publicEntry(
  specifier: string,
  { code: { runtimeEntries } }: ProjectModel,
): { entry: string | undefined } | undefined {
  if (!specifier.startsWith('mcp-provider/') || runtimeEntries.includes(specifier))
    return undefined;
  const [, inside] = /^mcp-provider\/(?:dist|src)\/(.*)$/.exec(specifier) ?? [];
  if (inside !== undefined) {
    const entry = `mcp-provider/${withoutEnding(inside)}`.replace(/\/index$/, '');
    return { entry: runtimeEntries.includes(entry) ? entry : undefined };
  }
  const stem = withoutEnding(specifier);
  const [near, another] = runtimeEntries.filter(
    (entry) =>
      (entry.startsWith(stem) && !entry.includes('/', stem.length)) ||
      distance(entry, stem) <= MOST_SLIPS,
  );
  return { entry: another === undefined ? near : undefined };
}
