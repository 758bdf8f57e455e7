import { join, sep } from 'node:path';
import { CliError } from '../model/errors/cli-error.js';
import { tooManyFiles } from '../model/errors/project.js';
import type { Problem } from '../model/facts.js';
import type { HostFiles } from '../model/host.js';
import type { RelPath } from '../model/path.js';
import { readable } from './documents/around.js';
import type { Ignoring } from './documents/gitignore.js';
import { onDisk } from './on-disk.js';
import { leadsOut, tooLarge, unreadable } from './unreadable.js';

export interface FoundFile {
  /** By the names that lead to it; imports go by this. */
  logicalPath: RelPath;
  /** With links resolved, where that stays in the project. */
  path: RelPath;
  text: string;
  /** Why there is no text. */
  unreadable?: Problem;
}

/** Texts that can hold a secret or start the server: keys, notes, workflows, images, scripts. */
const TEXT =
  /(\.(pem|key|p8|crt|md|txt|json|xml|conf|cfg|sh|ya?ml|toml|tf|tfvars|ini|properties)|(^|\/)(Dockerfile[\w.-]*|\.(docker|npm|mcpb|dxt)ignore|Containerfile|Makefile|Procfile|\.env[\w.-]*))$/;
/** Directories that are looked into although their names begin with a period. */
const HIDDEN: ReadonlySet<string> = new Set(['.github', '.circleci', '.devcontainer']);

/** Files and directories, links followed: directories that link to each other have paths without end. */
const MOST_ENTRIES = 50_000;

export const SOURCE = /(?<!\.d)\.[cm]?[jt]sx?$/;
const CONFIG = 'provider-config.yaml';

/**
 * All source files of a project, and its other texts, in the order of their paths; another project below it is not part
 * of it.
 */
export async function walk(
  files: HostFiles,
  root: string,
  repository: string,
  ignoring: Ignoring,
  output: ReadonlySet<string>,
): Promise<{ sources: FoundFile[]; texts: FoundFile[] }> {
  const [realRoot, real] = await Promise.all([files.realPath(root), files.realPath(repository)]);
  const walker = new Walker(files, root, realRoot, real, ignoring, output);
  await walker.directory('', root, []);
  const found = walker.found.sort((a, b) => (a.logicalPath < b.logicalPath ? -1 : 1));
  const isSource = ({ logicalPath }: FoundFile) =>
    SOURCE.test(logicalPath) || !TEXT.test(logicalPath);
  return {
    sources: found.filter(isSource),
    texts: found.filter((file) => !isSource(file) && file.unreadable === undefined),
  };
}

class Walker {
  readonly found: FoundFile[] = [];
  #entries = 0;

  constructor(
    readonly files: HostFiles,
    readonly root: string,
    readonly realRoot: string,
    /** Links that lead out of it are not followed. */
    readonly repository: string,
    readonly ignoring: Ignoring,
    readonly output: ReadonlySet<string>,
  ) {}

  /** `real` is where the directory is; `above` are the real directories it was reached through. */
  async directory(path: string, real: string, above: readonly string[]): Promise<void> {
    const names = await this.files.list(join(this.root, path));
    if (path !== '' && names.includes(CONFIG)) return;
    if (path !== '' && names.includes('.gitignore')) {
      const text = await readable(this.files, join(this.root, path, '.gitignore'));
      if (text !== null) this.ignoring.add(path, text);
    }
    for (const name of names) {
      if (name === 'node_modules') continue;
      if (name.startsWith('.') && !HIDDEN.has(name) && !TEXT.test(name)) continue;
      await this.#entry(path === '' ? name : `${path}/${name}`, join(real, name), [...above, real]);
    }
  }

  async #entry(path: string, location: string, above: readonly string[]): Promise<void> {
    let real = location;
    let kind = await this.files.kind(join(this.root, path));
    if (kind === 'link') {
      const target = await orNull(this.files.realPath(join(this.root, path)));
      if (target === null) return;
      if (!isBelow(target, this.repository)) {
        const place = { logicalPath: onDisk(path), path: onDisk(path) };
        const isDirectory = (await this.files.kind(target)) === 'directory';
        const isCode = isDirectory ? path.startsWith('src/') : SOURCE.test(path);
        if (isCode && !this.#isLeftOut(path))
          this.found.push({ ...place, text: '', unreadable: leadsOut(path) });
        return;
      }
      real = target;
      kind = await this.files.kind(real);
    }
    if (++this.#entries > MOST_ENTRIES) throw tooManyFiles(this.root, MOST_ENTRIES);
    if (kind === 'directory') {
      if (!above.includes(real) && !this.#isLeftOut(`${path}/`))
        await this.directory(path, real, above);
    } else if (kind === 'file' && isRead(path) && !this.#isLeftOut(path)) {
      await this.#file(path, real);
    }
  }

  #isLeftOut(path: string): boolean {
    return this.output.has(path.replace(/\/$/, '')) || this.ignoring.covers(path);
  }

  async #file(path: string, real: string): Promise<void> {
    const place = { logicalPath: onDisk(path), path: this.#inProject(real) ?? onDisk(path) };
    const location = join(this.root, path);
    try {
      const text = await this.files.read(location);
      if (text === null) return;
      const problem = SOURCE.test(path) ? tooLarge(text, path) : undefined;
      this.found.push(problem ? { ...place, text: '', unreadable: problem } : { ...place, text });
    } catch (error) {
      this.found.push({ ...place, text: '', unreadable: unreadable(error, location, path) });
    }
  }

  #inProject(real: string): RelPath | undefined {
    for (const root of [this.root, this.realRoot]) {
      if (real.startsWith(root + sep)) {
        return onDisk(
          real
            .slice(root.length + 1)
            .split(sep)
            .join('/'),
        );
      }
    }
    return undefined;
  }
}

const isBelow = (path: string, directory: string) =>
  `${path}${sep}`.startsWith(directory.endsWith(sep) ? directory : directory + sep);

const isRead = (path: string) => SOURCE.test(path) || TEXT.test(path);

async function orNull(path: Promise<string>): Promise<string | null> {
  try {
    return await path;
  } catch (error) {
    if (error instanceof CliError) return null;
    throw error;
  }
}
