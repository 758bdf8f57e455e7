import { dirname, join, resolve } from 'node:path';
import type { HostFiles } from '../../model/host.js';
import type { RelPath } from '../../model/path.js';
import type { DataDocument, Documents, TextFile } from '../../model/project.js';
import { CLIENT_FILES, STARTING_TEXTS, ClientConfig } from '../client-files.js';
import { Text } from '../text.js';
import { unreadable } from '../unreadable.js';
import { onDisk } from '../on-disk.js';
import type { Around } from './around.js';
import { readCompiler } from './compiler.js';
import { Data, type Parsed } from './data.js';
import { parseEnv } from './env.js';
import type { Ignoring } from './gitignore.js';
import { parseJson, parseJsonc } from './json.js';
import { parseYaml } from './yaml.js';
import { textOf } from '../../model/data-text.js';

const KNOWN = {
  config: ['provider-config.yaml', parseYaml],
  packageJson: ['package.json', parseJson],
  packageLock: ['package-lock.json', parseJson],
  tsconfig: ['tsconfig.json', parseJsonc],
  state: ['.mcp-provider.json', parseJson],
  serverJson: ['server.json', parseJson],
  bundleManifest: ['manifest.json', parseJson],
  envExample: ['.env.example', parseEnv],
} as const;

/** Everything in a project that is not source, as far as it is known by name; parsed when it is asked about. */
export async function readDocuments(
  files: HostFiles,
  root: string,
  around: Around,
  ignoring: Ignoring,
): Promise<Documents> {
  const read = async <T extends Text>(path: string, made: (path: RelPath, text: string) => T) => {
    try {
      const text = await files.read(join(root, path));
      return text === null ? undefined : made(onDisk(path), text);
    } catch (error) {
      const problem = unreadable(error, join(root, path), path);
      return new Data(onDisk(path), '', () => ({ problems: [problem], comments: [] }));
    }
  };
  const data = (name: string, parse: (text: string) => Parsed) =>
    read(name, (path, text) => new Data(path, text, parse));
  const plain = (name: string) => read(name, (path, text) => new Text(path, text));

  const known: Partial<Record<keyof typeof KNOWN, DataDocument>> = {};
  const all: TextFile[] = [];
  for (const [key, [path, parse]] of Object.entries(KNOWN)) {
    const document = await data(path, parse);
    if (!document) continue;
    known[key as keyof typeof KNOWN] = document; // keys of KNOWN
    all.push(document);
  }
  const clients: ClientConfig[] = [];
  for (const file of CLIENT_FILES) {
    const document = await data(file.path, parseJsonc);
    if (document) clients.push(new ClientConfig(document, file));
  }
  for (const path of STARTING_TEXTS) {
    const text = await plain(path);
    if (text) all.push(text);
  }
  const gitignore = await plain('.gitignore');
  const readme = await plain('README.md');
  all.push(...clients.map(({ document }) => document), ...(gitignore ? [gitignore] : []));
  return {
    ...known,
    ...(gitignore && { gitignore }),
    ...(readme && { readme }),
    ...(around.ignoring.length > 0 && { ignores: (path: string) => ignoring.covers(path) }),
    compiler: known.tsconfig ? await readCompiler(files, root, known.tsconfig) : [],
    lostPackages: await lostPackages(files, root, known.packageJson),
    workflows: [],
    packagesAbove: around.packages,
    workspaces: around.workspaces,
    clients,
    all,
  };
}

const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies'];

/** Files of packages that are declared and do not exist, with the names of what is beside them. */
async function lostPackages(
  files: HostFiles,
  root: string,
  packageJson: DataDocument | undefined,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const lost = new Map<string, readonly string[]>();
  const entries = SECTIONS.flatMap((section) => packageJson?.entries(section) ?? []);
  for (const { value } of entries) {
    const text = textOf(value) ?? '';
    if (!text.startsWith('file:')) continue;
    const path = resolve(root, text.slice('file:'.length));
    if ((await files.kind(path)) === null) lost.set(text, await files.list(dirname(path)));
  }
  return lost;
}
