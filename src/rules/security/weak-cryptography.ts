import { credentialFlow } from '../../flow/sources/credentials.js';
import { secretFlow } from '../../flow/sources/secrets.js';
import { visible } from '../../flow/taint.js';
import { descendants } from '../../flow/values/children.js';
import { possibleTexts } from '../../flow/values/possible.js';
import { externalName } from '../../flow/values/external-name.js';
import type { Code, Located } from '../../model/code.js';
import type { CallValue, Declaration, Value } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { uncheckedTags } from './ciphers/unchecked-tag.js';

const CIPHER = /^node:crypto#createCipheriv$/;
/** Without an initialization vector, and with a key that is derived by MD5. */
const OLD_CIPHER = /^node:crypto#create(Cipher|Decipher)$/;
const HASH = /^node:crypto#(createHash|Hash)$/;
const KEYED_HASH = /^node:crypto#createHmac$/;
const HASH_AT_ONCE = /^node:crypto#hash$/;
const WEB_HASH = /^(#|node:crypto#(webcrypto\.)?)(crypto\.)?subtle\.digest$/;

const WEAK_CIPHER = /^(des|rc2|rc4|bf|blowfish|cast|idea|seed)|-ecb$/i;
const WEAK_HASH = /^(rsa-)?(md4|md5|sha-?1|ripemd(160)?|rmd160)$/i;

const WEAKNESSES: readonly {
  weakness(call: Located<CallValue>, code: Code): Weakness | undefined;
  message(algorithm: string): string;
  hint: string;
}[] = [
  {
    weakness: weakCipher,
    message: (name) => `The cipher "${name}" does not keep texts secret.`,
    hint: 'Use "aes-256-gcm" with a random initialization vector.',
  },
  {
    weakness: weakSignature,
    message: (name) => `The hash "${name}" is not fit for signatures.`,
    hint: 'Use "sha256".',
  },
  {
    weakness: weakHash,
    message: (name) => `The hash "${name}" does not protect this secret.`,
    hint: 'Use "sha256" for random tokens, and `scrypt` for passwords.',
  },
];

export default defineRule({
  severity: 'error',
  summary:
    'Secrets are not hashed with MD5 or SHA-1, and not encrypted with DES, RC4 or in ECB mode; signatures do not use MD5, and authentication tags are checked.',
  why: 'Others find the secret behind a fast or broken hash, and read or change texts under these ciphers.',
  limits: 'Hashes of other data, such as cache keys and checksums, are not reported.',
  source: {
    text: 'CWE-327, Use of a Broken or Risky Cryptographic Algorithm.',
    url: 'https://cwe.mitre.org/data/definitions/327.html',
  },
  securitySeverity: 7.5,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    for (const { callee } of uncheckedTags(file, code)) {
      report({
        at: file.at(callee),
        message: 'The decrypted text is used without a check of its authentication tag.',
        hint: 'Call `setAuthTag()` before, and `final()` after, which fails where the text was changed.',
      });
    }
    for (const value of file.facts.calls) {
      for (const { weakness, message, hint } of WEAKNESSES) {
        const found = weakness({ file, value }, code);
        if (found) report({ at: file.at(found.at), message: message(found.name), hint });
      }
    }
  },
});

interface Weakness {
  name: string;
  at: Value;
}

function weakCipher({ file, value }: Located<CallValue>, code: Code): Weakness | undefined {
  const called = externalName(code, { file, value: value.callee }) ?? '';
  const [at] = value.arguments;
  const isOld = OLD_CIPHER.test(called);
  if (!at || (!isOld && !CIPHER.test(called))) return undefined;
  const name = possibleTexts({ file, value: at }, code).find(
    (each) => isOld || WEAK_CIPHER.test(each),
  );
  return name === undefined ? undefined : { name, at };
}

