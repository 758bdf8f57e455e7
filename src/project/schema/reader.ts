import type { Code, Located } from '../../model/code.js';
import type { CallValue, Declaration, FunctionFact, Value } from '../../model/facts.js';
import type { SchemaFact } from '../../model/schema.js';
import { argumentsOf, givenFor } from './arguments.js';
import { BASES } from './bases.js';
import { schemaFact, placeOf, unseen } from './fact.js';
import { jsonLiteral } from './json-literal.js';
import { METHODS } from './methods.js';

const ZOD = /^zod(\/.*)?$/;
/** A function that is entered more often than this, in itself, makes a schema that holds itself. */
const MOST_ENTRIES = 3;

/** Evaluates zod source without running it. What it does not know is `unseen`, never left out. */
export class SchemaReader {
  readonly #known = new Map<Value, SchemaFact>();
  readonly #open = new Set<Value>();

  constructor(
    readonly code: Code,
    /** The functions that are being read, outermost first. */
    readonly entered: readonly FunctionFact[] = [],
    /** The values of their parameters. */
    readonly parameters: ReadonlyMap<Declaration, Located> = new Map<Declaration, Located>(),
  ) {}

  read(located: Located): SchemaFact {
    const { value } = located;
    const known = this.#known.get(value);
    if (known) return known;
    if (this.#open.has(value)) return schemaFact(placeOf(located), {}, { recursive: true });
    this.#open.add(value);
    const schema = this.#read(located);
    this.#open.delete(value);
    // What was read inside itself depends on where the reading began.
    if (this.#open.size === 0) this.#known.set(value, schema);
    return schema;
  }

  /** The expression behind a name: for a parameter, what it was given. */
  resolve(located: Located): Located {
    return this.code.resolve(givenFor(located, this.code, this.parameters));
  }

  #read(located: Located): SchemaFact {
    const { file, value } = located;
    switch (value.is) {
      case 'name':
      case 'member':
        return this.#named(located);
      case 'call':
        return this.#call({ file, value });
      case 'function':
        return this.#returned(located, []);
      default:
        return unseen(located, this.#words(located));
    }
  }

  #named(located: Located): SchemaFact {
    const { file, value } = located;
    const behind = this.resolve(located);
    if (behind.value !== value) return this.read(behind);
    const shape = value.is === 'member' ? value.object : undefined;
    if (value.is === 'member' && shape?.is === 'member' && shape.name === 'shape') {
      const { properties } = this.read({ file, value: shape.object });
      const property = properties?.find(({ name }) => name === value.name);
      if (property) return property.schema;
    }
    if (value.is === 'member' && (value.name === 'element' || value.name === 'unwrap')) {
      const { items } = this.read({ file, value: value.object });
      if (items) return items;
    }
    return unseen(located, this.#words(located));
  }

  #call(call: Located<CallValue>): SchemaFact {
    const { file, value } = call;
    const { callee } = value;
    const args = value.arguments.map((argument) =>
      givenFor({ file, value: argument }, this.code, this.parameters),
    );
    const origin = this.code.origin({ file, value: callee });
    const { schema, schemaFrom } = this.code.runtime(origin)?.returns ?? {};
    if (schema) return schemaFact(placeOf(call), schema);
    const given = schemaFrom === undefined ? undefined : args[Number(schemaFrom)];
    if (given) return jsonLiteral(this.code, given);
    if (origin.is === 'external') {
      const name = origin.path.replace(/^(default\.)?(z\.)?/, '');
      const base = ZOD.test(origin.module) ? BASES.get(name) : undefined;
      if (base) return base({ reader: this, code: this.code, call, name, args });
      const [literal] = args;
      if (/^from(JsonSchema|JSONSchema)$/.test(name) && literal)
        return jsonLiteral(this.code, literal);
      return unseen(call, this.#words(call));
    }
    const method = callee.is === 'member' ? METHODS.get(callee.name) : undefined;
    if (method && callee.is === 'member') {
      const receiver = this.read({ file, value: callee.object });
      if (receiver.unseen !== undefined) return { ...receiver, at: placeOf(call) };
      return method(receiver, { reader: this, code: this.code, call, name: callee.name, args });
    }
    return this.#returned({ file, value: callee }, args);
  }

  /** What a function of the project returns for these arguments, where that is one schema. */
  #returned(located: Located, args: readonly Located[]): SchemaFact {
    const made = this.code.functions(located).findLast(({ function: { body } }) => body);
    const [returned, ...more] = made?.function.returned ?? [];
    if (!made || !returned || more.length > 0) return unseen(located, this.#words(located));
    const inside = { file: made.file, value: returned };
    if (made.function.parameters.length === 0) return this.read(inside);
    const entries = this.entered.filter((each) => each === made.function).length;
    if (entries >= MOST_ENTRIES) return schemaFact(placeOf(located), {}, { recursive: true });
    const parameters = new Map([...this.parameters, ...argumentsOf(made, args, this.code)]);
    return new SchemaReader(this.code, [...this.entered, made.function], parameters).read(inside);
  }

  #words({ file, value: { start, end } }: Located): string {
    return file.text.slice(start, Math.min(end, start + 60));
  }
}
