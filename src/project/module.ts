import type { Call, Export, Expression, Import, Module, Variable } from '../model/module.js';
import { place, type SourceRange, type TextFile } from '../model/place.js';
import { mayCommand } from './document.js';
import type { Parse } from './read.js';

/**
 * Imports and exports are read at once, calls and variables when somebody asks for them. The tree is large, and forgotten as
 * soon as the facts are known.
 */
export class SourceModule implements Module {
  readonly start: SourceRange;
  readonly errors: { at: SourceRange; message: string }[];
  readonly comments: readonly SourceRange[];
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  readonly #parse: Parse;
  #parsed: ReturnType<Parse> | undefined;
  #facts: Facts | undefined;

  constructor(
    readonly file: TextFile,
    parse: Parse,
  ) {
    this.#parse = parse;
    this.start = place(file);
    const tooDeep = isTooDeep(file.text) ? TOO_DEEP : undefined;
    const parsed = parse(file.path, tooDeep === undefined ? file.text : '');
    const at = ({ start, end }: { start: number; end: number }) => place(file, start, end);
    this.errors = parsed.errors.map(({ message, labels: [label] }) => ({
      message,
      at: label ? at(label) : this.start,
    }));
    this.imports = importsIn(parsed.module, file);
    this.exports = exportsIn(parsed.module, file);
    this.comments = mayCommand(file) ? parsed.comments.map(at) : [];
    const unread = file.unreadable ?? tooDeep;
    if (unread === undefined) this.#parsed = parsed;
    else this.#leaveOut(unread);
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
    if (this.#facts !== NOTHING) this.#facts = undefined;
  }

  get #known(): Facts {
    if (this.#facts) return this.#facts;
    const { program } = this.#parsed ?? this.#parse(this.path, this.text);
    this.#parsed = undefined;
    try {
      return (this.#facts = factsIn(program as unknown as Node, this.file));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return this.#leaveOut(TOO_DEEP);
    }
  }

  #leaveOut(message: string): Facts {
    this.errors.push({ message, at: this.start });
    return (this.#facts = NOTHING);
  }
}

const TOO_DEEP = 'it is nested too deeply';

type Record = ReturnType<Parse>['module'];

function importsIn({ staticImports, dynamicImports }: Record, file: TextFile): Import[] {
  const imported = staticImports.flatMap(({ moduleRequest, entries }): Import[] => {
    const at = place(file, moduleRequest.start, moduleRequest.end);
    const base = { from: moduleRequest.value, dynamic: false, at };
    if (entries.length === 0)
      return [{ ...base, name: undefined, local: undefined, typeOnly: false }];
    return entries.map(({ importName, localName, isType }) => ({
      ...base,
      name: nameOf(importName),
      local: localName.value,
      typeOnly: isType,
    }));
  });
  for (const {
    moduleRequest: { start, end },
  } of dynamicImports) {
    const [, from = ''] = /^['"`]([^'"`$]*)['"`]$/.exec(file.text.slice(start, end)) ?? [];
    const at = place(file, start, end);
    imported.push({ from, name: undefined, local: undefined, typeOnly: false, dynamic: true, at });
  }
  return imported;
}

const exportsIn = ({ staticExports }: Record, file: TextFile): Export[] =>
  staticExports.flatMap(({ entries }) =>
    entries.map(({ exportName, importName, localName, moduleRequest, isType, start, end }) => ({
      name: nameOf(exportName) ?? '*',
      from: moduleRequest?.value,
      local: nameOf(importName) ?? localName.name ?? undefined,
      typeOnly: isType,
      at: place(file, exportName.start ?? start, exportName.end ?? end),
    })),
  );

/** Of an entry in the module record of the parser; undefined where it is the local name. */
function nameOf({ kind, name }: { kind: string; name: string | null }): string | undefined {
  if (kind === 'Default') return 'default';
  if (kind === 'NamespaceObject' || kind === 'All' || kind === 'AllButDefault') return '*';
  return name ?? undefined;
}

interface Facts {
  calls: Call[];
  variables: Variable[];
  casts: { type: string; at: SourceRange }[];
  thrown: { class: string | undefined; at: SourceRange }[];
}

/** Facts of a module that cannot be read. */
const NOTHING: Facts = { calls: [], variables: [], casts: [], thrown: [] };

/** ESTree, with the nodes of TypeScript. */
interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;

/** Fields of the tree that hold types: nobody asks for them. */
const TYPES = new Set([
  'typeAnnotation',
  'typeArguments',
  'typeParameters',
  'returnType',
  'decorators',
]);

/** What is in the tree, as data of our own: it does not hold on to the tree. */
function factsIn(program: Node, file: TextFile): Facts {
  const facts: Facts = { calls: [], variables: [], casts: [], thrown: [] };
  const calls = new Map<Node, Call>();
  const expressions = new Map<Node, Expression>();
  const at = ({ start, end }: Node) => place(file, start, end);

  function visit(node: Node, within: readonly string[]): void {
    const inside = holdsCode(node) ? [...within, keyOf(node)] : within;
    // Inner calls first: outer ones refer to them.
    for (const key in node) {
      const child = node[key];
      if (typeof child !== 'object' || child === null || TYPES.has(key)) continue;
      if (Array.isArray(child)) {
        for (const each of child) if (isNode(each)) visit(each, inside);
      } else if (isNode(child)) visit(child, inside);
    }
    if (node.type === 'CallExpression' || node.type === 'NewExpression') {
      const callee = node.callee as Node;
      const call = {
        name: dotted(callee),
        at: at(callee),
        within,
        arguments: (node.arguments as Node[]).map(expression),
        on: chained(callee),
      };
      calls.set(node, call);
      facts.calls.push(call);
    } else if (node.type === 'TSAsExpression' || node.type === 'TSTypeAssertion') {
      const { typeName } = node.typeAnnotation as { typeName?: Node };
      if (typeName) facts.casts.push({ type: dotted(typeName), at: at(node) });
    } else if (node.type === 'ThrowStatement' && within.length > 0) {
      const what = node.argument as Node;
      if (what.type === 'NewExpression')
        facts.thrown.push({ class: dotted(what.callee as Node), at: at(what) });
      else if (/^(Literal|TemplateLiteral|BinaryExpression)$/.test(what.type))
        facts.thrown.push({ class: undefined, at: at(what) });
    }
  }

  /** The call that `a().b` is a member of. */
  function chained(callee: Node): Call | undefined {
    const { object } = callee;
    return callee.type === 'MemberExpression' && isNode(object)
      ? calls.get(bare(object))
      : undefined;
  }

  function expression(outer: Node): Expression {
    const node = bare(outer);
    const cached = expressions.get(node);
    if (cached) return cached;
    const made = new Literal(
      at(node),
      scalar(node),
      dotted(node) || undefined,
      node.type.includes('Function'),
      calls.get(node),
    );
    expressions.set(node, made);
    if (node.type === 'ArrayExpression') {
      const items = (node.elements as (Node | null)[]).filter(isNode);
      made.items = items.map(expression);
    } else if (node.type === 'ObjectExpression') {
      made.members = new Map();
      for (const property of node.properties as Node[]) {
        const { value, computed, argument } = property;
        if (isNode(argument)) made.spreads = [...made.spreads, expression(argument)];
        else if (isNode(value) && computed !== true)
          made.members.set(keyOf(property), expression(value));
        else made.isOpen = true;
      }
    }
    return made;
  }

  for (const statement of program.body as Node[]) {
    visit(statement, []);
    const { declaration } = statement;
    declared(statement.type.startsWith('Export') && isNode(declaration) ? declaration : statement);
  }
  return facts;

  function declared(statement: Node): void {
    const { id } = statement;
    if (statement.type === 'VariableDeclaration') {
      const kind = statement.kind as Variable['kind'];
      for (const { id, init } of statement.declarations as { id: Node; init: Node | null }[])
        for (const name of bound(id))
          facts.variables.push({ ...named(name), kind, init: init ? expression(init) : undefined });
    } else if (/^(Function|Class)Declaration$/.test(statement.type) && isNode(id)) {
      const kind = statement.type === 'ClassDeclaration' ? 'class' : 'function';
      facts.variables.push({ ...named(id), kind, init: undefined });
    }
  }

  /** Without the type: the parser counts it in. */
  function named({ start, name }: Node) {
    return { name: String(name), at: place(file, start, start + String(name).length) };
  }
}

class Literal implements Expression {
  members: Map<string, Expression> = EMPTY;
  items: readonly Expression[] = [];
  spreads: readonly Expression[] = NONE;
  isOpen = false;
  constructor(
    readonly at: SourceRange,
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
const NONE: readonly Expression[] = [];
const ARRAY = Symbol('array');

function scalar(node: Node): unknown {
  if (node.type === 'Literal') return 'regex' in node ? undefined : node.value;
  if (node.type === 'ArrayExpression') return ARRAY;
  const quasis = node.quasis as [{ value: { cooked: string } }] | undefined;
  if (node.type === 'TemplateLiteral')
    return quasis?.length === 1 ? quasis[0].value.cooked : undefined;
  const { operator, argument, left, right } = node;
  if (node.type === 'UnaryExpression' && operator === '-' && isNode(argument)) {
    const value = scalar(argument);
    return typeof value === 'number' ? -value : undefined;
  }
  // Long texts are written in parts.
  if (node.type !== 'BinaryExpression' || operator !== '+' || !isNode(left) || !isNode(right))
    return undefined;
  const [one, other] = [scalar(bare(left)), scalar(bare(right))];
  return typeof one === 'string' && typeof other === 'string' ? one + other : undefined;
}

const AROUND =
  /^(TSAs|TSSatisfies|TSNonNull|TSInstantiation|TSTypeAssertion|Parenthesized|Await|Chain)(Expression)?$/;

/** Without what does not change the value. */
function bare(node: Node): Node {
  while (AROUND.test(node.type)) node = (node.expression ?? node.argument) as Node;
  return node;
}

/** Functions, and properties of objects and classes, which may hold one. */
const holdsCode = ({ type }: Node) =>
  type.includes('Function') ||
  type === 'Property' ||
  type === 'PropertyDefinition' ||
  type === 'MethodDefinition';

function keyOf({ id, key }: Node): string {
  const name = isNode(id) ? id : key;
  if (!isNode(name)) return '';
  const text = name.name ?? name.value;
  return typeof text === 'string' || typeof text === 'number' ? String(text) : '';
}

/** The names that a declaration binds. */
function bound(id: Node): Node[] {
  if (id.type === 'Identifier') return [id];
  const parts = [
    ...((id.properties ?? id.elements ?? []) as (Node | null)[]),
    id.argument,
    id.left,
  ];
  return parts.filter(isNode).flatMap((each) => bound(isNode(each.value) ? each.value : each));
}

/** A name or a chain of members as it is written; `''` for anything else. */
function dotted(outer: Node): string {
  const node = bare(outer);
  const { object, property, left, right, name } = node;
  if (node.type === 'MemberExpression' && isNode(object) && isNode(property)) {
    const key = node.computed === true ? scalar(property) : property.name;
    if (typeof key !== 'string') return '';
    const before = dotted(object);
    // `z.string().min`: the call before it is another fact.
    return before === '' ? `.${key}` : `${before}.${key}`;
  }
  if (node.type === 'TSQualifiedName' && isNode(left) && isNode(right))
    return `${dotted(left)}.${dotted(right)}`;
  if (node.type === 'MetaProperty') return 'import.meta';
  if (node.type === 'ThisExpression') return 'this';
  return node.type === 'Identifier' && typeof name === 'string' ? name : '';
}

/** Brackets in brackets: the native parser would end the process, not throw. */
const DEEPEST = 1000;
/** Comments, and strings in one line. */
const WORDS = /\/\*[^]*?\*\/|\/\/.*|(["'])(?:\\.|(?!\1)[^\\\n])*\1/g;

const isTooDeep = (text: string): boolean =>
  depthOf(text) > DEEPEST && depthOf(text.replace(WORDS, '')) > DEEPEST;

function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // ( [ { and ) ] }
    if (code === 40 || code === 91 || code === 123) deepest = Math.max(deepest, ++depth);
    else if (code === 41 || code === 93 || code === 125) depth--;
  }
  return deepest;
}
