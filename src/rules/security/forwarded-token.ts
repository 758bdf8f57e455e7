import { isNetworkCall } from '../../flow/sinks/network.js';
import { callerTokenFlow } from '../../flow/sources/caller-tokens.js';
import { taintedPart } from '../../flow/tainted-part.js';
import type { TaintTracker } from '../../flow/tracker.js';
import type { Code } from '../../model/code.js';
import type { CallValue, FunctionFact, Value } from '../../model/facts.js';
import type { ProjectModel, SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { verifiersIn } from './verifiers/find.js';

const HINT = 'Use the credentials that `getCredentials` returns for the principal.';
/** The export of `api/auth.ts`, and the option of the API client. */
const LOADER = 'getCredentials';

export default defineRule({
  severity: 'error',
  summary: 'The access token of the caller is not sent to the API.',
  why: 'The token was issued for this server. An API that accepts it cannot tell who uses it, and a malicious API can use it here.',
  source: {
    text: 'MCP specification, Authorization: the MCP server must not pass through the token it received from the MCP client.',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization#access-token-privilege-restriction',
  },
  securitySeverity: 7.7,
  on: 'file',
  check(file, report, project) {
    const { code } = project;
    if (file.test) return;
    for (const member of file.provider === undefined ? [] : file.facts.members) {
      const path = code.path(member);
      const isCallers =
        /(^|\.)(authInfo|auth_info|principal|caller)\.(token|accessToken|access_token)$/.test(
          path,
        ) || /(^|\.)requestInfo\.headers(\.authorization)?$/.test(path);
      if (!isCallers) continue;
      report({
        at: file.at(member),
        message: `"${path}" is the access token of the caller; it is for this server only.`,
        hint: HINT,
      });
    }
    for (const { sent, by } of sentTokens(file, project)) {
      const subject = by === 'request' ? 'This request contains' : 'These credentials contain';
      report({
        at: file.at(sent),
        message: `${subject} the access token of the caller; it is for this server only.`,
        hint: HINT,
      });
    }
  },
});

interface Tokens {
  flow: TaintTracker;
  /** What verifiers call: one may ask the issuer about the token (RFC 7662). */
  verifying: ReadonlySet<CallValue>;
}

const TOKENS = new WeakMap<ProjectModel, Tokens | null>();

/** Null where the project reads no token of a caller that could be stored. */
function callerTokens(project: ProjectModel): Tokens | null {
  let tokens = TOKENS.get(project);
  if (tokens === undefined) {
    const { code, files } = project;
    const verifiers = [...files.values()].flatMap((file) =>
      !file.test && file.text.includes('verify') ? verifiersIn(file, code) : [],
    );
    const steps = verifiers.flatMap((verifier) => [...code.execution(verifier)]);
    const verifying = new Set(steps.map(({ call }) => call.value));
    const reads = [...files.values()].some(
      ({ test, text }) =>
        !test && /\b(IncomingMessage|Request|req|request)\b[^]*headers/.test(text),
    );
    const flow = verifiers.length > 0 || reads ? callerTokenFlow(verifiers, code) : undefined;
    tokens = flow ? { flow, verifying } : null;
    TOKENS.set(project, tokens);
  }
  return tokens;
}

interface Sent {
  sent: Value;
  by: 'request' | 'credentials';
}

/** Where a token that a verifier has stored goes into a request, or into the credentials of one. */
function sentTokens(file: SourceFile, project: ProjectModel): Sent[] {
  const { code } = project;
  const tokens = callerTokens(project);
  if (!tokens) return [];
  const { flow, verifying } = tokens;
  const tokensIn = (values: readonly Value[], by: Sent['by']): Sent[] =>
    values
      .filter((value) => flow.taint({ file, value }).length > 0)
      .map((value) => ({ sent: taintedPart(flow, { file, value }), by }));
  const loaded = [...loadersIn(file, code)].flatMap(({ returned }) =>
    tokensIn(returned, 'credentials'),
  );
  const sent = file.facts.calls.flatMap((value) => {
    const target = code.target({ file, value });
    const sends = isNetworkCall(target) || code.runtime(target)?.sends !== undefined;
    if (!sends || verifying.has(value)) return [];
    return tokensIn(value.arguments, 'request').slice(0, 1);
  });
  return [...loaded, ...sent];
}

/** The functions of a file that load credentials: what they return is sent to the API. */
function loadersIn(file: SourceFile, code: Code): ReadonlySet<FunctionFact> {
  const exported = code.exports(file).get(LOADER);
  const entries = file.facts.objects.flatMap((object) => object.entries);
  const options = entries.flatMap((entry) =>
    entry.is === 'entry' && entry.key === LOADER ? [{ file, value: entry.value }] : [],
  );
  const loaders = [...(exported ? [exported.origin] : []), ...options];
  return new Set(
    loaders
      .flatMap((each) => code.functions(each))
      .flatMap((each) => (each.file === file ? [each.function] : [])),
  );
}
