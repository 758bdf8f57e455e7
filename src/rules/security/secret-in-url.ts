import type { Located } from '../../model/code.js';
import type { Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { sendsRequest } from '../../flow/sinks/network.js';
import { defineRule } from '../define.js';
import type { TaintTracker } from '../../flow/tracker.js';
import { secretsInPaths } from './secrets/in-path.js';
import { setAt } from './secrets/set-at.js';
import { taintedPart } from '../../flow/tainted-part.js';
import { secretFlow } from '../../flow/sources/secrets.js';
import { isSecretName } from '../../model/secret-names.js';
import { externalName } from '../../flow/values/external-name.js';
import { lastName } from '../../flow/values/children.js';
import { textPartsIn } from '../../flow/values/text-parts.js';

/** Options of a request that become a part of its address. */
const QUERY = /^(query|params|searchParams|qs)$/;
/** A file that contains none of these puts nothing into an address or a query. */
const TAKES = /[?&]([\w.-]+=?)?(['"`]|\$\{)|:\$\{/;
const QUERIES = /\b(query|params|searchParams|qs)\b/;
/** Parts of a URL besides its password. */
const PARTS = /^(hash|host|href|pathname|username)$/;
const LONGEST_SHOWN = 40;

interface Secret {
  value: Value;
  name: string;
}

const PARAMETER = /[?&]([\w.-]+)=$/;

export default defineRule({
  severity: 'error',
  summary: 'URLs contain no secrets.',
  why: 'Servers and proxies write URLs to their logs, and browsers send them as referrer.',
  source: {
    text: 'RFC 6750, section 5.3: bearer tokens must not be passed in page URLs.',
    url: 'https://www.rfc-editor.org/rfc/rfc6750#section-5.3',
  },
  securitySeverity: 6.5,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    const secrets = secretFlow(code);
    const found = [
      ...inTexts(file, secrets),
      ...inCalls(file, secrets),
      ...inAssignments(file, secrets),
      ...secretsInPaths(file, code).map((value) => ({ value, name: shown(file, value) })),
    ];
    const byValue = new Map(found.map((each) => [each.value, each.name]));
    for (const [value, name] of byValue) {
      const at = file.at(value);
      report({ at, ...words(name), ...setAt({ file, value }, at, code) });
    }
  },
});

/** Texts, in the pieces they are put together of: what comes before, the piece, what follows. */
function inTexts(file: SourceFile, secrets: TaintTracker): Secret[] {
  if (!TAKES.test(file.text)) return [];
  return textPartsIn(file, secrets.code).flatMap(({ before, value, after, start }) => {
    const [, parameter] = PARAMETER.exec(before) ?? [];
    const isPassword = before === ':' && after.startsWith('@') && /^https?:\/\/$/.test(start);
    if (isPassword) return { value, name: 'password' };
    if (parameter !== undefined && isSecretName(parameter)) return { value, name: parameter };
    const isQuery = parameter !== undefined || /[?&]$/.test(before);
    return isQuery ? carried(file, value, secrets) : [];
  });
}

function inCalls(file: SourceFile, secrets: TaintTracker): Secret[] {
  const hasQuery = QUERIES.test(file.text);
  return file.facts.calls.flatMap((call) => {
    const { callee, arguments: given } = call;
    const [name, value] = given;
    const sets =
      callee.is === 'member' &&
      /^(set|append)$/.test(callee.name) &&
      lastName(callee.object) === 'searchParams';
    if (sets && name?.is === 'string' && isSecretName(name.value))
      return { value: name, name: name.value };
    if (sets) return value ? carried(file, value, secrets) : [];
    if (!hasQuery) return [];
    const found = given.flatMap((each) => inQuery({ file, value: each }, secrets));
    const isSent = () => sendsRequest(secrets.code.target({ file, value: call }), secrets.code);
    return found.length > 0 && isSent() ? found : [];
  });
}

/** `{ query: … }` that is written for a call; what `authorize` of a provider returns is the API's own rule. */
function inQuery(request: Located, secrets: TaintTracker): Secret[] {
  const { value } = request;
  if (value.is !== 'object' && value.is !== 'name') return [];
  const properties = secrets.code.object(request)?.properties ?? [];
  return properties.flatMap((each) =>
    QUERY.test(each.key) && each.file === request.file
      ? carried(each.file, each.value, secrets)
      : [],
  );
}

function inAssignments(file: SourceFile, secrets: TaintTracker): Secret[] {
  return file.facts.assignments.flatMap(({ target, value }) => {
    if (target.is !== 'member' || !value) return [];
    const made = secrets.code.resolve({ file, value: target.object });
    const isUrl =
      made.value.is === 'call' &&
      externalName(secrets.code, { file: made.file, value: made.value.callee }) === '#URL';
    if (target.name === 'search' || (isUrl && PARTS.test(target.name)))
      return carried(file, value, secrets);
    // Without text, it takes a password out.
    const isSet = secrets.code.constant({ file, value }) !== '';
    return target.name === 'password' && isUrl && isSet ? { value, name: 'password' } : [];
  });
}

function carried(file: SourceFile, value: Value, secrets: TaintTracker): Secret[] {
  if (secrets.taint({ file, value }).length === 0) return [];
  const part = taintedPart(secrets, { file, value });
  return [{ value: part, name: shown(file, part) }];
}

const shown = ({ text }: SourceFile, { start, end }: Value) =>
  text.slice(start, end).slice(0, LONGEST_SHOWN);

const words = (name: string) => ({
  message: `The URL contains a secret, "${name}".`,
  hint: 'Send it in a header such as "authorization".',
});
