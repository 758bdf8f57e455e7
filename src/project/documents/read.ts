import { join } from 'node:path';
import { CliError } from '../../model/errors/cli-error.js';
import type { HostFiles } from '../../model/host.js';
import type { DataDocument, Documents, TextFile } from '../../model/project.js';
import { CLIENT_FILES, STARTING_TEXTS, ClientConfig } from '../client-files.js';
import { Text } from '../text.js';
import { onDisk } from '../walk.js';
import type { Around } from './around.js';
import { readCompiler } from './compiler.js';
import { Data, type Parsed } from './data.js';
import { parseEnv } from './env.js';
import type { Ignoring } from './gitignore.js';
import { parseJson, parseJsonc } from './json.js';
import { parseYaml } from './yaml.js';

const KNOWN = {
  config: ['provider-config.yaml', parseYaml],
  packageJson: ['package.json', parseJson],
  packageLock: ['package-lock.json', parseJson],
  tsconfig: ['tsconfig.json', parseJsonc],
  state: ['.mcp-provider.json', parseJson],
  serverJson: ['server.json', parseJson],
  envExample: ['.env.example', parseEnv],
} as const;

/** Everything in a project that is not source, as far as it is known by name; parsed when it is asked about. */
export async function readDocuments(
  files: HostFiles,
  root: string,
  around: Around,
  ignoring: Ignoring,
): Promise<Documents> {
  const read = (path: string) => files.read(join(root, path));
  const data = async (path: string, parse: (text: string) => Parsed) => {
    try {
      const text = await read(path);
      return text === null ? undefined : new Data(onDisk(path), text, parse);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      const problem = { message: error.message, start: 0, end: 0 };
      return new Data(onDisk(path), '', () => ({ problems: [problem], comments: [] }));
    }
  };

  const known: Partial<Record<keyof typeof KNOWN, DataDocument>> = {};
  const all: TextFile[] = [];
  for (const [key, [path, parse]] of Object.entries(KNOWN)) {
    const document = await data(path, parse);
    if (!document) continue;
    known[key as keyof typeof KNOWN] = document; // keys of KNOWN
    all.push(document);
  }
  const clients: ClientConfig[] = [];
  for (const { path, client, containers } of CLIENT_FILES) {
    const document = await data(path, parseJsonc);
    if (document) clients.push(new ClientConfig(client, document, containers));
  }
  for (const path of STARTING_TEXTS) {
    const text = await read(path);
    if (text !== null) all.push(new Text(onDisk(path), text));
  }
  const ignoreText = await read('.gitignore');
  const gitignore = ignoreText === null ? undefined : new Text(onDisk('.gitignore'), ignoreText);
  all.push(...clients.map(({ document }) => document), ...(gitignore ? [gitignore] : []));
  return {
    ...known,
    ...(gitignore && { gitignore }),
    ...(around.ignoring.length > 0 && { ignores: (path: string) => ignoring.covers(path) }),
    compiler: known.tsconfig ? await readCompiler(files, root, known.tsconfig) : [],
    packagesAbove: around.packages,
    clients,
    all,
  };
}
