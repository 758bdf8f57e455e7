import type { Node, Statement, VariableDeclaration } from '@babel/types';
import { loopAssignment } from './assignments.js';
import { branch } from './branches.js';
import { classDeclaration } from './classes.js';
import { type Collector, span } from './collector.js';
import {
  callableInterface,
  enumDeclaration,
  hoist,
  namespaceDeclaration,
  typeAlias,
} from './declarations.js';
import { value } from './expressions.js';
import { dropsErrors } from './finally.js';
import { functionFact } from './functions.js';
import { exportAll, exportDefault, exportNamed, importEquals, importStatement } from './modules.js';
import { bindNames, declareNames } from './patterns.js';

/** A list of statements in the current scope: all its declarations first, so that code may use what is declared below. */
export function statements(collector: Collector, list: readonly Statement[]): void {
  hoist(collector, list);
  for (const node of list) statement(collector, node);
}

export function statement(collector: Collector, node: Node | null | undefined): void {
  switch (node?.type) {
    case 'ExpressionStatement':
      collector.discarded.push(value(collector, node.expression));
      return;
    case 'ReturnStatement':
      if (node.argument) collector.returned.push(value(collector, node.argument));
      return;
    case 'ThrowStatement':
      collector.thrown.push(value(collector, node.argument));
      return;
    case 'VariableDeclaration':
      return variables(collector, node);
    case 'FunctionDeclaration':
    case 'TSDeclareFunction': {
      const declaration = collector.declarations[collector.scope.find(node.id?.name ?? 'default')];
      const index = functionFact(collector, node, node.id?.name ?? '');
      if (declaration) declaration.functions = [...(declaration.functions ?? []), index];
      return;
    }
    case 'ClassDeclaration':
      classDeclaration(collector, node, collector.scope.find(node.id?.name ?? 'default'));
      return;
    case 'BlockStatement':
      return collector.scoped(false, () => statements(collector, node.body));
    case 'IfStatement':
      collector.conditions.push(value(collector, node.test));
      branch(collector, node, [node.consequent]);
      statement(collector, node.consequent);
      if (node.alternate) branch(collector, node, [node.alternate]);
      return statement(collector, node.alternate);
    case 'LabeledStatement':
      return statement(collector, node.body);
    case 'TryStatement':
      return tryStatement(collector, node);
    case 'SwitchStatement': {
      const subject = value(collector, node.discriminant);
      return collector.scoped(false, () => {
        hoist(
          collector,
          node.cases.flatMap((branch) => branch.consequent),
        );
        for (const { test, consequent } of node.cases) {
          if (test) {
            const parts = [subject, value(collector, test)];
            collector.operations.push({ is: 'compound', ...span(test), operator: '===', parts });
          }
          branch(collector, node, consequent);
          consequent.forEach((inner) => statement(collector, inner));
        }
      });
    }
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'WithStatement':
      return loop(collector, node);
    case 'ImportDeclaration':
      return importStatement(collector, node);
    case 'TSImportEqualsDeclaration':
      return importEquals(collector, node);
    case 'ExportNamedDeclaration':
      return exportNamed(collector, node);
    case 'ExportDefaultDeclaration':
      return exportDefault(collector, node, node.declaration);
    case 'TSExportAssignment':
      return exportDefault(collector, node, node.expression);
    case 'ExportAllDeclaration':
      return exportAll(collector, node);
    case 'TSEnumDeclaration':
      return enumDeclaration(collector, node);
    case 'TSTypeAliasDeclaration':
      return typeAlias(collector, node);
    case 'TSInterfaceDeclaration':
      return callableInterface(collector, node);
    case 'TSModuleDeclaration':
      return namespaceDeclaration(collector, node);
    default:
  }
}

function variables(collector: Collector, node: VariableDeclaration): void {
  for (const { id, init } of node.declarations) {
    // A `var` inside a block is not hoisted with its function's statements; its scope learns of it here.
    if (node.kind === 'var') declareNames(collector, id, 'var');
    if (id.type === 'Identifier' && isObject(init))
      collector.holder = collector.scope.find(id.name);
    bindNames(collector, id, { init: init ? value(collector, init) : undefined });
  }
}

/** It is an object, whatever type it is said to have. */
function isObject(node: Node | null | undefined): boolean {
  return node?.type === 'TSAsExpression' || node?.type === 'TSSatisfiesExpression'
    ? isObject(node.expression)
    : node?.type === 'ObjectExpression';
}

function tryStatement(collector: Collector, node: Extract<Node, { type: 'TryStatement' }>): void {
  const { block, handler, finalizer } = node;
  statement(collector, block);
  // Before the handler, whose errors it drops as well.
  if (finalizer && dropsErrors(finalizer.body)) {
    const tried = { start: span(block).start, end: span(handler ?? block).end };
    collector.handlers.push({ ...span(finalizer), tried });
  }
  if (handler) {
    collector.handlers.push({ ...span(handler.body), tried: span(block) });
    collector.scoped(false, () => {
      if (handler.param) {
        declareNames(collector, handler.param, 'catch');
        bindNames(collector, handler.param, { tried: span(block) });
      }
      statement(collector, handler.body);
    });
  }
  statement(collector, finalizer);
}

type Loop = Extract<
  Node,
  {
    type:
      | 'ForStatement'
      | 'ForInStatement'
      | 'ForOfStatement'
      | 'WhileStatement'
      | 'DoWhileStatement'
      | 'WithStatement';
  }
>;

function loop(collector: Collector, node: Loop): void {
  collector.scoped(false, () => {
    if ('left' in node) {
      const iterated = value(collector, node.right);
      const { left } = node;
      if (left.type === 'VariableDeclaration') {
        hoist(collector, [left]);
        for (const { id } of left.declarations)
          bindNames(collector, id, { init: iterated, path: ['*'] });
      } else loopAssignment(collector, left);
    } else if (node.type === 'ForStatement') {
      if (node.init?.type === 'VariableDeclaration') statements(collector, [node.init]);
      else if (node.init) value(collector, node.init);
      if (node.test) collector.conditions.push(value(collector, node.test));
    } else if (node.type === 'WithStatement') value(collector, node.object);
    else if (node.type === 'WhileStatement') {
      collector.conditions.push(value(collector, node.test));
    }
    statement(collector, node.body);
    if (node.type === 'DoWhileStatement') {
      collector.conditions.push(value(collector, node.test));
    } else if (node.type === 'ForStatement' && node.update) value(collector, node.update);
  });
}
