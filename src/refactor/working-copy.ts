import {
  applySplices,
  type ModuleChanges,
  NameInUseError,
  type ResolveModule,
  rewritingSplices,
  type TextSplice,
} from '../edit/rewrite-modules.js';
import { type Addition, editText, wholeTextChange } from '../extend/addition.js';
import type { OpenProject } from '../extend/open-project.js';
import { identifierTaken } from '../model/errors/refactor.js';
import { type RelPath, relPath } from '../model/path.js';
import { SOURCE } from '../project/files.js';
import { RECORD_FILE } from '../render/record.js';

/** Settings of Claude Code. Git often ignores the second one, which has what its user has approved. */
export const CLAUDE_SETTINGS = ['.claude/settings.json', '.claude/settings.local.json'];

/** Matches paths whose texts the project model does not contain. */
const DOCUMENT = /\.(html?|md[cx]?|sh|toml|txt)$|(^|\/)Dockerfile$/;

/** Files in which package managers, `lock` and imports write names. */
const LOCK =
  /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml)$|\.lock(b|\.json|\.yaml)?$/;

/** The line of an entry in `formerly`, which contains a former name on purpose. */
const FORMER_NAME = /\buntil: ['"]/;

/** The texts of a project during the successive changes of a command. */
export class WorkingCopy {
  readonly #before: ReadonlyMap<string, string>;
  readonly #texts: Map<string, string>;
  /** New paths by old paths. */
  readonly #moved = new Map<string, string>();

  private constructor(
    texts: ReadonlyMap<string, string>,
    readonly resolve: ResolveModule,
  ) {
    this.#before = texts;
    this.#texts = new Map(texts);
  }

  /** @param wholeFiles matches paths whose files are all included; otherwise only sources, data and documents are */
  static async open(
    { model, read, realPath }: OpenProject,
    wholeFiles = /^$/,
  ): Promise<WorkingCopy> {
    const texts = new Map<string, string>();
    for (const path of new Set([...model.paths, ...CLAUDE_SETTINGS])) {
      const file = model.text(path);
      const isRead = file
        ? file.unreadable === undefined
        : wholeFiles.test(path) || DOCUMENT.test(path) || CLAUDE_SETTINGS.includes(path);
      const text = isRead ? (file?.text ?? (await read(path))) : null;
      const isCode = SOURCE.test(path) || wholeFiles.test(path);
      // The text of a link is that of its target, which is edited once.
      const target = text === null || isCode ? path : await realPath(path);
      if (text !== null && (target === path || !model.paths.has(target))) texts.set(path, text);
    }
    const resolve: ResolveModule = (importer, specifier) => {
      const module = model.module(importer);
      return module && model.resolve(module, specifier)?.path;
    };
    return new WorkingCopy(texts, resolve);
  }

  /** Texts by their original paths. */
  get texts(): ReadonlyMap<string, string> {
    return this.#texts;
  }

  has(path: string): boolean {
    return this.#texts.has(path);
  }

  /**
   * Edits a text; it stays as it is if there is no place for the edit.
   * @throws CliError `extend/not-edited`
   */
  edit(path: string, edit: (text: string) => string | undefined): void {
    const text = this.#texts.get(path);
    if (text !== undefined) this.#texts.set(path, editText(edit, text, path) ?? text);
  }

  remove(path: string): void {
    this.#texts.delete(path);
  }

  /** Applies splices to unedited texts, and renames of symbols and modules. */
  rewrite(splices: readonly TextSplice[], changes: ModuleChanges): void {
    const modules = new Map([...this.#texts].filter(([path]) => SOURCE.test(path)));
    const allSplices = [...splices, ...inModules(modules, changes, this.resolve)];
    for (const path of new Set(allSplices.map((textSplice) => textSplice.path)))
      this.edit(path, (text) =>
        applySplices(
          text,
          allSplices.filter((textSplice) => textSplice.path === path),
        ),
      );
    for (const [oldPath, newPath] of changes.moves) this.move(oldPath, newPath);
  }

  move(oldPath: string, newPath: string): void {
    if (oldPath !== newPath) this.#moved.set(oldPath, newPath);
  }

  /** Texts by their final paths. */
  get result(): ReadonlyMap<string, string> {
    return new Map(
      Array.from(this.#texts, ([path, text]) => [this.#moved.get(path) ?? path, text]),
    );
  }

  get addition(): Pick<Addition, 'files' | 'insertions'> & { removed: RelPath[] } {
    const unmovedFiles = [...this.#texts].filter(([path]) => !this.#moved.has(path));
    const removedPaths = [...this.#before.keys()].filter(
      (path) => !this.#texts.has(path) || this.#moved.has(path),
    );
    return {
      files: [...this.#moved].map(([oldPath, newPath]) => ({
        path: relPath(newPath),
        text: this.#texts.get(oldPath) ?? '',
      })),
      insertions: unmovedFiles
        .filter(([path, text]) => this.#before.get(path) !== text)
        .map(([path, text]) => wholeTextChange(path, () => text)),
      removed: removedPaths.map(relPath),
    };
  }

  /** Returns places as `path:line` that still contain a word, by final paths. */
  places(word: string, isPlace: (path: string, line: string) => boolean = () => true): string[] {
    // Clients join names as mcp__<server>__<tool>.
    const pattern = new RegExp(`(?:(?<![\\w-])|(?<=__))${word}(?=__|(?![\\w-]))`);
    return [...this.#texts].flatMap(([path, text]) =>
      path === RECORD_FILE || LOCK.test(path)
        ? []
        : text
            .split('\n')
            .flatMap((line, index) =>
              pattern.test(line) && !FORMER_NAME.test(line) && isPlace(path, line)
                ? [`${this.#moved.get(path) ?? path}:${index + 1}`]
                : [],
            ),
    );
  }
}

function inModules(
  modules: ReadonlyMap<string, string>,
  changes: ModuleChanges,
  resolve: ResolveModule,
): TextSplice[] {
  try {
    return rewritingSplices(modules, changes, resolve);
  } catch (error) {
    throw error instanceof NameInUseError ? identifierTaken(error.identifier, error.path) : error;
  }
}
