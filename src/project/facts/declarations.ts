import type {
  ClassDeclaration,
  Node,
  Statement,
  TSEnumDeclaration,
  TSInterfaceDeclaration,
  TSModuleDeclaration,
  TSTypeAliasDeclaration,
} from '@babel/types';
import type { ObjectEntry, ObjectValue } from '../../model/facts.js';
import { type Collector, span } from './collector.js';
import { keyName } from './keys.js';
import { signature } from './signatures.js';
import { importNames } from './modules.js';
import { declareNames } from './patterns.js';

/** Brings what a list of statements declares into scope, before any of it is read. */
export function hoist(collector: Collector, list: readonly Statement[]): void {
  for (const node of list) {
    switch (node.type) {
      case 'ExportNamedDeclaration':
        if (node.declaration) declaration(collector, node.declaration);
        break;
      case 'ExportDefaultDeclaration':
        defaultDeclaration(collector, node.declaration);
        break;
      case 'ImportDeclaration':
        importNames(collector, node);
        break;
      default:
        declaration(collector, node);
    }
  }
}

function declaration(collector: Collector, node: Statement): void {
  switch (node.type) {
    case 'VariableDeclaration': {
      const kind = node.kind === 'let' || node.kind === 'var' ? node.kind : 'const';
      for (const { id } of node.declarations) declareNames(collector, id, kind);
      return;
    }
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
      return named(collector, node.id, 'function');
    case 'ClassDeclaration':
      return named(collector, node.id, 'class');
    case 'TSEnumDeclaration':
      return named(collector, node.id, 'enum');
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return named(collector, node.id, 'type');
    case 'TSModuleDeclaration':
      return named(collector, node.id, 'namespace');
    default:
  }
}

function defaultDeclaration(collector: Collector, node: Node): void {
  if (node.type === 'FunctionDeclaration' || node.type === 'TSDeclareFunction') {
    collector.declare(node.id?.name ?? 'default', 'function', span(node.id ?? node));
  } else if (node.type === 'ClassDeclaration') {
    // Babel leaves the name out for `export default class {}`; its types do not show it.
    const { id } = node as Omit<ClassDeclaration, 'id'> & Partial<ClassDeclaration>;
    collector.declare(id?.name ?? 'default', 'class', span(id ?? node));
  } else if (node.type === 'TSInterfaceDeclaration') named(collector, node.id, 'type');
}

function named(
  collector: Collector,
  id: Node | null | undefined,
  kind: 'function' | 'class' | 'enum' | 'type' | 'namespace',
): void {
  if (id?.type === 'Identifier') collector.declare(id.name, kind, span(id));
}

/** The enum's members become an object of their values. */
export function enumDeclaration(collector: Collector, node: TSEnumDeclaration): void {
  let next = 0;
  const members = node.members;
  const entries = members.map((member): ObjectEntry => {
    const of = member.initializer
      ? collector.value(member.initializer)
      : ({ is: 'literal', ...span(member), type: 'number', value: next } as const);
    next = of.is === 'literal' && typeof of.value === 'number' ? of.value + 1 : Number.NaN;
    return { is: 'entry', ...span(member.id), key: keyName({ key: member.id }), value: of };
  });
  const init: ObjectValue = { is: 'object', ...span(node), entries };
  const found = collector.declarations[collector.scope.find(node.id.name)];
  if (found) found.init = init;
}

/** An alias of a function type has that signature. */
export function typeAlias(
  collector: Collector,
  { id, typeAnnotation }: TSTypeAliasDeclaration,
): void {
  const found = collector.declarations[collector.scope.find(id.name)];
  if (!found) return;
  const type = collector.typeText(typeAnnotation);
  if (type) found.type = type;
  if (typeAnnotation.type === 'TSFunctionType') {
    found.functions = [signature(collector, typeAnnotation, id.name)];
  }
}

/** `interface Load { (userId: string): Promise<Credentials> }` */
export function callableInterface(
  collector: Collector,
  { id, body }: TSInterfaceDeclaration,
): void {
  const found = collector.declarations[collector.scope.find(id.name)];
  const calls = body.body.filter((each) => each.type === 'TSCallSignatureDeclaration');
  if (found && calls.length > 0)
    found.functions = calls.map((each) => signature(collector, each, id.name));
}

export function namespaceDeclaration(collector: Collector, node: TSModuleDeclaration): void {
  const { body } = node;
  if (body.type !== 'TSModuleBlock') return;
  const exported = collector.exports.length;
  collector.scoped(true, () => collector.statements(body.body));
  // Names exported from a namespace are not exports of the module.
  collector.exports.length = exported;
}
