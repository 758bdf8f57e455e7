import type { Call, Export, Expression, Import, Module, Variable } from '../model/module.js';
import { type SourceRange, sourceRange, type TextFile } from '../model/source-range.js';
import { exportsOf, importsOf, markExportedTypes } from './imports-and-exports.js';
import { boundNames, isNode, nodeKey, type SyntaxNode } from './syntax-node.js';

/** Facts of a module that its syntax tree has. */
export type ModuleFacts = {
  [
    Fact in 'imports' | 'exports' | 'calls' | 'variables' | 'casts' | 'thrown'
  ]: Module[Fact][number][];
};

/** Fields of the tree with types, which are never needed. */
const TYPES = new Set([
  'typeAnnotation',
  'typeArguments',
  'typeParameters',
  'returnType',
  'decorators',
]);

/** Returns the facts of a syntax tree, as data that does not refer to the tree. */
export function factsIn(body: readonly SyntaxNode[], file: TextFile): ModuleFacts {
  const facts = new FactsOfTree(file);
  for (const statement of body) facts.addStatement(statement);
  markExportedTypes(facts);
  return facts;
}

/** Walks a tree, each node once. Inner calls are first, because outer ones refer to them. */
class FactsOfTree implements ModuleFacts {
  readonly imports: Import[] = [];
  readonly exports: Export[] = [];
  readonly calls: Call[] = [];
  readonly variables: Variable[] = [];
  readonly casts: ModuleFacts['casts'] = [];
  readonly thrown: ModuleFacts['thrown'] = [];
  /** Names of the functions and properties around the current node, outermost first. */
  readonly #names: string[] = [];

  constructor(readonly file: TextFile) {}

  addStatement(statement: SyntaxNode): void {
    this.imports.push(...importsOf(statement, this.file));
    this.exports.push(...exportsOf(statement, this.file));
    const { declaration } = statement;
    const node =
      statement.type.startsWith('Export') && isNode(declaration) ? declaration : statement;
    if (node.type === 'VariableDeclaration') this.#addVariables(node);
    else this.#visit(node);
    const { id, type } = node;
    if ((type === 'FunctionDeclaration' || type === 'ClassDeclaration') && isNode(id))
      this.#addVariable(id, type === 'ClassDeclaration' ? 'class' : 'function', undefined);
  }

