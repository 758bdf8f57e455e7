import type { Code, Located } from '../../../model/code.js';
import type { Declaration, Parameter, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

/** What a value is a part of, and the keys that lead there: `tokens.account`, also where that is taken apart. */
export interface ValuePlace {
  file: SourceFile;
  /** A variable or a parameter, or the expression that the object results from. */
  base: Declaration | Parameter | Value;
  keys: readonly string[];
}

export function placeIn(located: Located, code: Code): ValuePlace | undefined {
  const { file, value } = awaited(located);
  if (value.is !== 'name' && value.is !== 'member')
    return value.is === 'call' ? { file, base: value, keys: [] } : undefined;
  const origin = code.origin({ file, value });
  if (origin.is !== 'declared' && origin.is !== 'value') return undefined;
  const path = origin.path === '' ? [] : origin.path.split('.');
  if (origin.is === 'value') return behind(origin, path, code);
  const { declaration } = origin;
  const keys = [...declaration.path.filter((key) => key !== '...'), ...path];
  const { parameter, within, init, kind } = declaration;
  if (parameter !== undefined) {
    const base = origin.file.facts.functions[within]?.parameters[parameter];
    return base && { file: origin.file, base, keys };
  }
  if (!init || kind !== 'const') return { file: origin.file, base: declaration, keys };
  return behind({ file: origin.file, value: init }, keys, code);
}

/** The same of what it is set to, where that is a name or a call. */
function behind(init: Located, keys: readonly string[], code: Code): ValuePlace {
  const { file, value } = awaited(init);
  const found = value.is === 'call' ? undefined : placeIn({ file, value }, code);
  return found ? { ...found, keys: [...found.keys, ...keys] } : { file, base: value, keys };
}

const awaited = ({ file, value }: Located): Located => {
  const [first] = value.is === 'compound' && value.operator === 'await' ? value.parts : [];
  return first ? awaited({ file, value: first }) : { file, value };
};

/** The keys from one object to a part of it; undefined for anything else. */
export function partIn(part: ValuePlace, whole: ValuePlace): readonly string[] | undefined {
  const isIn =
    part.base === whole.base && whole.keys.every((key, index) => part.keys[index] === key);
  return isIn ? part.keys.slice(whole.keys.length) : undefined;
}
