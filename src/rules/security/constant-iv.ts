import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { lastName } from '../../flow/values/children.js';
import { externalName } from '../../flow/values/external-name.js';
import { possibleValues } from '../../flow/values/possible.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

const CIPHER = /^(node:)?crypto#createCipheriv$/;
const DERIVES = /^(node:)?crypto#(scrypt|pbkdf2)(Sync)?$/;
const SIGNS = /^(node:)?crypto#createHmac$/;
const WEB = /^(#|(node:)?crypto#webcrypto\.)(crypto\.)?subtle\.encrypt$/;
const MADE =
  /^(#(Buffer\.(alloc|from|concat)|Uint8Array(\.(of|from))?)|(node:)?crypto#createHash)$/;
/** Methods whose result depends on their object and arguments alone. */
const KEEPS = /^(update|digest|subarray|slice|fill|toString|padEnd|padStart|repeat)$/;
const DEEPEST = 8;
const FILLS = /^(getRandomValues|randomFill(Sync)?)$/;

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
    if (file.test || !/createCipheriv|scrypt|pbkdf2|createHmac|subtle/.test(file.text)) return;
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
  examples: [
    {
      ok: project`
        // src/providers/weather/api/seal.ts
        import { createCipheriv, randomBytes } from 'node:crypto';

        export function seal(key: Buffer, text: string) {
          const iv = randomBytes(12);
          return createCipheriv('aes-256-gcm', key, iv).update(text);
        }
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/seal.ts
        import { createCipheriv } from 'node:crypto';

        const IV = Buffer.alloc(12);
        export const seal = (key: Buffer, text: string) =>
          createCipheriv('aes-256-gcm', key, ‹IV›).update(text);
      `,
      finds: ['All texts are encrypted with this initialization vector.'],
    },
    {
      bad: project`
        // src/providers/weather/api/seal.ts
        import { createCipheriv, randomBytes } from 'node:crypto';

        export const seal = (text: string) =>
          createCipheriv('aes-256-gcm', ‹'0123456789abcdef0123456789abcdef'›, randomBytes(12)).update(text);
      `,
      finds: ['The key is in the code.'],
    },
    {
      bad: project`
        // src/providers/weather/api/derive.ts
        import { scryptSync } from 'node:crypto';

        export const derive = (secret: string) => scryptSync(secret, ‹'salt'›, 32);
      `,
      finds: ['All keys are derived with this salt.'],
    },
    {
      bad: project`
        // src/providers/weather/api/seal.ts
        import { createCipheriv, createHash } from 'node:crypto';

        const vectorOf = (name: string) => createHash('sha256').update(name).digest().subarray(0, 12);
        export class Sealer {
          readonly #iv: Buffer;
          constructor(private readonly key: Buffer, iv = 'weather-seal') {
            this.#iv = Buffer.from(iv);
          }
          seal(text: string) {
            return createCipheriv('aes-256-gcm', this.key, ‹this.#iv›).update(text);
          }
          open(text: string) {
            return createCipheriv('aes-256-gcm', this.key, ‹vectorOf('weather')›).update(text);
          }
        }
      `,
      finds: [
        'All texts are encrypted with this initialization vector.',
        'All texts are encrypted with this initialization vector.',
      ],
    },
    {
      ok: project`
        // src/providers/weather/api/seal.ts
        import { createCipheriv, createHash, randomBytes } from 'node:crypto';

        export const seal = (secret: string, text: string, iv = randomBytes(12)) =>
          createCipheriv('aes-256-gcm', createHash('sha256').update(secret).digest(), iv).update(text);
      `,
    },
  ],
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
  const origin = code.origin(located);
  return (
    origin.is === 'declared' &&
    origin.declaration.within === -1 &&
    origin.declaration.init !== undefined
  );
}

/** A literal, or bytes of one, wherever it comes from. */
function isConstant(located: Located, code: Code, depth = 0): boolean {
  if (isFilled(located) || depth > DEEPEST) return false;
  return possibleValues(located, code).every(
    (each) => typeof code.constant(each) === 'string' || isMadeOfConstants(each, code, depth),
  );
}

/** `Buffer.alloc(12)`, `createHash('sha256').update('rooms').digest().subarray(0, 12)` */
function isMadeOfConstants({ file, value }: Located, code: Code, depth: number): boolean {
  if (value.is !== 'call') return false;
  const isPartConstant = (part: Value) =>
    code.constant({ file, value: part }) !== undefined ||
    isConstant({ file, value: part }, code, depth + 1);
  const { callee, arguments: given } = value;
  if (MADE.test(externalName(code, { file, value: callee }) ?? ''))
    return given.every(isPartConstant);
  return (
    callee.is === 'member' &&
    KEEPS.test(callee.name) &&
    [callee.object, ...given].every(isPartConstant)
  );
}

/** `getRandomValues(iv)` replaces the bytes of it. */
const isFilled = ({ file, value }: Located): boolean =>
  value.is === 'name' &&
  file.facts.calls.some(
    ({ callee, arguments: given }) =>
      FILLS.test(lastName(callee)) &&
      given.some((each) => each.is === 'name' && each.declaration === value.declaration),
  );
