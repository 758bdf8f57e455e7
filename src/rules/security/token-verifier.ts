import type { Code, Located, LocatedFunction } from '../../model/code.js';
import type { CallValue, Span, Value } from '../../model/facts.js';
import { externalName } from '../../flow/values/external-name.js';
import { callsInside } from '../../flow/values/functions.js';
import { descendants, lastName } from '../../flow/values/children.js';
import { contains } from '../../flow/values/spans.js';
import { defineRule } from '../define.js';
import { audienceFault } from './verifiers/audience.js';
import { verifiersIn } from './verifiers/find.js';
import { keptTokens } from './verifiers/kept.js';
import { namesAt, readsOf } from './verifiers/parameters.js';

/** What the runtime has for token verifiers: other objects verify the signatures of webhooks. */
const OF_TOKENS = /\b(TokenVerifier|TokenError|IssuerMetadata|verifiedPrincipal|runServer)\b/;

export default defineRule({
  severity: 'error',
  summary:
    'A token verifier of the project rejects tokens for other servers, inactive and expired tokens, and keeps the token out of its messages.',
  why: 'A token that another server has received would be accepted here, with the data of its user.',
  limits:
    'Found are verifiers written as an object or a class with "metadata" and "verify". Whether the comparison is right is not checked.',
  source: {
    text: 'MCP specification, Authorization: servers must validate that access tokens were issued for them; RFC 7662, section 4.',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization#token-handling',
  },
  securitySeverity: 8.1,
  on: 'file',
  check(file, report, { code }) {
    if (file.test || !file.text.includes('verify') || !OF_TOKENS.test(file.text)) return;
    for (const kept of keptTokens(file, code)) {
      report({
        at: kept.file.at(kept.value),
        message: 'Tokens that were verified for one audience are accepted for any other.',
        hint: 'Add `audience.href` to the key.',
      });
    }
    for (const verifier of verifiersIn(file, code)) {
      const head = verifier.file.at(headOf(verifier));
      const audience = audienceFault(verifier, code);
      if (audience) {
        report({
          at: audience === true ? head : verifier.file.at(audience),
          message: 'Tokens that were issued for another server are accepted.',
          hint: 'Throw a `TokenError` unless the audience of the token equals `audience.href`.',
        });
      }
      if (isActiveIgnored(verifier, code)) {
        report({
          at: head,
          message: 'Tokens that the issuer reports as inactive are accepted.',
          hint: 'Throw a `TokenError` unless "active" is true in the response of the issuer.',
        });
      }
      for (const value of shownTokens(verifier, code)) {
        report({
          at: verifier.file.at(value),
          message: 'This message contains the access token of the caller.',
          hint: 'Say what is wrong with the token, without the token.',
        });
      }
    }
  },
});

/** Its first word. */
function headOf({ file, function: { start, end } }: LocatedFunction): Span {
  const [word = ' '] = /^\w+|^./.exec(file.text.slice(start, end)) ?? [];
  return { start, end: start + word.length };
}

/** It sends the token to the issuer (RFC 7662), and no condition depends on "active". */
function isActiveIgnored({ file, function: fact }: LocatedFunction, code: Code): boolean {
  const { facts, text } = file;
  const asks =
    facts.objects.some(
      (each) =>
        contains(fact, each) &&
        each.entries.some((entry) => entry.is === 'entry' && entry.key === 'token'),
    ) || callsInside(file, fact).some(addsToken);
  const written = text.slice(fact.start, fact.end);
  // A schema may require it: `active: z.literal(true)`.
  if (!asks || !written.includes('URLSearchParams') || /active['"]?:\s*z\.literal/.test(text))
    return false;
  const isNamed = (value: Value) =>
    (value.is === 'member' && value.name === 'active') ||
    (value.is === 'name' &&
      (facts.declarations[value.declaration]?.path.at(-1) ?? value.name) === 'active');
  const tests = [
    ...facts.conditions,
    ...facts.operations.filter(({ operator }) => /^(!|&&|\|\||\?:|[!=]==?)$/.test(operator)),
    ...facts.calls.flatMap((call) => (call.construct ? [] : call.arguments)),
  ].filter((each) => contains(fact, each));
  return (
    !tests.some((value) => [...descendants(value)].some(isNamed)) &&
    !callsInside(file, fact).some((value) => passesResponse({ file, value }, code))
  );
}

/** `body.set('token', token)` */
const addsToken = ({ callee, arguments: [name] }: CallValue): boolean =>
  callee.is === 'member' &&
  /^(set|append)$/.test(callee.name) &&
  name?.is === 'string' &&
  name.value === 'token';

/** The whole response goes to a function of the project, which can test it: `checked(await response.json())`. */
function passesResponse({ file, value }: Located<CallValue>, code: Code): boolean {
  if (code.target({ file, value }).is !== 'function') return false;
  return value.arguments.some((given) => {
    const { init, path = [] } =
      given.is === 'name' ? (file.facts.declarations[given.declaration] ?? {}) : { init: given };
    return init !== undefined && path.length === 0 && [...descendants(init)].some(isBody);
  });
}

const isBody = (value: Value): boolean => value.is === 'call' && lastName(value.callee) === 'json';

/** Reads of the token in what is thrown. */
const shownTokens = (verifier: LocatedFunction, code: Code): Value[] =>
  readsOf(verifier.file, namesAt(verifier, 0)).filter((read) =>
    callsInside(verifier.file, verifier.function).some(
      (value) =>
        value.construct &&
        (
          externalName(code, { file: verifier.file, value: value.callee }) ??
          code.path(value.callee)
        ).endsWith('Error') &&
        value.arguments.some((given) => contains(given, read)),
    ),
  );
