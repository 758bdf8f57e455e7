import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { Ways } from '../../model/ways.js';
import { lastName } from '../../flow/values/children.js';
import { externalName } from '../../flow/values/external-name.js';
import { passedTo } from '../../flow/values/passed.js';
import { possibleValues } from '../../flow/values/possible.js';
import { defineRule } from '../define.js';

const CIPHER = /^(node:)?crypto#createCipheriv$/;
const DERIVES = /^(node:)?crypto#(scrypt|pbkdf2)(Sync)?$/;
const SIGNS = /^(node:)?crypto#createHmac$/;
const WEB = /^(#|(node:)?crypto#webcrypto\.)(crypto\.)?subtle\.encrypt$/;
const MADE =
  /^(#(Buffer\.(alloc|from|concat)|Uint8Array(\.(of|from))?)|(node:)?crypto#createHash)$/;
/** Methods whose result depends on their object and arguments alone. */
const KEEPS = /^(update|digest|subarray|slice|fill|toString|padEnd|padStart|repeat)$/;
/** Functions that write to their argument, and methods that write to their object. */
const FILLS = /^(getRandomValues|randomFill(Sync)?|copy)$/;
const WRITES = /^(update|set|fill|write\w*)$/;

export default defineRule({
  severity: 'error',
  summary:
    'Each encrypted text has its own random initialization vector, each derived key its own salt, and no key is in the code.',
  why: 'Two texts under the same key and vector reveal each other, and with AES-GCM also the key of the authentication.',
  source: {
    text: 'NIST SP 800-38D, section 8; CWE-329.',
    url: 'https://cwe.mitre.org/data/definitions/329.html',
  },
  securitySeverity: 7.5,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    for (const value of file.facts.calls) {
      const { key, vector, salt } = inputsOf({ file, value }, code);
      if (salt && isConstant({ file, value: salt }, code)) {
        report({
          at: file.at(salt),
          message: 'All keys are derived with this salt.',
          hint: 'Use `randomBytes(16)` for each secret, and store it beside the result.',
        });
      }
      if (vector && isAlwaysSame({ file, value: vector }, code)) {
        report({
          at: file.at(vector),
          message: 'All texts are encrypted with this initialization vector.',
          hint: 'Use `randomBytes(12)` for each text, and store it in front of the encrypted text.',
        });
      }
      if (key && isConstant({ file, value: key }, code)) {
        report({
          at: file.at(key),
          message: 'The key is in the code.',
          hint: 'Read the key from the environment or from a file outside of the project.',
        });
      }
    }
  },
});

/** What a call of a cryptographic function is given. */
function inputsOf({ file, value }: Located<CallValue>, code: Code) {
  const [first, second, third] = value.arguments;
  const name = externalName(code, { file, value: value.callee }) ?? '';
  if (CIPHER.test(name)) return { key: second, vector: third };
  if (DERIVES.test(name)) return { key: first, salt: second };
  if (SIGNS.test(name)) return { key: second };
  if (!WEB.test(name) || !first) return {};
  const options = code.object({ file, value: first })?.properties;
  const vector = options?.findLast(({ key }) => key === 'iv');
  return vector?.file === file ? { vector: vector.value } : {};
}

/** A constant, or a value that is made once, when the module is loaded. */
function isAlwaysSame(located: Located, code: Code): boolean {
  if (isConstant(located, code)) return true;
  return [located, ...passedTo(located, code)].some((each) => isMadeOnce(each, code));
}

/** In another place than this one: a value that is written here is made whenever it is used. */
function isMadeOnce(located: Located, code: Code): boolean {
  const origin = code.origin(located);
  if (origin.is === 'value')
    return (
      origin.value !== located.value && origin.value.is === 'call' && origin.value.within === -1
    );
  return (
    origin.is === 'declared' &&
    origin.declaration.within === -1 &&
    origin.declaration.init !== undefined
  );
}

/** What was found about values, each looked at once, and the way to the one that is looked at. */
interface Asked {
  known: Map<Value, boolean>;
  ways: Ways;
}

const nothing = (code: Code): Asked => ({
  known: new Map(),
  ways: new Ways((at) => code.notFollowed(at), Infinity),
});

/** A literal, or bytes of one, wherever it comes from. */
function isConstant(located: Located, code: Code, asked = nothing(code)): boolean {
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
  return possibleValues(located, code, isChangedHere).every(
    (each) =>
      !isChangedHere(each) &&
      (typeof code.constant(each) === 'string' || isMadeOfConstants(each, code, asked)),
  );
}

/** `Buffer.alloc(12)`, `createHash('sha256').update('rooms').digest().subarray(0, 12)` */
function isMadeOfConstants({ file, value }: Located, code: Code, asked: Asked): boolean {
  const isPartConstant = (part: Value | null) =>
    part === null ||
    code.constant({ file, value: part }) !== undefined ||
    isConstant({ file, value: part }, code, asked);
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
  if (value.is !== 'name') return false;
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
