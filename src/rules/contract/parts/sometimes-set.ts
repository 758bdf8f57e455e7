import { contains } from '../../../flow/values/spans.js';
import type { Code, Origin } from '../../../model/code.js';
import type { Assignment, Branch, Declaration, Span } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { assignmentsTo, MODULE } from './never-set.js';

/** `if (isLocal) createServer = start;`, where nothing sets it otherwise and nothing tests whether it is set. */
export function isSometimesSet(origin: Origin, code: Code): boolean {
  if (origin.is !== 'declared' || origin.declaration.init) return false;
  const { file, declaration } = origin;
  const writes = assignmentsTo(declaration, file);
  const isPlain = writes.every(({ within, operator }) => within === MODULE && operator === '=');
  if (writes.length === 0 || !isPlain || isTested(declaration, writes, file)) return false;
  const ways = new Ways(file, writes, code);
  return !ways.areMixed() && !ways.isSet(undefined);
}

/** `if (!createServer) throw new Error('…')`, `assert(createServer)` */
function isTested(
  declaration: Declaration,
  writes: readonly Assignment[],
  { facts }: SourceFile,
): boolean {
  const { calls, conditions, operations, reads } = facts;
  const tests: readonly Span[] = [
    ...conditions,
    ...operations.filter(({ operator }) => /^(\?\?|&&|\|\||\?:)$/.test(operator)),
    ...calls.filter(({ within }) => within === MODULE).flatMap((each) => each.arguments),
  ];
  return reads.some(
    (read) =>
      facts.declarations[read.declaration] === declaration &&
      !writes.some(({ target }) => target.start === read.start) &&
      tests.some((each) => contains(each, read)),
  );
}

/** The ways that the statements of a module go, and the assignments in them. */
class Ways {
  readonly #branches: readonly Branch[];
  readonly #writes: readonly Span[];

  constructor(
    readonly file: SourceFile,
    writes: readonly Assignment[],
    readonly code: Code,
  ) {
    const { branches, operations } = file.facts;
    this.#branches = branches;
    // `isLocal && (createServer = start)` may not run.
    const optional = operations.flatMap(({ operator, parts }) =>
      /^(&&|\|\||\?\?)$/.test(operator) ? parts.slice(1) : [],
    );
    this.#writes = writes
      .map(({ target }) => target)
      .filter((target) => !optional.some((each) => contains(each, target)));
  }

  /** Several statements set it: their conditions may exclude each other. */
  areMixed(): boolean {
    const first = this.#writes.map((write) => {
      const around = this.#branches.filter((each) => contains(each, write));
      return Math.min(...around.map(({ of }) => of));
    });
    return new Set(first).size > 1;
  }

  /** Whether it is set wherever this branch, or the whole module, has run. */
  isSet(branch: Branch | undefined): boolean {
    const isHere = (each: Span) => this.#around(each) === branch;
    if (this.#writes.some(isHere)) return true;
    const inside = this.#branches.filter(isHere);
    return [...new Set(inside.map(({ of }) => of))].some((of) => {
      const ways = inside.filter((each) => each.of === of);
      return ways.length > 1 && ways.every((each) => this.isSet(each) || this.#goesElsewhere(each));
    });
  }

  /** The innermost branch around something. */
  #around(inner: Span): Branch | undefined {
    return this.#branches
      .filter((each) => each !== inner && contains(each, inner))
      .toSorted((a, b) => a.end - a.start - (b.end - b.start))[0];
  }

  /** It ends the program, calls something that throws, or goes on with the next `case`. */
  #goesElsewhere(branch: Branch): boolean {
    const { file, code } = this;
    if (branch.leaves !== undefined) return true;
    const isCase = file.text.startsWith('switch', branch.of);
    if (
      isCase &&
      !/\b(break|return|throw|continue)\b/.test(file.text.slice(branch.start, branch.end))
    )
      return true;
    return file.facts.discarded.some((value) => {
      if (value.is !== 'call' || value.within !== MODULE || !contains(branch, value)) return false;
      const target = code.target({ file, value });
      return target.is === 'function'
        ? target.function.thrown.length > 0 || target.function.returns === 'never'
        : /^(process\.)?(exit|abort)$/.test(code.path(value.callee));
    });
  }
}
