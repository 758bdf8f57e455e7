import { join, sep } from 'node:path';
import { CliError } from '../model/errors/cli-error.js';
import { tooManyFiles } from '../model/errors/project.js';
import type { HostFiles } from '../model/host.js';
import type { TextFile } from '../model/place.js';
import { readDocument } from './document.js';
import { STATE } from './find.js';
import { Ignoring, ignoringIn } from './gitignore.js';
import { repositoryOf } from './repository.js';

/** TypeScript and JavaScript, without declarations. */
export const SOURCE = /(?<!\.d)\.[cm]?[jt]sx?$/;
const TEXT = /\.(jsonc?|ya?ml)$|(^|\/)(\.env\.example|\.gitignore|\.dockerignore|README\.md)$/;
const CONFIG = 'provider-config.yaml';

/** Directories of clients, editors and code hosts; other hidden ones are caches. */
const HIDDEN =
  /^\.(amazonq|claude|cline|codex|continue|cursor|gemini|github|junie|kilocode|kiro|opencode|qwen|roo|tabnine|vscode|windsurf|zed)$/;
/** Made by programs, also where no `.gitignore` lists them. */
const OUTPUT = /(^coverage|(^|\/)(node_modules|dist|\.git))$/;
/** Below a directory that may not have been read. */
const BELOW_UNREAD = /^coverage\/|(^|\/)(node_modules|dist|\.[^./][^/]*)\//;

/** Locks of Emacs, and what macOS writes beside files on other disks. */
const OF_EDITORS = /^\.[#_]/;

/** Files and directories, links followed: directories that link to each other have paths without end. */
const MOST_ENTRIES = 50_000;
const LOST = 'it is a symbolic link that points outside the repository, or nowhere';
/** In characters, about 4 MB. */
const LARGEST = 4_000_000;

export interface ProjectFiles {
  /** All files but those of `OUTPUT`, what Git ignores and what the settings exclude: from the root, with slashes, sorted. */
  paths: ReadonlySet<string>;
  /** Texts of sources, JSON, YAML and files with a known name. */
  texts: ReadonlyMap<string, TextFile>;
  ignoring: Ignoring;
  /** Whether a path is none of these files even where it exists: an import of it may be right. */
  leavesOut(path: string): boolean;
}

/** Reads a project, without other projects below it. */
export async function readFiles(files: HostFiles, root: string): Promise<ProjectFiles> {
  const repository = await files.realPath(await repositoryOf(files, root));
  const ignoring = await ignoringIn(files, root);
  const excluded = new Ignoring([{ below: '', text: await exclusions(files, root) }]);
  const texts = new Map<string, TextFile>();
  const paths: string[] = [];
  let count = 0;

  async function directory(path: string, above: readonly string[]): Promise<void> {
    const entries = await files.entries(join(root, path));
    const has = (name: string) => entries.some((entry) => entry.name === name);
    if (path !== '' && has(CONFIG)) {
      excluded.add(path, '*');
      return;
    }
    if (path !== '' && has('.gitignore')) {
      const { text } = await read(join(path, '.gitignore'));
      ignoring.add(path, text);
    }
    const isLeftOut = (at: string, isDirectory: boolean) =>
      ignoring.isIgnored(at, isDirectory) || excluded.isIgnored(at, isDirectory);
    for (const { name, kind } of entries) {
      const at = path === '' ? name : `${path}/${name}`;
      if (OUTPUT.test(at) || OF_EDITORS.test(name)) continue;
      if (++count > MOST_ENTRIES) throw tooManyFiles(root, MOST_ENTRIES);
      const real = kind === 'link' ? await target(at) : { kind, path: join(root, at) };
      const isRead = SOURCE.test(name) || TEXT.test(at);
      if (real?.kind === 'directory') {
        const isKnown = !name.startsWith('.') || HIDDEN.test(name);
        if (isKnown && !above.includes(real.path) && !isLeftOut(at, true))
          await directory(at, [...above, real.path]);
      } else if ((real ?? isRead) && !isLeftOut(at, false)) {
        paths.push(at);
        if (isRead) texts.set(at, real ? await read(at) : { path: at, text: '', unreadable: LOST });
      }
    }
  }

  /** What a link leads to, where that is in the repository: code hosts do not have anything else. */
  async function target(path: string) {
    try {
      const real = await files.realPath(join(root, path));
      const kind = await files.kind(real);
      return kind !== null && real.startsWith(repository + sep) ? { kind, path: real } : undefined;
    } catch (error) {
      if (error instanceof CliError) return undefined;
      throw error;
    }
  }

  async function read(path: string): Promise<TextFile> {
    try {
      const raw = (await files.read(join(root, path))) ?? '';
      if (raw.length > LARGEST)
        return { path, text: '', unreadable: 'the file has more than 4 million characters' };
      return raw.startsWith('\uFEFF')
        ? { path, text: raw.slice(1), bom: true }
        : { path, text: raw };
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      // Without the place on this machine: a report is the same everywhere.
      return { path, text: '', unreadable: error.message.replaceAll(join(root, path), path) };
    }
  }

  await directory('', [await files.realPath(root)]);
  const leavesOut = (path: string) =>
    BELOW_UNREAD.test(path) || ignoring.covers(path) || excluded.covers(path);
  return { paths: new Set(paths.sort()), texts, ignoring, leavesOut };
}

/** `exclude` in `.mcp-provider.json`, in the form of `.gitignore`; empty where it has another shape. */
export async function exclusions(files: HostFiles, root: string): Promise<string> {
  const text = (await files.read(join(root, STATE)).catch(() => null)) ?? '';
  const items = readDocument({ path: STATE, text }).get('exclude')?.items ?? [];
  return items.map(({ value }) => (typeof value === 'string' ? `${value}\n` : '')).join('');
}
