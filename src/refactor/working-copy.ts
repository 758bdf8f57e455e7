import {
  applySplices,
  NameInUse,
  type Resolve,
  type Rewriting,
  rewriting,
  type Splice,
} from '../edit/rewrite-modules.js';
import { type Addition, editedBy, wholeTextChange } from '../extend/addition.js';
import type { OpenProject } from '../extend/open-project.js';
import { identifierTaken } from '../model/errors/refactor.js';
import { type RelPath, relPath } from '../model/path.js';
import { SOURCE } from '../project/files.js';

/** Settings of Claude Code. Git often ignores the second one, which has what its user has approved. */
export const CLAUDE_SETTINGS = ['.claude/settings.json', '.claude/settings.local.json'];

/** Texts that the model of a project does not have. */
const DOCUMENT = /\.(md|toml|txt)$|(^|\/)Dockerfile$/;

/** The texts of a project, as a command changes them one after another. */
export class WorkingCopy {
  readonly #before: ReadonlyMap<string, string>;
  readonly #texts: Map<string, string>;
  /** New paths by old ones. */
  readonly #moved = new Map<string, string>();

  private constructor(
    texts: ReadonlyMap<string, string>,
    readonly resolve: Resolve,
  ) {
    this.#before = texts;
    this.#texts = new Map(texts);
  }

  /** @param whole paths whose files count whatever they are; of others, sources, data and documents */
  static async open({ model, read }: OpenProject, whole = /^$/): Promise<WorkingCopy> {
    const texts = new Map<string, string>();
    for (const path of new Set([...model.paths, ...CLAUDE_SETTINGS])) {
      const file = model.text(path);
      const isRead = file
        ? file.unreadable === undefined
        : whole.test(path) || DOCUMENT.test(path) || CLAUDE_SETTINGS.includes(path);
      const text = isRead ? (file?.text ?? (await read(path))) : null;
      if (text !== null) texts.set(path, text);
    }
    const resolve: Resolve = (importer, specifier) => {
      const module = model.module(importer);
      return module && model.resolve(module, specifier)?.path;
    };
    return new WorkingCopy(texts, resolve);
  }

  /** Texts by the paths they had. */
  get texts(): ReadonlyMap<string, string> {
    return this.#texts;
  }

  has(path: string): boolean {
    return this.#texts.has(path);
  }

  /** A text without a place for the edit stays as it is. @throws CliError `grow/not-edited` */
  edit(path: string, edit: (text: string) => string | undefined): void {
    const text = this.#texts.get(path);
    if (text !== undefined) this.#texts.set(path, editedBy(edit, text, path) ?? text);
  }

  remove(path: string): void {
    this.#texts.delete(path);
  }

  /** Splices in texts that no edit has changed yet, and modules with other names and paths. */
  rewrite(splices: readonly Splice[], changes: Rewriting): void {
    const modules = new Map([...this.#texts].filter(([path]) => SOURCE.test(path)));
    const all = [...splices, ...inModules(modules, changes, this.resolve)];
    for (const path of new Set(all.map((each) => each.path)))
      this.edit(path, (text) =>
        applySplices(
          text,
          all.filter((each) => each.path === path),
        ),
      );
    for (const [from, to] of changes.moves) this.move(from, to);
  }

  move(from: string, to: string): void {
    if (from !== to) this.#moved.set(from, to);
  }

  /** Texts by the paths that they have afterwards. */
  get result(): ReadonlyMap<string, string> {
    return new Map(
      Array.from(this.#texts, ([path, text]) => [this.#moved.get(path) ?? path, text]),
    );
  }

  get addition(): Pick<Addition, 'files' | 'insertions'> & { removed: RelPath[] } {
    const unmoved = [...this.#texts].filter(([path]) => !this.#moved.has(path));
    const gone = [...this.#before.keys()].filter(
      (path) => !this.#texts.has(path) || this.#moved.has(path),
    );
    return {
      files: [...this.#moved].map(([from, to]) => ({
        path: relPath(to),
        text: this.#texts.get(from) ?? '',
      })),
      insertions: unmoved
        .filter(([path, text]) => this.#before.get(path) !== text)
        .map(([path, text]) => wholeTextChange(path, () => text)),
      removed: gone.map(relPath),
    };
  }

  /** Places that still have a word, as `path:line`, by the paths that files have afterwards. */
  places(word: string): string[] {
    // Clients join names as mcp__<server>__<tool>.
    const pattern = new RegExp(`(?:(?<![\\w-])|(?<=__))${word}(?=__|(?![\\w-]))`);
    return [...this.#texts].flatMap(([path, text]) =>
      /(^|\/)[\w.-]*lock[\w.-]*$/.test(path)
        ? []
        : text
            .split('\n')
            .flatMap((line, index) =>
              pattern.test(line) ? [`${this.#moved.get(path) ?? path}:${index + 1}`] : [],
            ),
    );
  }
}

function inModules(
  modules: ReadonlyMap<string, string>,
  changes: Rewriting,
  resolve: Resolve,
): Splice[] {
  try {
    return rewriting(modules, changes, resolve);
  } catch (error) {
    throw error instanceof NameInUse ? identifierTaken(error.identifier, error.path) : error;
  }
}