  #addVariables({ kind, declarations }: SyntaxNode): void {
    for (const { id, init } of declarations as { id: SyntaxNode; init: SyntaxNode | null }[]) {
      this.#visit(id);
      const value = init ? this.#expression(init) : undefined;
      for (const name of boundNames(id)) this.#addVariable(name, kind as Variable['kind'], value);
    }
  }

  /** The range is that of the name without its type annotation, which the parser includes. */
  #addVariable({ start, name }: SyntaxNode, kind: Variable['kind'], init: Expression | undefined) {
    const text = String(name);
    const range = sourceRange(this.file, start, start + text.length);
    this.variables.push({ name: text, range, kind, init });
  }

  /** Adds the facts in a node. Returns the call that the node is, apart from wrappers. */
  #visit(node: SyntaxNode): Call | undefined {
    switch (node.type) {
      case 'Identifier':
      case 'Literal':
      case 'ImportDeclaration':
        return undefined;
      case 'CallExpression':
      case 'NewExpression':
        return this.#call(node);
      case 'ImportExpression':
        this.#addDynamicImport(node.source as SyntaxNode);
        break;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'Property':
      case 'PropertyDefinition':
      case 'MethodDefinition':
        this.#names.push(nodeKey(node));
        this.#visitChildren(node);
        this.#names.pop();
        return undefined;
    }
    const inner = wrappedBy(node);
    if (inner) {
      const call = this.#visit(inner);
      this.#addCast(node);
      return call;
    }
    this.#visitChildren(node);
    if (node.type === 'ThrowStatement') this.#addThrown(node.argument as SyntaxNode);
    return undefined;
  }

  #visitChildren(node: SyntaxNode): void {
    for (const key in node) {
      const child = node[key];
      if (typeof child !== 'object' || child === null || TYPES.has(key)) continue;
      if (Array.isArray(child)) {
        for (const item of child) if (isNode(item)) this.#visit(item);
      } else if (isNode(child)) this.#visit(child);
    }
  }

  #call(node: SyntaxNode): Call {
    const callee = node.callee as SyntaxNode;
    const receiver = this.#visitCallee(callee);
    const call = {
      callee: dottedName(callee),
      range: sourceRange(this.file, callee.start, callee.end),
      arguments: (node.arguments as SyntaxNode[]).map((argument) => this.#expression(argument)),
      receiver,
      enclosingNames: this.#names.slice(),
    };
    this.calls.push(call);
    return call;
  }

  /** Returns the call of which `a().b` is a member. */
  #visitCallee(callee: SyntaxNode): Call | undefined {
    if (callee.type !== 'MemberExpression') {
      this.#visit(callee);
      return undefined;
    }
    const receiver = this.#visit(callee.object as SyntaxNode);
    this.#visit(callee.property as SyntaxNode);
    return receiver;
  }

  #addDynamicImport(source: SyntaxNode): void {
    const specifier = scalarValue(unwrapNode(source));
    this.imports.push({
      specifier: typeof specifier === 'string' ? specifier : '',
      name: undefined,
      local: undefined,
      typeOnly: false,
      dynamic: true,
      range: sourceRange(this.file, source.start, source.end),
    });
  }

  #addCast(node: SyntaxNode): void {
    if (node.type !== 'TSAsExpression' && node.type !== 'TSTypeAssertion') return;
    const { typeName } = node.typeAnnotation as { typeName?: SyntaxNode };
    if (typeName)
      this.casts.push({
        type: dottedName(typeName),
        at: sourceRange(this.file, node.start, node.end),
      });
  }

  #addThrown({ type, callee, start, end }: SyntaxNode): void {
    if (this.#names.length === 0) return;
    const at = sourceRange(this.file, start, end);
    if (type === 'NewExpression') this.thrown.push({ class: dottedName(callee as SyntaxNode), at });
    else if (type === 'Literal' || type === 'TemplateLiteral' || type === 'BinaryExpression')
      this.thrown.push({ class: undefined, at });
  }

  /** Adds the facts in an expression, and returns the expression without wrappers. */
  #expression(node: SyntaxNode): Expression {
    const { type, start, end } = node;
    if (type === 'ObjectExpression') return this.#object(node);
    if (type === 'ArrayExpression') {
      const array = new ArrayLiteral(this.file, start, end);
      for (const element of node.elements as (SyntaxNode | null)[])
        if (element) array.elements.push(this.#expression(element));
      return array;
    }
    const inner = wrappedBy(node);
    if (inner) {
      const expression = this.#expression(inner);
      this.#addCast(node);
      return expression;
    }
    const expression = new SourceExpression(this.file, start, end);
    expression.call = this.#visit(node);
    expression.name = expression.call ? undefined : dottedName(node) || undefined;
    expression.scalar = scalarValue(node);
    expression.isFunction = type === 'ArrowFunctionExpression' || type === 'FunctionExpression';
    return expression;
  }

  #object({ start, end, properties }: SyntaxNode): Expression {
    const object = new ObjectLiteral(this.file, start, end);
    for (const property of properties as SyntaxNode[]) {
      const { key, value, computed, argument } = property;
      if (isNode(argument)) {
        object.spreadParts.push(this.#expression(argument));
        continue;
      }
      const name = nodeKey(property);
      this.#names.push(name);
      this.#visit(key as SyntaxNode);
      const member = this.#expression(value as SyntaxNode);
      this.#names.pop();
      if (computed !== true || (key as SyntaxNode).type === 'Literal')
        object.properties.set(name, member);
      else object.isOpen = true;
    }
    return object;
  }
}

