import { credentialFlow } from '../../flow/sources/credentials.js';
import { secretFlow } from '../../flow/sources/secrets.js';
import { visible } from '../../flow/taint.js';
import { descendants } from '../../flow/values/children.js';
import { possibleTexts } from '../../flow/values/possible.js';
import { externalName } from '../../flow/values/external-name.js';
import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

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
    'Secrets are not hashed with MD5 or SHA-1, and not encrypted with DES, RC4 or in ECB mode; signatures do not use MD5.',
  why: 'Others find the secret behind a fast or broken hash, and read or change texts under these ciphers.',
  limits: 'Hashes of other data, such as cache keys and checksums, are not reported.',
  source: {
    text: 'CWE-327, Use of a Broken or Risky Cryptographic Algorithm.',
    url: 'https://cwe.mitre.org/data/definitions/327.html',
  },
  securitySeverity: 7.5,
  on: 'file',
  check(file, report, { code }) {
    if (file.test || !/crypto|subtle/.test(file.text)) return;
    for (const value of file.facts.calls) {
      for (const { weakness, message, hint } of WEAKNESSES) {
        const found = weakness({ file, value }, code);
        if (found) report({ at: file.at(found.at), message: message(found.name), hint });
      }
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/api/digest.ts
        import { createCipheriv, createHash, randomBytes } from 'node:crypto';

        export const etag = (body: string) => createHash('md5').update(body).digest('hex');
        export const keyOf = (token: string) => createHash('sha256').update(token).digest('hex');
        export const seal = (key: Buffer, text: string) =>
          createCipheriv('aes-256-gcm', key, randomBytes(12)).update(text);
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/digest.ts
        import { createHash } from 'node:crypto';

        export const keyOf = (user: string, accessToken: string) =>
          createHash('md5').update(user).update(‹accessToken›).digest('hex');
      `,
      finds: ['The hash "md5" does not protect this secret.'],
    },
    {
      bad: project`
        // src/providers/weather/api/digest.ts
        import { createHash } from 'node:crypto';
        import { getCredentials } from './auth.js';

        export async function keyOf(user: string) {
          const found = await getCredentials(user);
          const sum = createHash('sha1');
          sum.update(‹\`\${user}:\${found?.token}\`›);
          return sum.digest('base64');
        }
      `,
      finds: ['The hash "sha1" does not protect this secret.'],
    },
    {
      bad: project`
        // src/providers/weather/api/digest.ts
        import { createHmac } from 'node:crypto';

        export const sign = (key: string, body: string) => createHmac(‹'md5'›, key).update(body).digest('hex');
        export const signOld = (key: string, body: string) => createHmac('sha1', key).update(body).digest('hex');
      `,
      finds: ['The hash "md5" is not fit for signatures.'],
    },
    {
      bad: project`
        // src/providers/weather/api/digest.ts
        export const keyOf = (password: string) =>
          crypto.subtle.digest({ name: 'SHA-1' }, ‹new TextEncoder().encode(password)›);
      `,
      finds: ['The hash "SHA-1" does not protect this secret.'],
    },
    {
      bad: project`
        // src/providers/weather/api/seal.ts
        import { createCipheriv } from 'node:crypto';

        const CIPHER = 'aes-256-ecb';
        export const seal = (key: Buffer, text: string) => createCipheriv(‹CIPHER›, key, null).update(text);
        export const old = (key: Buffer, iv: Buffer) => createCipheriv(‹'des-ede3-cbc'›, key, iv);
      `,
      finds: [
        'The cipher "aes-256-ecb" does not keep texts secret.',
        'The cipher "des-ede3-cbc" does not keep texts secret.',
      ],
    },
    {
      bad: project`
        // src/providers/weather/api/digest.ts
        import { createHash } from 'node:crypto';

        const digest = (name: string) => (text: string) => createHash(name).update(‹text›).digest('hex');
        const short = digest('md5');
        const NAMES = { fast: 'sha1', strong: 'sha512' } as const;

        export const keyOf = (accessToken: string) => short(accessToken);
        export class Hasher {
          constructor(private readonly kind: keyof typeof NAMES = 'fast') {}
          hash(password: string) {
            return createHash(NAMES[this.kind]).update(‹password›).digest('hex');
          }
        }
      `,
      finds: [
        'The hash "md5" does not protect this secret.',
        'The hash "sha1" does not protect this secret.',
      ],
    },
  ],
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
  const names = atOnce
    ? first && algorithms({ file, value: first }, code)
    : begunWith({ file, value }, code);
  const name = names?.find((each) => WEAK_HASH.test(each));
  const at = atOnce ? second : first;
  return name !== undefined && at && isSecret({ file, value: at }, code) ? { name, at } : undefined;
}

/** `'SHA-1'`, `{ name: 'SHA-1' }` */
const algorithms = (value: Located, code: Code): readonly string[] =>
  possibleTexts(code.object(value)?.properties.find(({ key }) => key === 'name') ?? value, code);

/** The algorithms of the hash that `hash.update(…)` belongs to. */
function begunWith(
  { file, value: { callee } }: Located<CallValue>,
  code: Code,
): readonly string[] | undefined {
  if (callee.is !== 'member' || callee.name !== 'update') return undefined;
  let made = code.resolve({ file, value: callee.object });
  while (made.value.is === 'call' && isUpdate(made.value))
    made = code.resolve({ file: made.file, value: made.value.callee.object });
  if (made.value.is !== 'call') return undefined;
  const [name] = made.value.arguments;
  const isHash = HASH.test(externalName(code, { file: made.file, value: made.value.callee }) ?? '');
  return isHash && name ? algorithms({ file: made.file, value: name }, code) : undefined;
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
