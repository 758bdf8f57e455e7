import type { Call, Export, Expression, Import, Module, Variable } from '../model/module.js';
import { type SourceRange, sourceRange, type TextFile } from '../model/source-range.js';
import { mayCommand } from './document.js';
import type { ParseModule } from './read.js';

/**
 * A parsed module. Imports and exports are extracted at once, calls and variables on demand. The
 * syntax tree is large, and is discarded as soon as the facts are extracted.
 */
export class SourceModule implements Module {
  readonly start: SourceRange;
  readonly errors: { at: SourceRange; message: string }[];
  readonly comments: readonly SourceRange[];
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  readonly #parse: ParseModule;
  #parsed: ReturnType<ParseModule> | undefined;
  #facts: ModuleFacts | undefined;

  constructor(
    readonly file: TextFile,
    parse: ParseModule,
  ) {
    this.#parse = parse;
    this.start = sourceRange(file);
    const tooDeep = isTooDeep(file.text) ? TOO_DEEP : undefined;
    const parseResult = parse(file.path, tooDeep === undefined ? file.text : '');
    const rangeOf = ({ start, end }: { start: number; end: number }) =>
      sourceRange(file, start, end);
    this.errors = parseResult.errors.map(({ message, labels: [label] }) => ({
      message,
      at: label ? rangeOf(label) : this.start,
    }));
    this.imports = importsIn(parseResult.module, file);
    this.exports = exportsIn(parseResult.module, file);
    this.comments = mayCommand(file) ? parseResult.comments.map(rangeOf) : [];
    const unreadableReason = file.unreadable ?? tooDeep;
    if (unreadableReason === undefined) this.#parsed = parseResult;
    else this.#leaveOut(unreadableReason);
  }

  get path() {
    return this.file.path;
  }
  get text() {
    return this.file.text;
  }
  get calls() {
    return this.#known.calls;
  }
  get variables() {
    return this.#known.variables;
  }
  get casts() {
    return this.#known.casts;
  }
  get thrown() {
    return this.#known.thrown;
  }

