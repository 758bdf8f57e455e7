import { Around } from '../../../flow/values/spans.js';
import type { FunctionFact, Span, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

/** The place of a value, with what it is called there. */
interface Named extends Span {
  name: string;
}

/** What a file does with its values, by their places. */
export interface Uses {
  texts: Around<Value & Span>;
  keys: Around<Named>;
  /** `?state=${…}` */
  queries: Around<Named>;
  assigned: Around<Named>;
  variables: Around<Named>;
  /** Assigned to a variable. */
  carried: Around<Span & { declaration: number }>;
  returned: Around<Span & { made: FunctionFact }>;
  /** The functions that return a variable. */
  returning: ReadonlyMap<number, readonly FunctionFact[]>;
  /** Values in templates, and those whose `toString` is called. */
  printed: ReadonlySet<Value>;
}

const USES = new WeakMap<SourceFile, Uses>();

export function usesIn(file: SourceFile): Uses {
  const known = USES.get(file) ?? read(file);
  USES.set(file, known);
  return known;
}

function read({ facts }: SourceFile): Uses {
  const { texts, operations, objects, assignments, declarations, functions, calls } = facts;
  const templates = texts.flatMap((text) => (text.is === 'template' ? [text] : []));
  const sums = operations.filter(({ operator }) => operator === '+');
  const returning = new Map<number, FunctionFact[]>();
  for (const made of functions) {
    for (const value of made.returned) {
      if (value.is !== 'name') continue;
      const list = returning.get(value.declaration);
      if (list) list.push(made);
      else returning.set(value.declaration, [made]);
    }
  }
  return {
    texts: new Around<Value & Span>([...templates, ...sums]),
    keys: new Around(
      objects.flatMap(({ entries }) =>
        entries.flatMap((entry) => (entry.is === 'entry' ? [named(entry.value, entry.key)] : [])),
      ),
    ),
    queries: new Around(
      templates.flatMap(({ values, chunks }) =>
        values.flatMap((value, index) => {
          const [, name] = /([\w-]+)=$/.exec(chunks[index] ?? '') ?? [];
          return name === undefined ? [] : [named(value, name)];
        }),
      ),
    ),
    assigned: new Around(
      assignments.flatMap(({ target, value }) =>
        value && (target.is === 'member' || target.is === 'name')
          ? [named(value, target.name)]
          : [],
      ),
    ),
    variables: new Around(
      declarations.flatMap(({ name, init, kind }) =>
        init && kind !== 'import' ? [named(init, name)] : [],
      ),
    ),
    carried: new Around(
      assignments.flatMap(({ target, value }) =>
        value && target.is === 'name'
          ? [{ start: value.start, end: value.end, declaration: target.declaration }]
          : [],
      ),
    ),
    returned: new Around(
      functions.flatMap((made) => made.returned.map(({ start, end }) => ({ start, end, made }))),
    ),
    returning,
    printed: new Set([
      ...templates.flatMap(({ values }) => values),
      ...calls.flatMap(({ callee }) =>
        callee.is === 'member' && callee.name === 'toString' ? [callee.object] : [],
      ),
    ]),
  };
}

const named = ({ start, end }: Span, name: string): Named => ({ start, end, name });
