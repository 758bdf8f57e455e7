import { join, sep } from 'node:path';
import { CliError } from '../model/errors/cli-error.js';
import { tooManyFiles } from '../model/errors/project.js';
import type { HostFiles } from '../model/host.js';
import type { TextFile } from '../model/source-range.js';
import { parseDocument } from './document.js';
import { STATE } from './find.js';
import { IgnoreRules, ignoreRulesOf } from './gitignore.js';
import { repositoryRoot } from './repository.js';

/** TypeScript and JavaScript files except declarations. */
export const SOURCE = /(?<!\.d)\.[cm]?[jt]sx?$/;
const TEXT = /\.(jsonc?|ya?ml)$|(^|\/)(\.env\.example|\.gitignore|\.dockerignore|README\.md)$/;
const CONFIG = 'provider-config.yaml';

/** Hidden directories of clients, editors and code hosts that are read; others are caches. */
const READ_HIDDEN_DIRECTORY =
  /^\.(agents|air|amazonq|amp|claude|cline|codex|continue|cursor|devin|gemini|github|junie|kilo|kilocode|kiro|opencode|qwen|roo|tabnine|vscode|warp|windsurf|zed)$/;
/** Directories that programs generate, even if no `.gitignore` lists them. */
const OUTPUT = /(^coverage|(^|\/)(node_modules|dist|\.git|\.claude\/worktrees))$/;
/** Matches paths in a directory that may not have been read. */
const IN_UNREAD_DIRECTORY = /^coverage\/|(^|\/)(node_modules|dist|\.[^./][^/]*)\//;

/** Locks of Emacs, and files that macOS creates on other disks. */
const EDITOR_FILE = /^\.[#_]/;

/**
 * Maximum number of files and directories with links followed, because directories that link to
 * each other have infinitely many paths.
 */
const MAX_ENTRIES = 50_000;
const BROKEN_LINK = 'it is a symbolic link that points outside the repository, or nowhere';
/** Maximum size in characters, about 4 MB. */
const MAX_LENGTH = 4_000_000;

export interface ProjectFiles {
  /**
   * All files except those of `OUTPUT`, files that Git ignores and files that the settings exclude:
   * relative to the root, with slashes, sorted.
   */
  paths: ReadonlySet<string>;
  /** Texts of sources, JSON, YAML and files with a known name. */
  texts: ReadonlyMap<string, TextFile>;
  ignoreRules: IgnoreRules;
  /** Returns whether a path is not among these files even if it exists, so that an import of it may be valid. */
  leavesOut(path: string): boolean;
}

/** Reads a project, without other projects in it. */
export async function readFiles(files: HostFiles, root: string): Promise<ProjectFiles> {
  const repository = await files.realPath(await repositoryRoot(files, root));
  const ignoreRules = await ignoreRulesOf(files, root);
  const exclusionRules = new IgnoreRules([
    { below: '', text: await excludedPatterns(files, root) },
  ]);
  const texts = new Map<string, TextFile>();
  const paths: string[] = [];
  let count = 0;

  async function directory(path: string, parentPaths: readonly string[]): Promise<void> {
    const entries = await files.entries(join(root, path));
    const hasEntry = (name: string) => entries.some((entry) => entry.name === name);
    if (path !== '' && hasEntry(CONFIG)) {
      exclusionRules.add(path, '*');
      return;
    }
    if (path !== '' && hasEntry('.gitignore')) {
      const { text } = await read(join(path, '.gitignore'));
      ignoreRules.add(path, text);
    }
    const isLeftOut = (candidatePath: string, isDirectory: boolean) =>
      ignoreRules.isIgnored(candidatePath, isDirectory) ||
      exclusionRules.isIgnored(candidatePath, isDirectory);
    for (const { name, kind } of entries) {
      const entryPath = path === '' ? name : `${path}/${name}`;
      if (OUTPUT.test(entryPath) || EDITOR_FILE.test(name)) continue;
      if (++count > MAX_ENTRIES) throw tooManyFiles(root, MAX_ENTRIES);
      const realEntry = kind === 'link' ? await target(entryPath) : { kind, path: undefined };
      const isRead = SOURCE.test(name) || TEXT.test(entryPath);
      if (realEntry?.kind === 'directory') {
        const { path: realPath = join(root, entryPath) } = realEntry;
        const isKnown = !name.startsWith('.') || READ_HIDDEN_DIRECTORY.test(name);
        if (isKnown && !parentPaths.includes(realPath) && !isLeftOut(entryPath, true))
          await directory(entryPath, [...parentPaths, realPath]);
      } else if ((realEntry ?? isRead) && !isLeftOut(entryPath, false)) {
        paths.push(entryPath);
        if (isRead)
          texts.set(
            entryPath,
            realEntry
              ? await read(entryPath)
              : { path: entryPath, text: '', unreadable: BROKEN_LINK },
          );
      }
    }
  }

  /** Returns the target of a link if it is in the repository, because code hosts have nothing else. */
  async function target(path: string) {
    try {
      const realPath = await files.realPath(join(root, path));
      const kind = await files.kind(realPath);
      return kind !== null && realPath.startsWith(repository + sep)
        ? { kind, path: realPath }
        : undefined;
    } catch (error) {
      if (error instanceof CliError) return undefined;
      throw error;
    }
  }

  async function read(path: string): Promise<TextFile> {
    try {
      const raw = (await files.read(join(root, path))) ?? '';
      if (raw.length > MAX_LENGTH)
        return { path, text: '', unreadable: 'the file has more than 4 million characters' };
      return raw.startsWith('\uFEFF')
        ? { path, text: raw.slice(1), bom: true }
        : { path, text: raw };
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      // The message has no absolute path, so that reports are the same on every machine.
      return { path, text: '', unreadable: error.message.replaceAll(join(root, path), path) };
    }
  }

  await directory('', [await files.realPath(root)]);
  const leavesOut = (path: string) =>
    IN_UNREAD_DIRECTORY.test(path) || ignoreRules.covers(path) || exclusionRules.covers(path);
  return { paths: new Set(paths.sort()), texts, ignoreRules, leavesOut };
}

/** Returns `exclude` in `.mcp-provider.json`, in the format of `.gitignore`; empty if it has another type. */
export async function excludedPatterns(files: HostFiles, root: string): Promise<string> {
  const text = (await files.read(join(root, STATE)).catch(() => null)) ?? '';
  const items = parseDocument({ path: STATE, text }).get('exclude')?.items ?? [];
  return items.map(({ value }) => (typeof value === 'string' ? `${value}\n` : '')).join('');
}
