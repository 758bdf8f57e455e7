import type { Code, Located, Target } from '../../model/code.js';
import type { Value } from '../../model/facts.js';
import { sourcesOf } from './possible.js';

/** Empty for none. */
const NAMES = new WeakMap<Value, string>();

/** A value, and the one it was found behind. */
interface Behind extends Located {
  of: Behind | undefined;
}

/**
 * `node:child_process#exec`, `jose#decodeJwt`, `#fetch` for a global; undefined for anything of the project. A parameter, an
 * item of a list or a choice has the name of the first such function that it may be.
 */
export function externalName(code: Code, value: Located): string | undefined {
  const origin = code.origin(value);
  if (origin.is !== 'declared' && origin.is !== 'value') return targetName(origin);
  let name = NAMES.get(value.value);
  if (name === undefined) {
    name = nameBehind(code, value);
    NAMES.set(value.value, name);
  }
  return name === '' ? undefined : name;
}

/** Every call of a project asks: what a search finds holds for all that it came through. */
function nameBehind(code: Code, value: Located): string {
  const seen = new Set([value.value]);
  const open: Behind[] = [{ ...value, of: undefined }];
  for (let each = open.pop(); each; each = open.pop()) {
    const name = NAMES.get(each.value) ?? targetName(code.origin(each));
    if (name) {
      for (let at = each.of; at; at = at.of) NAMES.set(at.value, name);
      return name;
    }
    for (const source of name === '' ? [] : sourcesOf(each, code).toReversed()) {
      if (seen.has(source.value)) continue;
      seen.add(source.value);
      open.push({ file: source.file, value: source.value, of: each });
    }
  }
  for (const each of seen) NAMES.set(each, '');
  return '';
}

/** The same of what a call runs. */
export function targetName(origin: Target): string | undefined {
  if (origin.is === 'global') return `#${origin.path}`;
  return origin.is === 'external'
    ? `${origin.module}#${origin.path.replace(/^default\./, '')}`
    : undefined;
}
