import { join } from 'node:path';
import type { Host, HostFiles } from '../model/host.js';
import { repositoryRoot, upFrom } from '../project/repository.js';

/** The program of a formatter, with its options before file paths, and for text with the path of a file. */
interface Formatter {
  rewrite: readonly [program: string, ...options: string[]];
  layOut(path: string): readonly string[];
}

const FORMATTERS: Readonly<Record<string, Formatter>> = {
  prettier: {
    rewrite: ['prettier', '--write', '--ignore-unknown'],
    layOut: (path) => ['--stdin-filepath', path],
  },
  '@biomejs/biome': {
    rewrite: ['biome', 'format', '--write', '--no-errors-on-unmatched'],
    layOut: (path) => ['format', `--stdin-file-path=${path}`],
  },
};

const npx = (...npxArguments: string[]) => ['npx', '--no', '--', ...npxArguments] as const;

/** Returns the command that formats project files; undefined if no formatter is installed. */
export async function formatCommand(files: HostFiles, root: string, paths: readonly string[]) {
  const formatter = paths.length > 0 ? await loadFormatter(files, root) : undefined;
  return formatter && npx(...formatter.rewrite, ...paths);
}

/** Returns a module formatted by the project's formatter; undefined if there is none, or if it fails. */
export async function formatModule(
  { files, exec }: Pick<Host, 'files' | 'exec'>,
  root: string,
  path: string,
  text: string,
): Promise<string | undefined> {
  const formatter = await loadFormatter(files, root);
  if (!formatter) return undefined;
  const command = npx(formatter.rewrite[0], ...formatter.layOut(path));
  const { exitCode, stdout } = await exec(command, { cwd: root, input: text });
  return exitCode === 0 && stdout !== '' ? `${stdout.trimEnd()}\n` : undefined;
}

async function loadFormatter(files: HostFiles, root: string): Promise<Formatter | undefined> {
  const top = await repositoryRoot(files, root);
  for (const folder of upFrom(root, top)) {
    const manifest = (await files.read(join(folder, 'package.json'))) ?? '';
    for (const [name, formatter] of Object.entries(FORMATTERS)) {
      const isNamed = manifest.includes(`"${name}":`);
      if (isNamed && (await isInstalled(files, root, formatter.rewrite[0]))) return formatter;
    }
  }
  return undefined;
}

async function isInstalled(files: HostFiles, root: string, program: string): Promise<boolean> {
  for (const folder of upFrom(root))
    if ((await files.kind(join(folder, 'node_modules', '.bin', program))) !== null) return true;
  return false;
}
