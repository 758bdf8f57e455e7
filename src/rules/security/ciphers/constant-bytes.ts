import { descendants, lastName, rootOf } from '../../../flow/values/children.js';
import { externalName } from '../../../flow/values/external-name.js';
import { possibleValues } from '../../../flow/values/possible.js';
import type { Code, Located } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { Ways } from '../../../model/ways.js';

const MADE =
  /^(#(Buffer(\.(alloc|from|concat))?|Uint8Array(\.(of|from))?|(crypto\.)?subtle\.digest|TextEncoder|String|atob|btoa)|(node:)?crypto#(createHash|createHmac|hash|(hkdf|scrypt|pbkdf2)Sync|createSecretKey|(webcrypto\.)?subtle\.digest))$/;
/** Methods whose result depends on their object and arguments alone. */
const KEEPS =
  /^(update|digest|subarray|slice|fill|toString|padEnd|padStart|repeat|encode|export|reverse|concat|substring|trim)$/;
/** Functions that write to their argument, and methods that write to their object. */
const FILLS = /^(getRandomValues|randomFill(Sync)?|copy)$/;
const WRITES = /^(update|set|fill|write\w*)$/;

/** What was found about values, each looked at once, and the way to the one that is looked at. */
interface Asked {
  known: Map<Value, boolean>;
  ways: Ways;
  /** What else is always the same. */
  isSame: (value: Located) => boolean;
}

/** A literal, or bytes of one, wherever it comes from; or of what `isSame` adds to these. */
export const isConstant = (
  located: Located,
  code: Code,
  isSame: Asked['isSame'] = () => false,
): boolean =>
  isKnown(located, code, {
    known: new Map(),
    ways: new Ways((at) => code.notFollowed(at), Infinity),
    isSame,
  });

function isKnown(located: Located, code: Code, asked: Asked): boolean {
  const { known, ways } = asked;
  const found =
    known.get(located.value) ??
    ways.step(located, () => isOfConstants(located, code, asked)) ??
    false;
  known.set(located.value, found);
  return found;
}

function isOfConstants(located: Located, code: Code, asked: Asked): boolean {
  const isChangedHere = (each: Located) => isChanged(each, code);
  const isEnd = (each: Located) => isChangedHere(each) || asked.isSame(each);
  return possibleValues(located, code, isEnd).every(
    (each) =>
      !isChangedHere(each) &&
      (typeof code.constant(each) === 'string' ||
        asked.isSame(each) ||
        isMadeOfConstants(each, code, asked)),
  );
}

/** `Buffer.alloc(12)`, `createHash('sha256').update('rooms').digest().subarray(0, 12)` */
function isMadeOfConstants({ file, value }: Located, code: Code, asked: Asked): boolean {
  const isPartConstant = (part: Value | null) =>
    part === null ||
    code.constant({ file, value: part }) !== undefined ||
    isKnown({ file, value: part }, code, asked);
  if (value.is === 'array') return value.items.every(isPartConstant);
  if (value.is !== 'call') return false;
  const { callee, arguments: given } = value;
  if (MADE.test(externalName(code, { file, value: callee }) ?? ''))
    return given.every(isPartConstant);
  return (
    callee.is === 'member' &&
    KEEPS.test(callee.name) &&
    [callee.object, ...given].every(isPartConstant)
  );
}

const CHANGED = new WeakMap<SourceFile, ReadonlySet<number>>();

/** `getRandomValues(iv)`, `iv.writeUInt32BE(count)` and `hash.update(nonce)` add what is no constant. */
function isChanged({ file, value }: Located, code: Code): boolean {
  if (value.is !== 'name') return countsUp({ file, value });
  const changed = CHANGED.get(file) ?? new Set(file.facts.calls.flatMap((call) => changedBy(call)));
  CHANGED.set(file, changed);
  return changed.has(value.declaration);

  function changedBy({ callee, arguments: given }: CallValue): number[] {
    const names = (values: readonly Value[]) =>
      values.flatMap((each) => (each.is === 'name' ? [each.declaration] : []));
    if (FILLS.test(lastName(callee))) return names(given);
    const isWritten =
      callee.is === 'member' &&
      WRITES.test(callee.name) &&
      given.some((each) => code.constant({ file, value: each }) === undefined);
    return isWritten ? names([callee.object]) : [];
  }
}

const COUNTED = new WeakMap<SourceFile, ReadonlySet<number>>();

/** It reads a part of what the file counts in: `state.count += 1`. */
function countsUp({ file, value }: Located): boolean {
  const counted =
    COUNTED.get(file) ??
    new Set(
      file.facts.assignments.flatMap(({ operator, target }) => {
        const root = rootOf(target);
        return operator !== '=' && target.is === 'member' && root.is === 'name'
          ? [root.declaration]
          : [];
      }),
    );
  COUNTED.set(file, counted);
  if (counted.size === 0) return false;
  return [...descendants(value)].some((part) => {
    const root = part.is === 'member' ? rootOf(part) : part;
    return part.is === 'member' && root.is === 'name' && counted.has(root.declaration);
  });
}
