import type { Node, Statement } from '@babel/types';
import type {
  ArrayValue,
  Assignment,
  Branch,
  CallValue,
  Comment,
  CompoundValue,
  Declaration,
  DeclarationKind,
  ExportFact,
  FileFacts,
  FunctionFact,
  Handler,
  ImportFact,
  MemberValue,
  NameValue,
  ObjectValue,
  Problem,
  Span,
  StringValue,
  TemplateValue,
  Value,
} from '../../model/facts.js';
import { ComputedNames } from './computed.js';
import { NameScope } from './scope.js';

/** The functions that walk through all forms of expressions and statements: handed in, for the forms contain each other. */
interface Walk {
  value(collector: Collector, node: Node): Value;
  statement(collector: Collector, node: Node | null | undefined): void;
  statements(collector: Collector, list: readonly Statement[]): void;
}

/** The position of the walk through one file, and what it has found so far. */
export class Collector implements FileFacts {
  readonly imports: ImportFact[] = [];
  readonly exports: ExportFact[] = [];
  /** Exports by declaration and name. */
  readonly exported = new Set<string>();
  readonly declarations: Declaration[] = [];
  readonly functions: FunctionFact[] = [];
  readonly calls: CallValue[] = [];
  readonly texts: (StringValue | TemplateValue)[] = [];
  readonly members: MemberValue[] = [];
  readonly objects: ObjectValue[] = [];
  readonly arrays: ArrayValue[] = [];
  readonly assignments: Assignment[] = [];
  readonly branches: Branch[] = [];
  readonly handlers: Handler[] = [];
  readonly reads: NameValue[] = [];
  readonly undeclared: NameValue[] = [];
  readonly operations: CompoundValue[] = [];
  readonly discarded: Value[] = [];
  readonly conditions: Value[] = [];
  readonly comments: Comment[] = [];
  readonly computed = new ComputedNames();

  scope = new NameScope(null, true);
  /** Index of the function the walk is in, and what that function gives back. */
  within = -1;
  returned: Value[] = [];
  thrown: Value[] = [];
  /** The variable that is set to the object the walk comes to next; -1 for any other object. */
  holder = -1;

  constructor(
    readonly source: string,
    readonly syntaxErrors: Problem[],
    readonly walk: Walk,
  ) {}

  /** An expression as a value; everything noteworthy inside it goes into the lists. */
  value(node: Node): Value {
    return this.walk.value(this, node);
  }

  statement(node: Node | null | undefined): void {
    this.walk.statement(this, node);
  }

  statements(list: readonly Statement[]): void {
    this.walk.statements(this, list);
  }

  /** Runs `body` in a scope of its own. */
  scoped(hoists: boolean, body: () => void): void {
    const outer = this.scope;
    this.scope = new NameScope(outer, hoists);
    body();
    this.scope = outer;
  }

  /** A name in the current scope; a second declaration of it (overload, merged interface) is the first one. */
  declare(name: string, kind: DeclarationKind, at: Span): number {
    const scope = kind === 'var' ? this.scope.hoist() : this.scope;
    const known = scope.own(name);
    const earlier = known === undefined ? undefined : this.declarations[known];
    if (known !== undefined && earlier && (kind === 'type' || earlier.kind === kind)) return known;
    const index = this.declarations.length;
    const { start, end } = at;
    const { within } = this;
    this.declarations.push({ name, kind, start, end, within, reassigned: false, path: [] });
    scope.set(name, index);
    return index;
  }

  /** The text of a type annotation, or of what follows its colon. */
  typeText(node: Node | null | undefined): string | undefined {
    if (!node) return undefined;
    const inner = node.type === 'TSTypeAnnotation' ? node.typeAnnotation : node;
    const { start, end } = span(inner);
    return this.source.slice(start, end);
  }

  /** All facts, without the walk's own state; copied, because a list that has grown keeps room for more. */
  result(): FileFacts {
    this.computed.resolve(this.declarations);
    return {
      syntaxErrors: this.syntaxErrors.slice(),
      imports: this.imports.slice(),
      exports: this.exports.slice(),
      declarations: this.declarations.slice(),
      functions: this.functions.slice(),
      calls: this.calls.slice(),
      texts: this.texts.slice(),
      members: this.members.slice(),
      objects: this.objects.slice(),
      arrays: this.arrays.slice(),
      assignments: this.assignments.slice(),
      branches: this.branches.slice(),
      handlers: this.handlers.slice(),
      reads: this.reads.slice(),
      undeclared: this.undeclared.slice(),
      operations: this.operations.slice(),
      discarded: this.discarded.slice(),
      conditions: this.conditions.slice(),
      comments: this.comments.slice(),
    };
  }
}

/** Where many are made, `start` and `end` are named one by one: a spread makes an object half as large again. */
export function span(node: { start?: number | null; end?: number | null }): Span {
  return { start: node.start ?? 0, end: node.end ?? 0 };
}
