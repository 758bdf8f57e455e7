import { join } from 'node:path';
import { notAProject } from '../model/errors/project.js';
import type { HostFiles } from '../model/host.js';
import type { DataDocument, Documents, ProjectModel } from '../model/project.js';
import type { FileFacts, Problem } from '../model/facts.js';
import { aliasesOf, compilerPath } from './aliases.js';
import { readAround } from './documents/around.js';
import { Ignoring } from './documents/gitignore.js';
import { Data } from './documents/data.js';
import { parseJson } from './documents/json.js';
import { parseYaml } from './documents/yaml.js';
import { readDocuments } from './documents/read.js';
import { factsOf } from './facts/parse.js';
import { packagesOf } from './packages.js';
import { Project } from './project.js';
import { Source, Text } from './text.js';
import { type FoundFile, SOURCE, walk } from './walk.js';

const PROVIDER = /^src\/providers\/([^/]+)(?:\/|$)/;
const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;

/** Made by programs, where no `.gitignore` lists them. */
const OUTPUT = ['dist', 'coverage'];

/**
 * Reads a project from disk: all its texts at once, nothing parsed yet, nothing executed, no `node_modules` needed.
 * @throws CliError `project/not-found` where `root` has neither a configuration nor providers
 */
export async function loadProject(files: HostFiles, root: string): Promise<ProjectModel> {
  const around = await readAround(files, root);
  const ignoring = new Ignoring(around.ignoring);
  const known = await readDocuments(files, root, around, ignoring);
  const found = await walk(files, root, around.repository, ignoring, outputOf(known));
  const others = otherTexts(known, found.texts);
  const workflows = others.flatMap((each) => (each instanceof Data ? [each] : []));
  const documents = { ...known, workflows, all: [...known.all, ...others] };
  const directories: string[] = [];
  for (const name of await files.list(join(root, 'src', 'providers'))) {
    const kind = await files.kind(join(root, 'src', 'providers', name));
    if (kind === 'directory' || (kind === 'link' && !SOURCE.test(name))) directories.push(name);
  }
  if (!documents.config && !documents.state && directories.length === 0) throw notAProject(root);
  const entries = documents.config?.entries('providers') ?? [];
  // Git leaves empty directories behind where files are renamed.
  const filled = new Set(
    [...found.sources, ...found.texts].map(({ logicalPath }) => PROVIDER.exec(logicalPath)?.[1]),
  );
  const own = directories.filter((name) => filled.has(name));
  const names = new Set([...own, ...entries.map(({ key }) => key)]);
  const sources = found.sources.map((file) => source(file, names));
  const aliases = aliasesOf(documents);
  const packages = packagesOf(packagesIn(documents), documents.packagesAbove);
  return new Project({ root, documents, sources, names, aliases, packages });
}

/** Those that are not known by their names. */
function otherTexts({ all }: Documents, texts: readonly FoundFile[]): Text[] {
  const known = new Set(all.map(({ path }) => path));
  return texts
    .filter(({ path }) => !known.has(path))
    .map(({ path, text }) =>
      WORKFLOW.test(path) ? new Data(path, text, parseYaml) : new Text(path, text),
    );
}

/** All `package.json` files of the project, that of its root first. */
function packagesIn({ all, packageJson }: Documents): DataDocument[] {
  const below = all
    .filter(({ path }) => path.endsWith('/package.json'))
    .map(({ path, text }) => new Data(path, text, parseJson));
  return packageJson ? [packageJson, ...below] : below;
}

function outputOf({ compiler }: Documents): ReadonlySet<string> {
  const outDir = compilerPath(compiler, 'outDir');
  return new Set([...OUTPUT, ...(outDir === undefined ? [] : [outDir])]);
}

function source(
  { path, logicalPath, text, unreadable }: FoundFile,
  providers: ReadonlySet<string>,
): Source {
  const test = /(^|\/)(tests?|__tests__)\/|\.(test|spec)\.[cm]?[jt]sx?$/.test(logicalPath);
  const [, name = ''] = /^(?:src\/providers|tests?)\/([^/]+)(?:\/|$)/.exec(logicalPath) ?? [];
  const provider = providers.has(name) ? name : undefined;
  const read = unreadable === undefined ? factsOf : () => unread(unreadable);
  return new Source(path, text, logicalPath, test, provider, read);
}

const unread = (problem: Problem): FileFacts => ({
  ...factsOf('unreadable.ts', ''),
  syntaxErrors: [problem],
});
