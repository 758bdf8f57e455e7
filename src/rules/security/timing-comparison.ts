import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { isSecretName, words } from '../../model/secret-names.js';
import { requestFlow } from '../../flow/sources/request-data.js';
import { ownSecretFlows } from '../../flow/sources/own-secrets.js';
import { isTainted, propertyOf } from '../../flow/taint.js';
import { descendants, lastName } from '../../flow/values/children.js';
import { externalName } from '../../flow/values/external-name.js';
import { listedTexts } from '../../flow/values/possible.js';
import { defineRule } from '../define.js';
import { verifiersIn } from './verifiers/find.js';

const SIGNATURE = /(^|_)(signature|hmac|mac|digest)$/;
/** Functions, methods and transactions have signatures, too: one of two is named as one that was made here. */
const KEYED = /(^|_)(signature|hmac)$/;
const MADE = /(^|_)(hmac|(expected|computed|calculated)_signature)$/;
/** Values that come with a request. */
const FROM_REQUEST = /^(headers?|request|req|query|params|search_?params|body|cookies?)$/i;

/** They name a version of a text, whose digest is no secret. */
const VERSION = /^(if-(none-)?match|etag)$/i;

const HINT = 'Compare digests of both with `timingSafeEqual` of "node:crypto".';
const ENVIRONMENT = '#process.env';
const LOOKS_UP = /^(includes|indexOf|has)$/;
const EQUALS = /^(equals|localeCompare|startsWith|endsWith)$/;
const COMPARES = /^#(Object\.is|Buffer\.compare)$/;
/** Methods that return one character: texts may be compared one by one. */
const CHARACTER = /^(at|charAt|charCodeAt|codePointAt)$/;

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
    for (const at of [...file.facts.operations, ...file.facts.calls]) {
      const compared = comparedIn({ file, value: at }, code);
      const compares = compared?.some((pair) => revealsSecret(file, pair, code));
      if (!compares && !(at.is === 'call' && looksUpSecret({ file, value: at }, code))) continue;
      report({
        at: file.at(at),
        message: 'The duration of this comparison reveals the secret.',
        hint: HINT,
      });
    }
  },
});

type Pair = readonly [own: Value, given: Value];

/** The two sides of a comparison, in both orders. */
function comparedIn({ file, value }: Located, code: Code): readonly Pair[] | undefined {
  let sides: readonly (Value | undefined)[] = [];
  if (value.is === 'compound' && /^[!=]==?$/.test(value.operator)) sides = value.parts;
  if (value.is === 'call') {
    const { callee, arguments: given } = value;
    if (COMPARES.test(externalName(code, { file, value: callee }) ?? '')) sides = given;
    else if (callee.is === 'member' && EQUALS.test(callee.name)) sides = [callee.object, given[0]];
  }
  const [left, right] = sides.map((side) => side && wholeOf(side));
  return left && right
    ? [
        [left, right],
        [right, left],
      ]
    : undefined;
}

/** The text that a character is of: `given[at]`, `given.charCodeAt(at)`. */
function wholeOf(value: Value): Value {
  if (value.is === 'member' && value.computed) return value.object;
  return value.is === 'call' && value.callee.is === 'member' && CHARACTER.test(value.callee.name)
    ? value.callee.object
    : value;
}

function revealsSecret(file: SourceFile, [own, given]: Pair, code: Code): boolean {
  if (isSecret(own) && isPresented(given, file, code)) return true;
  if (isOfRequest(given, file) && isSecret(own) && !isVersion(own, given, file)) return true;
  if (MADE.test(words(lastName(own))) && KEYED.test(words(lastName(given)))) return true;
  if (!isGiven({ file, value: given }, code) || !isGiven({ file, value: own }, code, true))
    return false;
  const { secrets, keys } = ownSecretFlows(code);
  // Nobody else chooses one side of a comparison of two own secrets.
  if (isTainted(secrets.taint({ file, value: given }))) return false;
  if (isTainted(secrets.taint({ file, value: own }))) return true;
  return isOfRequest(given, file) && isTainted(keys.taint({ file, value: own }));
}

/** The token that a verifier is called with. */
function isPresented(value: Value, file: SourceFile, code: Code): boolean {
  const declared = value.is === 'name' ? file.facts.declarations[value.declaration] : undefined;
  const made = declared?.parameter === 0 ? file.facts.functions[declared.within] : undefined;
  return made !== undefined && verifiersIn(file, code).some((each) => each.function === made);
}

function isSecret(value: Value): boolean {
  const name = lastName(value);
  return name !== '' && (isSecretName(name) || SIGNATURE.test(words(name)));
}

/** Read from a request here, or in the variable or parameter that is named. */
function isOfRequest(value: Value, { facts }: SourceFile): boolean {
  const declared = value.is === 'name' ? facts.declarations[value.declaration] : undefined;
  const { init, fallback, path = [] } = declared ?? {};
  return (
    path.some((key) => FROM_REQUEST.test(key)) ||
    [value, init, fallback].some(
      (each) =>
        each !== undefined &&
        [...descendants(each)].some((part) => FROM_REQUEST.test(lastName(part))),
    )
  );
}

/** `request.headers['if-none-match'] === digest` */
function isVersion(own: Value, given: Value, { facts }: SourceFile): boolean {
  const init = given.is === 'name' ? facts.declarations[given.declaration]?.init : undefined;
  return (
    /(^|_)digest$/.test(words(lastName(own))) &&
    [given, init].some((each) => each && [...descendants(each)].some(namesVersion))
  );
}

const namesVersion = (part: Value): boolean =>
  VERSION.test(part.is === 'string' ? part.value : lastName(part));

/** Not a constant and not absent: another party can choose it, unless it is a variable of the environment. */
const isGiven = ({ file, value }: Located, code: Code, isOwn = false): boolean =>
  value.is !== 'literal' &&
  !(value.is === 'name' && value.name === 'undefined') &&
  code.constant({ file, value }) === undefined &&
  !listedTexts({ file, value }, code) &&
  (isOwn ||
    externalName(code, { file, value: value.is === 'member' ? value.object : value }) !==
      ENVIRONMENT);

/** `keys.includes(request.headers.get('x-key'))`, where these come from the environment or are signatures. */
function looksUpSecret({ file, value }: Located<CallValue>, code: Code): boolean {
  const { callee, arguments: given } = value;
  const [sought] = given;
  if (callee.is !== 'member' || !LOOKS_UP.test(callee.name) || !sought) return false;
  const isSent = isTainted(requestFlow(code).taint({ file, value: sought }));
  if (!isSent && !isOfRequest(sought, file)) return false;
  const { secrets, keys } = ownSecretFlows(code);
  const list = { file, value: callee.object };
  return [secrets, keys].some((flow) => {
    const taint = flow.taint(list);
    return isTainted(propertyOf(taint, '*', () => true));
  });
}
