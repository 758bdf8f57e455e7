import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { isSecretName, words } from '../../model/secret-names.js';
import { descendants, lastName } from '../../flow/values/children.js';
import { externalName } from '../../flow/values/external-name.js';
import { defineRule } from '../define.js';
import { timingComparisonExamples } from './examples/timing-comparison.js';

const SIGNATURE = /(^|_)(signature|hmac|mac|digest)$/;
/** Values that come with a request. */
const FROM_REQUEST = /^(headers?|request|req|query|params|search_?params|body|cookies?)$/i;

const HINT = 'Compare digests of both with `timingSafeEqual` of "node:crypto".';
const ENVIRONMENT = '#process.env';
/** Keys of other kinds, such as those of projects, are many. */
const OWN_KEY = /(^|_)(key|(api|access|admin)_keys)$/;
const LOOKS_UP = /^(includes|indexOf|has)$/;
const KEYED = /^(node:)?crypto#createHmac$/;

export default defineRule({
  severity: 'error',
  summary: 'Secrets and signatures of requests are compared in constant time.',
  why: 'The comparison with "===" ends at the first difference: its duration reveals the secret character by character.',
  source: {
    text: 'CWE-208, Observable Timing Discrepancy.',
    url: 'https://cwe.mitre.org/data/definitions/208.html',
  },
  securitySeverity: 5.9,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    for (const { operator, parts, start, end } of file.facts.operations) {
      const [left, right] = parts;
      if (!/^[!=]==?$/.test(operator) || !left || !right) continue;
      const compares =
        (isSecret(left) && isOfRequest(right, file)) ||
        (isSecret(right) && isOfRequest(left, file)) ||
        (isOwnKey({ file, value: left }, code) && isOfRequest(right, file)) ||
        (isOwnKey({ file, value: right }, code) && isOfRequest(left, file)) ||
        (isOwnSecret({ file, value: left }, code) && isGiven({ file, value: right }, code)) ||
        (isOwnSecret({ file, value: right }, code) && isGiven({ file, value: left }, code)) ||
        (isOwnDigest({ file, value: left }, code) && isGiven({ file, value: right }, code)) ||
        (isOwnDigest({ file, value: right }, code) && isGiven({ file, value: left }, code));
      if (!compares) continue;
      report({
        at: file.at({ start, end }),
        message: 'The duration of this comparison reveals the secret.',
        hint: HINT,
      });
    }
    for (const value of file.facts.calls) {
      if (!comparesDigest({ file, value }, code) && !looksUpSecret({ file, value }, code)) continue;
      report({
        at: file.at(value),
        message: 'The duration of this comparison reveals the secret.',
        hint: HINT,
      });
    }
  },
  examples: timingComparisonExamples,
});

function isSecret(value: Value): boolean {
  const name = lastName(value);
  return name !== '' && (isSecretName(name) || SIGNATURE.test(words(name)));
}

/** Read from a request here, or in the variable that is named. */
function isOfRequest(value: Value, { facts }: SourceFile): boolean {
  const { init, fallback } = (value.is === 'name' && facts.declarations[value.declaration]) || {};
  return [value, init, fallback].some(
    (each) =>
      each !== undefined &&
      [...descendants(each)].some((part) => FROM_REQUEST.test(lastName(part))),
  );
}

/** A variable of the environment with a secret, here or in a text with it. */
function isOwnSecret(located: Located, code: Code): boolean {
  const { file, value } = code.resolve(located);
  const parts = value.is === 'template' ? value.values : [value];
  return parts.some(
    (part) =>
      part.is === 'member' &&
      isSecretName(part.name) &&
      externalName(code, { file, value: part.object }) === ENVIRONMENT,
  );
}

/** `process.env.ADMIN_KEY`: a key that a request presents grants something. */
function isOwnKey(located: Located, code: Code): boolean {
  const { file, value } = code.resolve(located);
  return (
    value.is === 'member' &&
    OWN_KEY.test(words(value.name)) &&
    externalName(code, { file, value: value.object }) === ENVIRONMENT
  );
}

/** Not a constant and not absent: another party can choose it. */
const isGiven = ({ file, value }: Located, code: Code): boolean =>
  value.is !== 'literal' &&
  !(value.is === 'name' && value.name === 'undefined') &&
  code.constant({ file, value }) === undefined &&
  externalName(code, { file, value: value.is === 'member' ? value.object : value }) !== ENVIRONMENT;

/** `createHmac(…).update(…).digest('hex')`, also as the result of a function of the project. */
function isOwnDigest(located: Located, code: Code): boolean {
  const { file, value } = code.resolve(located);
  if (value.is !== 'call') return false;
  const target = code.target({ file, value });
  const made: Located[] =
    target.is === 'function'
      ? target.function.returned.map((each) => ({ file: target.file, value: each }))
      : [{ file, value }];
  return made.some((each) => {
    const { file: home, value: text } = code.resolve(each);
    return [...descendants(text)].some(
      (part) =>
        part.is === 'call' &&
        part.callee.is === 'member' &&
        part.callee.name === 'digest' &&
        isOfKeyed({ file: home, value: part.callee.object }, code),
    );
  });
}

/** `createHmac(…).update(…)`, also under a name. */
const isOfKeyed = (hash: Located, code: Code): boolean => {
  const { file, value } = code.resolve(hash);
  return [...descendants(value)].some((part) => isKeyed(code.resolve({ file, value: part }), code));
};

const isKeyed = ({ file, value }: Located, code: Code): boolean =>
  value.is === 'call' && KEYED.test(externalName(code, { file, value: value.callee }) ?? '');

/** `createHmac(…).update(…).digest().equals(signature)` */
function comparesDigest({ file, value: { callee } }: Located<CallValue>, code: Code): boolean {
  if (callee.is !== 'member' || callee.name !== 'equals') return false;
  const { value } = code.resolve({ file, value: callee.object });
  return [...descendants(value)].some((part) => isKeyed({ file, value: part }, code));
}

/** `keys.includes(request.headers.get('x-key'))`, where these come from the environment or are signatures. */
function looksUpSecret({ file, value }: Located<CallValue>, code: Code): boolean {
  const { callee, arguments: given } = value;
  const [sought] = given;
  if (callee.is !== 'member' || !LOOKS_UP.test(callee.name) || !sought) return false;
  if (!isOfRequest(sought, file)) return false;
  return itemsIn({ file, value: callee.object }, code).some((item) =>
    [isOwnSecret, isOwnKey, isOwnDigest].some((isOwn) => isOwn(item, code)),
  );
}

/** Of a list or a set; of a text that is split, the text. */
function itemsIn(list: Located, code: Code): readonly Located[] {
  const { file, value } = code.resolve(list);
  if (value.is === 'array')
    return value.items.flatMap((item) => (item ? [{ file, value: item }] : []));
  if (value.is !== 'call') return [];
  const {
    callee,
    arguments: [first],
  } = value;
  const name = externalName(code, { file, value: callee });
  if (name === '#Set') return first ? itemsIn({ file, value: first }, code) : [];
  if (name === '#Object.values')
    return (first && code.object({ file, value: first })?.properties) ?? [];
  if (callee.is !== 'member') return [];
  if (/^(map|filter)$/.test(callee.name)) return itemsIn({ file, value: callee.object }, code);
  if (callee.name !== 'split') return [];
  return Array.from(descendants(callee.object), (part) => ({ file, value: part }));
}
