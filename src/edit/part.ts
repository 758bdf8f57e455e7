import { basename, dirname } from 'node:path/posix';
import type {
  CallExpression,
  ExportDeclaration,
  ImportDeclaration,
  Node as SyntaxNode,
  SourceFile,
} from 'ts-morph';
import { camelCase, kebabCase, snakeCase } from '../model/names.js';
import type { NamedModule } from './specifier.js';
import { moduleNamed, relativeSpecifier, specifierLike } from './specifier.js';
import { Node, ts } from './syntax.js';

/** A module that registers a tool, a resource or a prompt when it is loaded. */
export interface Part {
  /** From the project's root, without extension. */
  path: string;
  /** What it exports. */
  constant: string;
}

/** The file that loads parts of a provider, and the parts that it names already. */
export interface Registrar {
  /** From the project's root. */
  file: string;
  siblings: readonly NamedModule[];
  /** Modules that it has just been told about. */
  added?: readonly string[];
}

/** A statement or a call that names a part. */
export interface Mention<Form extends SyntaxNode = SyntaxNode> {
  module: NamedModule;
  node: Form;
  /** The specifier in its quotes. */
  literal: string;
}

export interface Mentions {
  imports: readonly Mention<ImportDeclaration>[];
  exports: readonly Mention<ExportDeclaration>[];
  /** `import('…')` and `require('…')`. */
  calls: readonly Mention<CallExpression>[];
}

export function mentionsIn(tree: SourceFile, { file, siblings, added = [] }: Registrar): Mentions {
  const known = new Map(siblings.map((sibling) => [sibling.specifier, sibling]));
  const moduleOf = (specifier: string): NamedModule | undefined => {
    const path = specifier.startsWith('.') ? moduleNamed(file, specifier) : '';
    return known.get(specifier) ?? (added.includes(path) ? { specifier, path } : undefined);
  };
  const named = <Form extends SyntaxNode>(node: Form, literal: SyntaxNode | undefined) => {
    const module = Node.isStringLiteral(literal) && moduleOf(literal.getLiteralValue());
    return module ? [{ module, node, literal: literal.getText() }] : [];
  };
  return {
    imports: tree
      .getImportDeclarations()
      .filter((node) => !node.isTypeOnly())
      .flatMap((node) => named(node, node.getModuleSpecifier())),
    exports: tree
      .getExportDeclarations()
      .filter((node) => !node.isTypeOnly())
      .flatMap((node) => named(node, node.getModuleSpecifier())),
    calls: tree
      .getDescendantsOfKind(ts.SyntaxKind.CallExpression)
      .filter((node) => /^(import|require)$/.test(node.getExpression().getText()))
      .flatMap((node) => named(node, node.getArguments()[0])),
  };
}

/** Those in the folder of the new part, where there are some. */
export function nearest<M extends Mention>(mentions: readonly M[], { path }: Part): readonly M[] {
  const near = mentions.filter(({ module }) => dirname(module.path) === dirname(path));
  return near.length > 0 ? near : mentions;
}

/** The specifier of the new part beside that of another, in the quotes of that one. */
export function literalLike(
  { file }: Registrar,
  { path }: Part,
  { module, literal }: Mention,
): string {
  const quote = literal.charAt(0);
  const specifier = specifierLike(file, path, module) ?? `${relativeSpecifier(file, path)}.js`;
  return quote + specifier + quote;
}

/** The key of the new part in an object where others have keys made from their files' names; undefined where they have not. */
export function keyLike(
  { path }: Part,
  others: readonly { key: string; module: NamedModule }[],
): string | undefined {
  const plain = (key: string) => key.replace(/^(['"])(.*)\1$/, '$2');
  const form = [camelCase, snakeCase, kebabCase].find((each) =>
    others.every(({ key, module }) => each(basename(module.path)) === plain(key)),
  );
  if (!form) return undefined;
  const key = form(basename(path));
  const [quote] = others.flatMap((other) => /^['"]/.exec(other.key) ?? []);
  return quote === undefined && /^[A-Za-z_$][\w$]*$/.test(key)
    ? key
    : `${quote ?? "'"}${key}${quote ?? "'"}`;
}
