import type { Declaration, MemberValue, ObjectEntry, Value } from '../../model/facts.js';

/** Names in brackets, which are known when all declarations of the file are. */
export class ComputedNames {
  readonly #found: { name: Value; put: (text: string) => void }[] = [];

  member(of: MemberValue, name: Value): void {
    of.computed = name;
    this.#found.push({ name, put: (text) => (of.name = text) });
  }

  entry(of: ObjectEntry, name: Value): void {
    of.computed = name;
    this.#found.push({ name, put: (text) => (of.key = text) });
  }

  /** `env[NAME]` becomes `env.TOKEN` where the file fixes the name. */
  resolve(declarations: readonly Declaration[]): void {
    for (const { name, put } of this.#found) {
      const text = fixed(name, declarations);
      if (text !== undefined) put(text);
    }
  }
}

const DEEPEST = 20;

function fixed(value: Value, declarations: readonly Declaration[], depth = 0): string | undefined {
  if (depth > DEEPEST) return undefined;
  const parts = (values: readonly Value[]) =>
    values.map((part) => fixed(part, declarations, depth + 1));
  switch (value.is) {
    case 'string':
      return value.value;
    case 'template': {
      const texts = parts(value.values);
      if (texts.includes(undefined)) return undefined;
      return value.chunks.reduce((text, chunk, index) => `${text}${texts[index - 1]}${chunk}`);
    }
    case 'compound': {
      const texts = value.operator === '+' ? parts(value.parts) : [undefined];
      return texts.includes(undefined) ? undefined : texts.join('');
    }
    case 'name': {
      const { kind, init, path, reassigned } = declarations[value.declaration] ?? {};
      if (kind === 'parameter' || !init || reassigned || path?.length !== 0) return undefined;
      return fixed(init, declarations, depth + 1);
    }
    default:
      return undefined;
  }
}