/** HMAC with SHA-1 is not broken, and some APIs require it (RFC 6151, section 2.3). */
function weakSignature({ file, value }: Located<CallValue>, code: Code): Weakness | undefined {
  const [at] = value.arguments;
  if (!at || !KEYED_HASH.test(externalName(code, { file, value: value.callee }) ?? ''))
    return undefined;
  const name = possibleTexts({ file, value: at }, code).find((each) =>
    /^(rsa-)?md[45]$/i.test(each),
  );
  return name === undefined ? undefined : { name, at };
}

/** A secret that goes into such a hash, in the call that passes it. */
function weakHash({ file, value }: Located<CallValue>, code: Code): Weakness | undefined {
  const called = externalName(code, { file, value: value.callee }) ?? '';
  const [first, second] = value.arguments;
  const atOnce = HASH_AT_ONCE.test(called) || WEB_HASH.test(called);
  const algorithm = atOnce ? first && { file, value: first } : begunWith({ file, value }, code);
  const at = atOnce ? second : first;
  if (!algorithm || !at) return undefined;
  const pairs = pairsGiven(algorithm, { file, value: at }, code);
  for (const { kind, hashed } of pairs) {
    const name = algorithms(kind, code).find((each) => WEAK_HASH.test(each));
    if (name !== undefined && isSecret(hashed, code)) return { name, at };
  }
  return undefined;
}

/** Where both are parameters of one function, what each call gives: `digest('md5', body)`, `digest('sha256', token)`. */
function pairsGiven(
  algorithm: Located,
  text: Located,
  code: Code,
): readonly { kind: Located; hashed: Located }[] {
  const { file } = algorithm;
  const named = declarationOf(algorithm);
  const owner = file.facts.functions[named?.within ?? -1];
  const hashed = [...descendants(text.value)].flatMap((value) => {
    const { within, parameter } = declarationOf({ file: text.file, value }) ?? {};
    return within === named?.within ? (parameter ?? []) : [];
  });
  if (!owner || named?.parameter === undefined || hashed.length === 0)
    return [{ kind: algorithm, hashed: text }];
  const position = named.parameter;
  return code.callers({ file, function: owner }).flatMap((call) => {
    const { [position]: given } = call.value.arguments;
    const kind = given ? { ...call, value: given } : named.init && { file, value: named.init };
    return hashed.flatMap((each) => {
      const { [each]: value } = call.value.arguments;
      return kind && value ? [{ kind, hashed: { ...call, value } }] : [];
    });
  });
}

const declarationOf = ({ file, value }: Located): Declaration | undefined =>
  value.is === 'name' ? file.facts.declarations[value.declaration] : undefined;

/** `'SHA-1'`, `{ name: 'SHA-1' }` */
const algorithms = (value: Located, code: Code): readonly string[] =>
  possibleTexts(code.object(value)?.properties.find(({ key }) => key === 'name') ?? value, code);

/** The algorithm of the hash that `hash.update(…)` belongs to. */
function begunWith(
  { file, value: { callee } }: Located<CallValue>,
  code: Code,
): Located | undefined {
  if (callee.is !== 'member' || callee.name !== 'update') return undefined;
  let made = code.resolve({ file, value: callee.object });
  while (made.value.is === 'call' && isUpdate(made.value))
    made = code.resolve({ file: made.file, value: made.value.callee.object });
  if (made.value.is !== 'call') return undefined;
  const [name] = made.value.arguments;
  const isHash = HASH.test(externalName(code, { file: made.file, value: made.value.callee }) ?? '');
  return isHash && name ? { file: made.file, value: name } : undefined;
}

const isUpdate = (call: CallValue): call is CallValue & { callee: { is: 'member' } } =>
  call.callee.is === 'member' && call.callee.name === 'update';

/** Also in a text of several parts, and as bytes. */
function isSecret({ file, value }: Located, code: Code): boolean {
  const flows = [credentialFlow(code), secretFlow(code)];
  // A property counts alone: its object may hold the secret beside it.
  const parts = [...descendants(value, ({ is }) => is !== 'member')];
  return flows.some((flow) =>
    parts.some((part) => visible(flow.taint({ file, value: part })).length > 0),
  );
}
