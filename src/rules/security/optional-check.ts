import { variableRead } from '../../flow/sources/environment.js';
import { requestFlow } from '../../flow/sources/request-data.js';
import { childrenOf, descendants, lastName } from '../../flow/values/children.js';
import { contains } from '../../flow/values/spans.js';
import { isVerification, verifies } from '../../flow/values/verification.js';
import type { Code } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { words } from '../../model/secret-names.js';
import { defineRule } from '../define.js';
import { satisfiedChecks } from './checks/defaults.js';
import { swallowedVerifications, unsetClaims } from './checks/idle.js';
import { optionalChecks } from './checks/optional.js';
import { presetClaims } from './checks/presets.js';
import { isRead, type Presence } from './checks/presence.js';

const SIGNATURE = /(^|_)(signature|sig|hmac|csrf|xsrf)(_|$)/;
/** PKCE, RFC 7636. */
const CHALLENGE = /^(code_)?(challenge|verifier)$/;
const STATE = /(^|_)(state|nonce)$/;
const CLAIM = /^(aud|audience|iss|issuer)s?$/;
/** Elsewhere a state is that of an order, and an issue has an issuer. */
const SIGN_IN = /code_verifier|authorization_code|callback|exchange|id_?token/i;
const TOKENS = /\b(jwt\w*|jose|introspect\w*|TokenVerifier|TokenError|claims)\b/i;
const NAMES =
  /verif|signature|\bsig\b|hmac|csrf|xsrf|challenge|verifier|state|nonce|\baud|issuer|\biss\b|process\.env/i;
const SECRET = /KEY|SECRET|TOKEN|PASSWORD/i;
/** Methods with the same content as their object. */
const SAME = /^(flat|map|filter|trim|split|replace|toString|toLowerCase|slice|at)$/;

export default defineRule({
  severity: 'error',
  summary:
    'Signatures, states, audiences and issuers are checked where they are missing, too, and a failed check rejects the request.',
  why: 'A request without the value passes, so an attacker needs no valid one.',
  source: {
    text: 'CWE-358, Improperly Implemented Security Check for Standard; RFC 9700, section 4.7.',
    url: 'https://cwe.mitre.org/data/definitions/358.html',
  },
  securitySeverity: 8.1,
  on: 'file',
  check(file, report, { code }) {
    if (file.test || !NAMES.test(file.text)) return;
    for (const { at, name } of unsetClaims(file, code)) {
      report({
        at: file.at(at),
        message: `This check is skipped where "${name}" is missing.`,
        hint: 'Use a fixed value, or fail at start-up where the variable is not set.',
      });
    }
    for (const { at, name } of TOKENS.test(file.text) ? presetClaims(file, code) : []) {
      report({
        at: file.at(at),
        message: `A token without "${name}" passes as one that has it.`,
        hint: 'Reject the token where the claim is missing.',
      });
    }
    for (const call of swallowedVerifications(file)) {
      report({
        at: file.at(call.callee),
        message: 'The code goes on where this verification fails.',
        hint: 'Reject the request in the handler of the error.',
      });
    }
    for (const { at, name, isReversed } of TOKENS.test(file.text)
      ? satisfiedChecks(file, code)
      : []) {
      report({
        at: file.at(at),
        message: isReversed
          ? `Tokens pass that lack a required scope: every item of "${name}" is checked.`
          : `This check holds where "${name}" is missing.`,
        hint: isReversed
          ? 'Check every required scope: `required.every((each) => scopes.includes(each))`.'
          : 'Reject the request where the value is missing.',
      });
    }
    const reported = new Set<Value>();
    for (const { at, tested, check } of optionalChecks(file, (each) => isAsked(each, file, code))) {
      if (reported.has(check) || !isOfSecurity(tested, check, file, code)) continue;
      reported.add(check);
      report({
        at: file.at(at),
        message: `This check is skipped where "${nameOf(tested.of)}" is missing.`,
        hint: isSetting(tested.of, file, code)
          ? 'Reject the request where the variable is not set.'
          : 'Reject the request where the value is missing.',
      });
    }
  },
});

function isAsked({ of }: Presence, file: SourceFile, code: Code): boolean {
  return isSetting(of, file, code) || namesOf(of, file).some((name) => NAMES.test(name));
}

function isOfSecurity({ of }: Presence, check: Value, file: SourceFile, code: Code): boolean {
  const request = requestFlow(code);
  const isOfRequest = (value: Value) => request.taint({ file, value }).length > 0;
  const names = namesOf(of, file);
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (isSetting(of, file, code))
    return (
      verifiesIn(check, file, code) ||
      [...descendants(check)].some(
        (part) => SIGNATURE.test(words(lastName(part))) || isOfRequest(part),
      )
    );
  if (has(SIGNATURE)) return isOfRequest(of) || verifiesIn(check, file, code);
  if (has(CHALLENGE)) return true;
  if (has(CLAIM)) return TOKENS.test(file.text);
  return has(STATE) && isOfRequest(of) && isSignIn(check, file);
}

/** A state is compared in a function that completes a sign-in; one that is compared with a fixed text is another kind. */
function isSignIn(check: Value, file: SourceFile): boolean {
  const outer = file.facts.functions.find((each) => each.within === -1 && contains(each, check));
  return (
    outer !== undefined &&
    SIGN_IN.test(file.text.slice(outer.start, outer.end)) &&
    !childrenOf(check).some((part) => part.is === 'string')
  );
}

const verifiesIn = (check: Value, file: SourceFile, code: Code): boolean =>
  [...descendants(check)].some(
    (part) => part.is === 'call' && (isVerification(part) || runsVerification(part, file, code)),
  );

function runsVerification(value: CallValue, file: SourceFile, code: Code): boolean {
  const target = code.target({ file, value });
  return target.is === 'function' && verifies(target, code);
}

/** A secret of the environment. */
const isSetting = (value: Value, file: SourceFile, code: Code): boolean =>
  SECRET.test(variableRead({ file, value }, code) ?? '');

function nameOf(value: Value): string {
  const text = isRead(value) ? value.arguments[0] : value;
  return text?.is === 'string' ? text.value : lastName(value);
}

/** What a value is called where it comes from, in the form of `words`. */
function namesOf(value: Value, file: SourceFile): readonly string[] {
  const names: string[] = [];
  const seen = new Set<Value>([value]);
  for (const each of seen) {
    names.push(words(nameOf(each)));
    const { init, path = [] } =
      (each.is === 'name' && file.facts.declarations[each.declaration]) || {};
    if (path.length > 0) names.push(words(path.at(-1) ?? ''));
    else if (init) seen.add(init);
    for (const part of partsOf(each)) seen.add(part);
  }
  return names;
}

function partsOf(value: Value): readonly Value[] {
  if (value.is === 'array') return childrenOf(value);
  if (value.is === 'compound') return /^(\?\?|\|\||await)$/.test(value.operator) ? value.parts : [];
  if (value.is !== 'call' || value.callee.is !== 'member') return [];
  const { object, name } = value.callee;
  if (SAME.test(name)) return [object];
  return name === 'from' ? value.arguments.slice(0, 1) : [];
}
