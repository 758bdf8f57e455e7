import { basename } from 'node:path/posix';
import type { Node } from 'ts-morph';
import { relativeSpecifier } from './specifier.js';
import { compiler, emptyProject } from './typescript.js';

/** A name that a module declares at its top level. */
interface Symbol {
  path: string;
  from: string;
  to: string;
}

/** Text in place of another one, in a file. */
export interface Splice {
  path: string;
  start: number;
  end: number;
  text: string;
}

export interface Rewriting {
  symbols: readonly Symbol[];
  /** Modules with another path. */
  moves: ReadonlyMap<string, string>;
}

/** The path of the module that a specifier leads to; undefined where it is none of the project. */
export type Resolve = (importer: string, specifier: string) => string | undefined;

/** The new name of a symbol is taken. */
export class NameInUse extends Error {
  constructor(
    readonly identifier: string,
    readonly path: string,
  ) {
    super(`${path} has "${identifier}"`);
  }
}

/**
 * The places to change where names have other declarations and modules other paths: resolved as the compiler does, so that
 * comments, texts and other variables of the same name stay.
 * @param texts of all modules, by path
 * @throws NameInUse
 */
export function rewriting(
  texts: ReadonlyMap<string, string>,
  { symbols, moves }: Rewriting,
  resolve: Resolve,
): Splice[] {
  const project = emptyProject(resolve);
  for (const [path, text] of texts) project.createSourceFile(`/${path}`, text);
  const splices: Splice[] = [];
  const add = (node: Node, start: number, end: number, text: string) =>
    splices.push({ path: node.getSourceFile().getFilePath().slice(1), start, end, text });
  for (const { path, from, to } of symbols) {
    const module = project.getSourceFile(`/${path}`);
    const declared = module?.getVariableDeclaration(from) ?? module?.getFunction(from);
    const name = declared?.getNameNode();
    if (!name || from === to) continue;
    for (const location of project.getLanguageService().findRenameLocations(name)) {
      const { Identifier, ShorthandPropertyAssignment } = compiler().SyntaxKind;
      const file = location.getSourceFile();
      const taken = file.getDescendantsOfKind(Identifier).some((each) => each.getText() === to);
      if (taken) throw new NameInUse(to, file.getFilePath().slice(1));
      const node = location.getNode();
      const isShorthand = node.getParentIfKind(ShorthandPropertyAssignment) !== undefined;
      add(node, node.getStart(), node.getEnd(), isShorthand ? `${from}: ${to}` : to);
    }
  }
  const stems = new Map(
    Array.from(moves, ([from, to]) => [from, to.replace(/\.[cm]?[jt]sx?$/, '')]),
  );
  for (const module of project.getSourceFiles()) {
    const path = module.getFilePath().slice(1);
    for (const literal of module.getImportStringLiterals()) {
      const specifier = literal.getLiteralText();
      const target = resolve(path, specifier);
      if (target === undefined || (!stems.has(target) && !moves.has(path))) continue;
      const [ending = ''] = /\.[cm]?[jt]sx?$/.exec(basename(specifier)) ?? [];
      const was = target.replace(/\.[cm]?[jt]sx?$/, '');
      const stem = stems.get(target) ?? was;
      const now = specifier.startsWith('.')
        ? relativeSpecifier(moves.get(path) ?? path, stem) + ending
        : aliasFor(specifier, was, stem);
      add(literal, literal.getStart() + 1, literal.getEnd() - 1, now);
    }
  }
  return splices.filter(
    ({ path, start, end, text }) => texts.get(path)?.slice(start, end) !== text,
  );
}

/** A text with splices; a place that is named twice is changed once. */
export const applySplices = (text: string, splices: readonly Omit<Splice, 'path'>[]): string =>
  splices
    .filter((one, index) => splices.findIndex(({ start }) => start === one.start) === index)
    .toSorted((one, other) => other.start - one.start)
    .reduce(
      (whole, { start, end, text: added }) => whole.slice(0, start) + added + whole.slice(end),
      text,
    );

/**
 * An alias for another path: `#providers/a/x.js` for `#providers/b/x.js` where both are paths below what `#providers` stands
 * for; the same alias where that is not known.
 * @param was path without extension; `stem`: the other one
 */
function aliasFor(specifier: string, was: string, stem: string): string {
  const [body = '', ending = ''] = specifier.split(/(\.[cm]?[jt]sx?)$/);
  const [names, folders] = [body.split('/'), was.split('/')];
  if (folders.at(-1) === 'index' && names.at(-1) !== 'index') folders.pop();
  while (names.length > 0 && names.at(-1) === folders.at(-1)) {
    names.pop();
    folders.pop();
  }
  const base = folders.length > 0 ? `${folders.join('/')}/` : '';
  if (!stem.startsWith(base)) return specifier;
  const rest = stem.slice(base.length).replace(body.endsWith('/index') ? '' : /\/index$/, '');
  return [...names, rest].join('/') + ending;
}
