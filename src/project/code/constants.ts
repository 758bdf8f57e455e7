import type { Code, Located } from '../../model/code.js';

type Constant = string | number | boolean | null | undefined;

/** What a value is before anything runs; undefined where it is not fixed. */
export function constantOf(code: Code, { file, value }: Located, depth = 0): Constant {
  const part = (of: typeof value) => constantOf(code, { file, value: of }, depth + 1);
  switch (value.is) {
    case 'string':
      return value.value;
    case 'literal':
      return value.type === 'bigint' || value.type === 'regexp' ? undefined : value.value;
    case 'template': {
      const values = value.values.map(part);
      if (values.includes(undefined)) return undefined;
      return value.chunks.reduce((text, chunk, index) => text + String(values[index - 1]) + chunk);
    }
    case 'compound': {
      const [left, right] = value.parts.map(part);
      if (value.operator !== '+' || left === undefined || right === undefined) return undefined;
      return typeof left === 'number' && typeof right === 'number'
        ? left + right
        : String(left) + String(right);
    }
    case 'name':
    case 'member': {
      const behind = code.resolve({ file, value });
      return behind.value === value || depth > 20 ? undefined : constantOf(code, behind, depth + 1);
    }
    case 'call': {
      const target = code.target({ file, value });
      const [returned, ...more] = target.is === 'function' ? target.function.returned : [];
      if (target.is !== 'function' || !returned || more.length > 0 || depth > 20) return undefined;
      return target.function.async
        ? undefined
        : constantOf(code, { file: target.file, value: returned }, depth + 1);
    }
    default:
      return undefined;
  }
}
