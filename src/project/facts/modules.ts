import type { Identifier, Node, StringLiteral } from '@babel/types';
import type { ImportFact, ImportedName, StringValue } from '../../model/facts.js';
import { type Collector, span } from './collector.js';
import { eachName, nameSpan } from './patterns.js';

type Of<T extends Node['type']> = Extract<Node, { type: T }>;

/** Brings imported names into scope; the statement itself is `importStatement`. */
export function importNames(collector: Collector, node: Of<'ImportDeclaration'>): void {
  const specifier = node.source.value;
  for (const { local, imported, typeOnly } of namesOf(node)) {
    const index = collector.declare(local.name, 'import', span(local));
    Object.assign(collector.declarations[index] ?? {}, {
      import: { specifier, imported, typeOnly },
    });
  }
}

function namesOf(node: Of<'ImportDeclaration'>) {
  return node.specifiers.map((each) => ({
    local: each.local,
    at: each,
    imported:
      each.type === 'ImportSpecifier'
        ? exportedName(each.imported)
        : each.type === 'ImportDefaultSpecifier'
          ? 'default'
          : '*',
    typeOnly:
      node.importKind === 'type' || (each.type === 'ImportSpecifier' && each.importKind === 'type'),
  }));
}

export function importStatement(collector: Collector, node: Of<'ImportDeclaration'>): void {
  const names = namesOf(node).map(({ local, at, imported, typeOnly }) => ({
    ...span(at),
    imported,
    local: local.name,
    typeOnly,
  }));
  pushImport(collector, node, 'static', node.source, names, node.importKind === 'type');
}

/** `import x = require('…')`; `import x = Namespace.y` is an alias of types and values, which is out of use. */
export function importEquals(collector: Collector, node: Of<'TSImportEqualsDeclaration'>): void {
  const { moduleReference: reference, id } = node;
  if (reference.type !== 'TSExternalModuleReference') return;
  const specifier = reference.expression.value;
  const index = collector.declare(id.name, 'import', span(id));
  const typeOnly = node.importKind === 'type';
  const found = collector.declarations[index];
  if (found) found.import = { specifier, imported: '*', typeOnly };
  const names = [{ ...span(id), imported: '*', local: id.name, typeOnly }];
  pushImport(collector, node, 'require', reference.expression, names, typeOnly);
}

function pushImport(
  collector: Collector,
  node: Node,
  form: ImportFact['form'],
  source: StringLiteral,
  names: ImportedName[],
  typeOnly: boolean,
): void {
  const from: StringValue = { is: 'string', ...span(source), value: source.value };
  collector.imports.push({
    ...span(node),
    form,
    specifier: source.value,
    from,
    typeOnly: typeOnly || (names.length > 0 && names.every((name) => name.typeOnly)),
    names,
    within: collector.within,
  });
}

export function exportAll(collector: Collector, node: Of<'ExportAllDeclaration'>): void {
  const typeOnly = node.exportKind === 'type';
  const reexport = { specifier: node.source.value, imported: '*' };
  collector.exports.push({ ...span(node), name: '*', typeOnly, reexport });
  pushImport(collector, node, 'reexport', node.source, [], typeOnly);
}

export function exportNamed(collector: Collector, node: Of<'ExportNamedDeclaration'>): void {
  if (node.declaration) return exportDeclaration(collector, node.declaration, node.exportKind);
  const names: ImportedName[] = [];
  for (const each of node.specifiers) {
    const name = exportedName(each.exported);
    const local =
      each.type === 'ExportSpecifier'
        ? exportedName(each.local)
        : each.type === 'ExportNamespaceSpecifier'
          ? '*'
          : 'default';
    const typeOnly =
      node.exportKind === 'type' || (each.type === 'ExportSpecifier' && each.exportKind === 'type');
    const at = span(each);
    if (node.source) {
      const reexport = { specifier: node.source.value, imported: local };
      collector.exports.push({ ...at, name, typeOnly, reexport });
      names.push({ ...at, imported: local, local: '', typeOnly });
    } else pushExport(collector, name, local, at, typeOnly);
  }
  if (node.source) {
    pushImport(collector, node, 'reexport', node.source, names, node.exportKind === 'type');
  }
}

function exportDeclaration(collector: Collector, node: Node, kind?: string | null): void {
  collector.statement(node);
  if (node.type === 'VariableDeclaration') {
    for (const { id } of node.declarations) {
      eachName(collector, id, [], (bound) =>
        pushExport(collector, bound.name, bound.name, nameSpan(bound), false),
      );
    }
  } else if ('id' in node && node.id?.type === 'Identifier') {
    pushExport(collector, node.id.name, node.id.name, span(node.id), kind === 'type');
  }
}

export function exportDefault(collector: Collector, node: Node, of: Node): void {
  switch (of.type) {
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'ClassDeclaration':
    case 'TSInterfaceDeclaration':
      collector.statement(of);
      return pushExport(collector, 'default', of.id?.name ?? 'default', span(of.id ?? node), false);
    default: {
      const exported = collector.value(of);
      collector.exports.push({ ...span(node), name: 'default', typeOnly: false, value: exported });
    }
  }
}

/** Overloads export one name several times: the first counts. */
function pushExport(
  collector: Collector,
  name: string,
  local: string,
  at: { start: number; end: number },
  typeOnly: boolean,
): void {
  const declaration = collector.scope.find(local);
  const key = `${declaration} ${name}`;
  if (collector.exported.has(key) || declaration === -1) return;
  collector.exported.add(key);
  const onlyType = typeOnly || collector.declarations[declaration]?.kind === 'type';
  collector.exports.push({ ...at, name, typeOnly: onlyType, declaration });
}

const exportedName = (node: Identifier | StringLiteral) =>
  node.type === 'Identifier' ? node.name : node.value;
