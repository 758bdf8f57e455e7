import { basename } from 'node:path/posix';
import type { Node } from 'ts-morph';
import { relativeSpecifier } from './specifier.js';
import { compiler, emptyProject } from './typescript.js';

/** A name that a module declares at its top level, and its new name. */
interface SymbolRename {
  path: string;
  from: string;
  to: string;
}

/** A replacement in the text of a file. */
export interface TextSplice {
  path: string;
  start: number;
  end: number;
  text: string;
}

export interface ModuleChanges {
  symbols: readonly SymbolRename[];
  /** New paths of modules by their current paths. */
  moves: ReadonlyMap<string, string>;
}

/** The path of the module that a specifier resolves to; undefined if the project does not contain it. */
export type ResolveModule = (importer: string, specifier: string) => string | undefined;

/** The new name of a symbol is already in use. */
export class NameInUseError extends Error {
  constructor(
    readonly identifier: string,
    readonly path: string,
  ) {
    super(`${path} has "${identifier}"`);
  }
}

/**
 * Returns the replacements for renamed declarations and moved modules. Names are resolved as by the
 * compiler, so that comments, strings and other variables with the same name stay.
 * @param texts of all modules by path
 * @throws NameInUseError
 */
export function rewritingSplices(
  texts: ReadonlyMap<string, string>,
  { symbols, moves }: ModuleChanges,
  resolve: ResolveModule,
): TextSplice[] {
  const project = emptyProject(resolve);
  for (const [path, text] of texts) project.createSourceFile(`/${path}`, text);
  const splices: TextSplice[] = [];
  const add = (node: Node, start: number, end: number, text: string) =>
    splices.push({ path: node.getSourceFile().getFilePath().slice(1), start, end, text });
  for (const { path, from: oldName, to: newName } of symbols) {
    const module = project.getSourceFile(`/${path}`);
    const declaration = module?.getVariableDeclaration(oldName) ?? module?.getFunction(oldName);
    const name = declaration?.getNameNode();
    if (!name || oldName === newName) continue;
    for (const location of project.getLanguageService().findRenameLocations(name)) {
      const { Identifier, ShorthandPropertyAssignment } = compiler().SyntaxKind;
      const file = location.getSourceFile();
      const isTaken = file
        .getDescendantsOfKind(Identifier)
        .some((identifier) => identifier.getText() === newName);
      if (isTaken) throw new NameInUseError(newName, file.getFilePath().slice(1));
      const node = location.getNode();
      const isShorthand = node.getParentIfKind(ShorthandPropertyAssignment) !== undefined;
      add(node, node.getStart(), node.getEnd(), isShorthand ? `${oldName}: ${newName}` : newName);
    }
  }
  const stems = new Map(
    Array.from(moves, ([oldPath, newPath]) => [oldPath, newPath.replace(/\.[cm]?[jt]sx?$/, '')]),
  );
  for (const module of project.getSourceFiles()) {
    const path = module.getFilePath().slice(1);
    for (const literal of module.getImportStringLiterals()) {
      const specifier = literal.getLiteralText();
      const target = resolve(path, specifier);
      if (target === undefined || (!stems.has(target) && !moves.has(path))) continue;
      const [extension = ''] = /\.[cm]?[jt]sx?$/.exec(basename(specifier)) ?? [];
      const oldStem = target.replace(/\.[cm]?[jt]sx?$/, '');
      const stem = stems.get(target) ?? oldStem;
      const newSpecifier = specifier.startsWith('.')
        ? relativeSpecifier(moves.get(path) ?? path, stem) + extension
        : aliasFor(specifier, oldStem, stem);
      add(literal, literal.getStart() + 1, literal.getEnd() - 1, newSpecifier);
    }
  }
  return splices.filter(
    ({ path, start, end, text }) => texts.get(path)?.slice(start, end) !== text,
  );
}

/** Returns a text with splices; repeated splices at one offset are applied once. */
export const applySplices = (text: string, splices: readonly Omit<TextSplice, 'path'>[]): string =>
  splices
    .filter((splice, index) => splices.findIndex(({ start }) => start === splice.start) === index)
    .toSorted((left, right) => right.start - left.start)
    .reduce(
      (textSoFar, { start, end, text: replacement }) =>
        textSoFar.slice(0, start) + replacement + textSoFar.slice(end),
      text,
    );

/**
 * Returns an alias for another path: `#providers/a/x.js` for `#providers/b/x.js` if `#providers`
 * stands for a folder that contains both; the same alias if that is unknown.
 * @param oldStem current path without extension
 * @param stem new path without extension
 */
function aliasFor(specifier: string, oldStem: string, stem: string): string {
  const [body = '', extension = ''] = specifier.split(/(\.[cm]?[jt]sx?)$/);
  const [names, folders] = [body.split('/'), oldStem.split('/')];
  if (folders.at(-1) === 'index' && names.at(-1) !== 'index') folders.pop();
  while (names.length > 0 && names.at(-1) === folders.at(-1)) {
    names.pop();
    folders.pop();
  }
  const base = folders.length > 0 ? `${folders.join('/')}/` : '';
  if (!stem.startsWith(base)) return specifier;
  const rest = stem.slice(base.length).replace(body.endsWith('/index') ? '' : /\/index$/, '');
  return [...names, rest].join('/') + extension;
}
