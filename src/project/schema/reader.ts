import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import type { SchemaFact } from '../../model/schema.js';
import { BASES } from './bases.js';
import { schemaFact, placeOf, unseen } from './fact.js';
import { jsonLiteral } from './json-literal.js';
import { METHODS } from './methods.js';

const ZOD = /^zod(\/.*)?$/;

/** Where a zod call stands and what it was given. */
export interface ZodCall {
  reader: SchemaReader;
  code: Code;
  /** The call as a whole. */
  call: Located<CallValue>;
  /** Name of the base or the method: `iso.date`, `min`. */
  name: string;
  args: readonly Located[];
}

/** Evaluates zod source without running it. What it does not know is `unseen`, never left out. */
export class SchemaReader {
  readonly #known = new Map<Value, SchemaFact>();
  readonly #open = new Set<Value>();

  constructor(readonly code: Code) {}

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

  #read(located: Located): SchemaFact {
    const { file, value } = located;
    switch (value.is) {
      case 'name':
      case 'member':
        return this.#named(located);
      case 'call':
        return this.#call({ file, value });
      case 'function':
        return this.#returned(located);
      default:
        return unseen(located, this.#words(located));
    }
  }

  #named(located: Located): SchemaFact {
    const { file, value } = located;
    const behind = this.code.resolve(located);
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
    const args = value.arguments.map((argument) => ({ file, value: argument }));
    const origin = this.code.origin({ file, value: callee });
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
    return this.#laidOver(call) ?? this.#returned({ file, value: callee });
  }

  /** A function of the project that gives back `schema.meta(argument)`: JSON Schema that is handed to it. */
  #laidOver(call: Located<CallValue>): SchemaFact | undefined {
    const { file, value } = call;
    const made = this.code
      .functions({ file, value: value.callee })
      .findLast((each) => each.function.body);
    const [returned] = made?.function.returned ?? [];
    if (!made || returned?.is !== 'call' || returned.callee.is !== 'member') return undefined;
    const meta = returned.callee.name === 'meta' ? METHODS.get('meta') : undefined;
    const [over] = returned.arguments;
    const parameter =
      over?.is === 'name' ? made.file.facts.declarations[over.declaration]?.parameter : undefined;
    const given = parameter === undefined ? undefined : value.arguments[parameter];
    if (!meta || !given) return undefined;
    const below = this.read({ file: made.file, value: returned.callee.object });
    const args = [{ file, value: given }];
    const schema = meta(below, { reader: this, code: this.code, call, name: 'meta', args });
    return { ...schema, at: placeOf(call) };
  }

  /** What a function of the project returns, where that is one schema. */
  #returned(located: Located): SchemaFact {
    const made = this.code.functions(located).findLast(({ function: { body } }) => body);
    const [returned, ...more] = made?.function.returned ?? [];
    if (!made || !returned || more.length > 0) return unseen(located, this.#words(located));
    return this.read({ file: made.file, value: returned });
  }

  #words({ file, value: { start, end } }: Located): string {
    return file.text.slice(start, Math.min(end, start + 60));
  }
}