/** An expression, which is its own range. */
class SourceExpression implements Expression {
  scalar: unknown;
  name: string | undefined;
  call: Call | undefined;
  isFunction = false;
  isOpen = false;
  constructor(
    readonly file: TextFile,
    readonly start: number,
    readonly end: number,
  ) {}
  get range(): SourceRange {
    return this;
  }
  get value(): unknown {
    return this.scalar;
  }
  get members(): ReadonlyMap<string, Expression> {
    return NO_MEMBERS;
  }
  get items(): readonly Expression[] {
    return NO_EXPRESSIONS;
  }
  get spreads(): readonly Expression[] {
    return NO_EXPRESSIONS;
  }
}
const NO_MEMBERS: ReadonlyMap<string, Expression> = new Map();
const NO_EXPRESSIONS: readonly Expression[] = [];

class ArrayLiteral extends SourceExpression {
  readonly elements: Expression[] = [];
  override get items() {
    return this.elements;
  }
  override get value() {
    return this.elements.map(({ value }) => value);
  }
}

class ObjectLiteral extends SourceExpression {
  readonly properties = new Map<string, Expression>();
  readonly spreadParts: Expression[] = [];
  override get members() {
    return this.properties;
  }
  override get spreads() {
    return this.spreadParts;
  }
  override get value() {
    return Object.fromEntries(Array.from(this.properties, ([key, { value }]) => [key, value]));
  }
}

function scalarValue(node: SyntaxNode): unknown {
  if (node.type === 'Literal') return 'regex' in node ? undefined : node.value;
  const quasis = node.quasis as [{ value: { cooked: string } }] | undefined;
  if (node.type === 'TemplateLiteral')
    return quasis?.length === 1 ? quasis[0].value.cooked : undefined;
  const { operator, argument, left: leftOperand, right: rightOperand } = node;
  if (node.type === 'UnaryExpression' && operator === '-' && isNode(argument)) {
    const value = scalarValue(argument);
    return typeof value === 'number' ? -value : undefined;
  }
  // Long texts are often concatenated.
  if (
    node.type !== 'BinaryExpression' ||
    operator !== '+' ||
    !isNode(leftOperand) ||
    !isNode(rightOperand)
  )
    return undefined;
  const [leftValue, rightValue] = [
    scalarValue(unwrapNode(leftOperand)),
    scalarValue(unwrapNode(rightOperand)),
  ];
  return typeof leftValue === 'string' && typeof rightValue === 'string'
    ? leftValue + rightValue
    : undefined;
}

/** Returns the expression in a wrapper that does not change the value; undefined for other nodes. */
function wrappedBy({ type, expression, argument }: SyntaxNode): SyntaxNode | undefined {
  switch (type) {
    case 'AwaitExpression':
      return argument as SyntaxNode;
    case 'ChainExpression':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSInstantiationExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
      return expression as SyntaxNode;
    default:
      return undefined;
  }
}

function unwrapNode(node: SyntaxNode): SyntaxNode {
  for (let inner = wrappedBy(node); inner; inner = wrappedBy(inner)) node = inner;
  return node;
}

/** Returns a name or a chain of members as written; `''` for other expressions. */
function dottedName(outer: SyntaxNode): string {
  const node = unwrapNode(outer);
  const { object, property, left: leftName, right: rightName, name } = node;
  if (node.type === 'MemberExpression' && isNode(object) && isNode(property)) {
    const key = node.computed === true ? scalarValue(property) : property.name;
    if (typeof key !== 'string') return '';
    const objectName = dottedName(object);
    // In `z.string().min`, the call is a separate fact.
    return objectName === '' ? `.${key}` : `${objectName}.${key}`;
  }
  if (node.type === 'TSQualifiedName' && isNode(leftName) && isNode(rightName))
    return `${dottedName(leftName)}.${dottedName(rightName)}`;
  if (node.type === 'MetaProperty') return 'import.meta';
  if (node.type === 'ThisExpression') return 'this';
  return node.type === 'Identifier' && typeof name === 'string' ? name : '';
}