  forget() {
    if (this.#facts !== NO_FACTS) this.#facts = undefined;
  }

  get #known(): ModuleFacts {
    if (this.#facts) return this.#facts;
    const { program } = this.#parsed ?? this.#parse(this.path, this.text);
    this.#parsed = undefined;
    try {
      return (this.#facts = factsIn(program as unknown as SyntaxNode, this.file));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return this.#leaveOut(TOO_DEEP);
    }
  }

  #leaveOut(message: string): ModuleFacts {
    this.errors.push({ message, at: this.start });
    return (this.#facts = NO_FACTS);
  }
}

const TOO_DEEP = 'it is nested too deeply';

type ModuleRecord = ReturnType<ParseModule>['module'];

function importsIn({ staticImports, dynamicImports }: ModuleRecord, file: TextFile): Import[] {
  const imports = staticImports.flatMap(({ moduleRequest, entries }): Import[] => {
    const range = sourceRange(file, moduleRequest.start, moduleRequest.end);
    const base = { specifier: moduleRequest.value, dynamic: false, range };
    if (entries.length === 0)
      return [{ ...base, name: undefined, local: undefined, typeOnly: false }];
    return entries.map(({ importName, localName, isType }) => ({
      ...base,
      name: entryName(importName),
      local: localName.value,
      typeOnly: isType,
    }));
  });
  for (const {
    moduleRequest: { start, end },
  } of dynamicImports) {
    const [, specifier = ''] = /^['"`]([^'"`$]*)['"`]$/.exec(file.text.slice(start, end)) ?? [];
    const range = sourceRange(file, start, end);
    imports.push({
      specifier,
      name: undefined,
      local: undefined,
      typeOnly: false,
      dynamic: true,
      range,
    });
  }
  return imports;
}

const exportsIn = ({ staticExports }: ModuleRecord, file: TextFile): Export[] =>
  staticExports.flatMap(({ entries }) =>
    entries.map(({ exportName, importName, localName, moduleRequest, isType, start, end }) => ({
      name: entryName(exportName) ?? '*',
      specifier: moduleRequest?.value,
      local: entryName(importName) ?? localName.name ?? undefined,
      typeOnly: isType,
      range: sourceRange(file, exportName.start ?? start, exportName.end ?? end),
    })),
  );

/** Returns the name in an entry of the parser's module record; undefined if it is the local name. */
function entryName({ kind, name }: { kind: string; name: string | null }): string | undefined {
  if (kind === 'Default') return 'default';
  if (kind === 'NamespaceObject' || kind === 'All' || kind === 'AllButDefault') return '*';
  return name ?? undefined;
}

interface ModuleFacts {
  calls: Call[];
  variables: Variable[];
  casts: { type: string; at: SourceRange }[];
  thrown: { class: string | undefined; at: SourceRange }[];
}

/** Facts of a module that cannot be parsed. */
const NO_FACTS: ModuleFacts = { calls: [], variables: [], casts: [], thrown: [] };

/** An ESTree node, possibly of TypeScript. */
interface SyntaxNode {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}
const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value;

/** Fields of the tree with types, which are never needed. */
const TYPES = new Set([
  'typeAnnotation',
  'typeArguments',
  'typeParameters',
  'returnType',
  'decorators',
]);

/** Returns the facts of a syntax tree, as data that does not refer to the tree. */
// eslint-disable-next-line max-lines-per-function -- its parts call each other while they walk one tree
function factsIn(program: SyntaxNode, file: TextFile): ModuleFacts {
  const facts: ModuleFacts = { calls: [], variables: [], casts: [], thrown: [] };
  const calls = new Map<SyntaxNode, Call>();
  const expressions = new Map<SyntaxNode, Expression>();
  const rangeOf = ({ start, end }: SyntaxNode) => sourceRange(file, start, end);

  function visit(node: SyntaxNode, enclosingNames: readonly string[]): void {
    const namesAroundChildren = holdsCode(node)
      ? [...enclosingNames, nodeKey(node)]
      : enclosingNames;
    // Inner calls are first, because outer ones refer to them.
    for (const key in node) {
      const child = node[key];
      if (typeof child !== 'object' || child === null || TYPES.has(key)) continue;
      if (Array.isArray(child)) {
        for (const childNode of child) if (isNode(childNode)) visit(childNode, namesAroundChildren);
      } else if (isNode(child)) visit(child, namesAroundChildren);
    }
    if (node.type === 'CallExpression' || node.type === 'NewExpression') {
      const callee = node.callee as SyntaxNode;
      const call = {
        callee: dottedName(callee),
        range: rangeOf(callee),
        enclosingNames,
        arguments: (node.arguments as SyntaxNode[]).map(expression),
        receiver: receiverCall(callee),
      };
      calls.set(node, call);
      facts.calls.push(call);
    } else if (node.type === 'TSAsExpression' || node.type === 'TSTypeAssertion') {
      const { typeName } = node.typeAnnotation as { typeName?: SyntaxNode };
      if (typeName) facts.casts.push({ type: dottedName(typeName), at: rangeOf(node) });
    } else if (node.type === 'ThrowStatement' && enclosingNames.length > 0) {
      const thrownNode = node.argument as SyntaxNode;
      if (thrownNode.type === 'NewExpression')
        facts.thrown.push({
          class: dottedName(thrownNode.callee as SyntaxNode),
          at: rangeOf(thrownNode),
        });
      else if (/^(Literal|TemplateLiteral|BinaryExpression)$/.test(thrownNode.type))
        facts.thrown.push({ class: undefined, at: rangeOf(thrownNode) });
    }
  }

  /** Returns the call of which `a().b` is a member. */
  function receiverCall(callee: SyntaxNode): Call | undefined {
    const { object } = callee;
    return callee.type === 'MemberExpression' && isNode(object)
      ? calls.get(unwrapNode(object))
      : undefined;
  }

  function expression(outer: SyntaxNode): Expression {
    const node = unwrapNode(outer);
    const cachedExpression = expressions.get(node);
    if (cachedExpression) return cachedExpression;
    const literalExpression = new LiteralExpression(
      rangeOf(node),
      scalarValue(node),
      dottedName(node) || undefined,
      node.type.includes('Function'),
      calls.get(node),
    );
    expressions.set(node, literalExpression);
    if (node.type === 'ArrayExpression') {
      const items = (node.elements as (SyntaxNode | null)[]).filter(isNode);
      literalExpression.items = items.map(expression);
    } else if (node.type === 'ObjectExpression') {
      literalExpression.members = new Map();
      for (const property of node.properties as SyntaxNode[]) {
        const { key, value, computed: isComputed, argument } = property;
        if (isNode(argument))
          literalExpression.spreads = [...literalExpression.spreads, expression(argument)];
        else if (isNode(value) && (isComputed !== true || (isNode(key) && key.type === 'Literal')))
          literalExpression.members.set(nodeKey(property), expression(value));
        else literalExpression.isOpen = true;
      }
    }
    return literalExpression;
  }

  for (const statement of program.body as SyntaxNode[]) {
    visit(statement, []);
    const { declaration } = statement;
    addVariables(
      statement.type.startsWith('Export') && isNode(declaration) ? declaration : statement,
    );
  }
  return facts;

  function addVariables(statement: SyntaxNode): void {
    const { id } = statement;
    if (statement.type === 'VariableDeclaration') {
      const kind = statement.kind as Variable['kind'];
      for (const { id, init } of statement.declarations as {
        id: SyntaxNode;
        init: SyntaxNode | null;
      }[])
        for (const name of boundNames(id))
          facts.variables.push({
            ...nameRange(name),
            kind,
            init: init ? expression(init) : undefined,
          });
    } else if (/^(Function|Class)Declaration$/.test(statement.type) && isNode(id)) {
      const kind = statement.type === 'ClassDeclaration' ? 'class' : 'function';
      facts.variables.push({ ...nameRange(id), kind, init: undefined });
    }
  }

  /** Returns the name's range without its type annotation, which the parser includes. */
  function nameRange({ start, name }: SyntaxNode) {
    return { name: String(name), range: sourceRange(file, start, start + String(name).length) };
  }
}

class LiteralExpression implements Expression {
  members: Map<string, Expression> = EMPTY;
  items: readonly Expression[] = [];
  spreads: readonly Expression[] = NO_EXPRESSIONS;
  isOpen = false;
  constructor(
    readonly range: SourceRange,
    readonly scalar: unknown,
    readonly name: string | undefined,
    readonly isFunction: boolean,
    readonly call: Call | undefined,
  ) {}
  get value(): unknown {
    if (this.members !== EMPTY)
      return Object.fromEntries(Array.from(this.members, ([key, { value }]) => [key, value]));
    return this.scalar === ARRAY ? this.items.map(({ value }) => value) : this.scalar;
  }
}
const EMPTY = new Map<string, Expression>();
const NO_EXPRESSIONS: readonly Expression[] = [];
const ARRAY = Symbol('array');

function scalarValue(node: SyntaxNode): unknown {
  if (node.type === 'Literal') return 'regex' in node ? undefined : node.value;
  if (node.type === 'ArrayExpression') return ARRAY;
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

const WRAPPER_NODE =
  /^(TSAs|TSSatisfies|TSNonNull|TSInstantiation|TSTypeAssertion|Parenthesized|Await|Chain)(Expression)?$/;

/** Returns the expression without wrappers that do not change the value. */
function unwrapNode(node: SyntaxNode): SyntaxNode {
  while (WRAPPER_NODE.test(node.type)) node = (node.expression ?? node.argument) as SyntaxNode;
  return node;
}

/** Returns whether a node is a function, or a property of an object or a class, which may contain one. */
const holdsCode = ({ type }: SyntaxNode) =>
  type.includes('Function') ||
  type === 'Property' ||
  type === 'PropertyDefinition' ||
  type === 'MethodDefinition';

function nodeKey({ id, key }: SyntaxNode): string {
  const name = isNode(id) ? id : key;
  if (!isNode(name)) return '';
  const text = name.name ?? name.value;
  return typeof text === 'string' || typeof text === 'number' ? String(text) : '';
}

function boundNames(id: SyntaxNode): SyntaxNode[] {
  if (id.type === 'Identifier') return [id];
  const parts = [
    ...((id.properties ?? id.elements ?? []) as (SyntaxNode | null)[]),
    id.argument,
    id.left,
  ];
  return parts.filter(isNode).flatMap((part) => boundNames(isNode(part.value) ? part.value : part));
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

/** Maximum nesting of brackets, because a stack overflow in the native parser would end the process. */
const MAX_DEPTH = 1000;
/** Matches comments, and strings on one line. */
const COMMENTS_AND_STRINGS = /\/\*[^]*?\*\/|\/\/.*|(["'])(?:\\.|(?!\1)[^\\\n])*\1/g;

const isTooDeep = (text: string): boolean =>
  nestingDepth(text) > MAX_DEPTH &&
  nestingDepth(text.replace(COMMENTS_AND_STRINGS, '')) > MAX_DEPTH;

function nestingDepth(text: string): number {
  let [depth, deepest] = [0, 0];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // The codes of ( [ { and ) ] }
    if (code === 40 || code === 91 || code === 123) deepest = Math.max(deepest, ++depth);
    else if (code === 41 || code === 93 || code === 125) depth--;
  }
  return deepest;
}
