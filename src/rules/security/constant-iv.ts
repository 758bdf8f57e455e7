import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { externalName } from '../../flow/values/external-name.js';
import { defineRule } from '../define.js';
import { isConstant } from './ciphers/constant-bytes.js';
import { isAlwaysSame } from './ciphers/fixed-vector.js';
import { hasKnownDefault } from './ciphers/known-default.js';

const CIPHER = /^(node:)?crypto#createCipheriv$/;
const DERIVES = /^(node:)?crypto#(scrypt|pbkdf2)(Sync)?$/;
const SIGNS = /^(node:)?crypto#createHmac$/;
const WEB = /^(#|(node:)?crypto#webcrypto\.)(crypto\.)?subtle\.encrypt$/;

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
      const { algorithm, key, vector, salt } = inputsOf({ file, value }, code);
      if (salt && isConstant({ file, value: salt }, code)) {
        report({
          at: file.at(salt),
          message: 'All keys are derived with this salt.',
          hint: 'Use `randomBytes(16)` for each secret, and store it beside the result.',
        });
      }
      // Ciphers reject keys of another length, such as an empty one.
      const isSignature = !vector && !salt;
      const encryption = { key: located(file, key), algorithm: located(file, algorithm) };
      if (vector && isAlwaysSame({ file, value: vector }, encryption, code)) {
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
      } else if (key && isSignature && hasKnownDefault({ file, value: key }, code)) {
        report({
          at: file.at(key),
          message: 'Where the key is not set, the one in the code is used, which everybody knows.',
          hint: 'Fail at start-up where the key is not set.',
        });
      }
    }
  },
});

const located = (file: SourceFile, value: Value | undefined): Located | undefined =>
  value && { file, value };

interface Inputs {
  algorithm?: Value | undefined;
  key?: Value | undefined;
  vector?: Value | undefined;
  salt?: Value | undefined;
}

/** What a call of a cryptographic function is given. */
function inputsOf({ file, value }: Located<CallValue>, code: Code): Inputs {
  const [first, second, third] = value.arguments;
  const name = externalName(code, { file, value: value.callee }) ?? '';
  if (CIPHER.test(name)) return { algorithm: first, key: second, vector: third };
  if (DERIVES.test(name)) return { key: first, salt: second };
  if (SIGNS.test(name)) return { key: second };
  if (!WEB.test(name) || !first) return {};
  const options = code.object({ file, value: first })?.properties;
  const vector = options?.findLast(({ key }) => key === 'iv');
  return vector?.file === file ? { key: second, vector: vector.value } : {};
}
