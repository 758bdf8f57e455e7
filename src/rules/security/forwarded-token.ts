import { isNetworkCall } from '../../flow/sinks/network.js';
import { callerTokenFlow } from '../../flow/sources/caller-tokens.js';
import { taintedPart } from '../../flow/tainted-part.js';
import type { TaintTracker } from '../../flow/tracker.js';
import type { Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import type { ProjectModel, SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { verifiersIn } from './verifiers/find.js';

const HINT = 'Use the credentials that `getCredentials` returns for the principal.';

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
    for (const sent of sentTokens(file, project)) {
      report({
        at: file.at(sent.value),
        message:
          'This request contains the access token of the caller; it is for this server only.',
        hint: HINT,
      });
    }
  },
  examples: [
    ok`
      // src/providers/weather/api/verifier.ts
      const ISSUER = 'https://login.weather.dev/introspect';

      const ask = (token: string) =>
        fetch(ISSUER, { method: 'POST', body: new URLSearchParams({ token }) });

      export const verifier = (metadata: IssuerMetadata) => ({
        metadata,
        async verify(token: string, audience: URL) {
          const { active, aud, sub } = await (await ask(token)).json();
          if (!active || aud !== audience.href) throw new TokenError('Not for this server.');
          return { principal: verifiedPrincipal(ISSUER, sub) };
        },
      });
    `,
    ok`
      // src/providers/weather/api/client.ts
      import { apiClient, type CallApi } from 'mcp-provider/api';
      import { auth, getCredentials } from './auth.js';

      const call = apiClient('weather', { ...auth, getCredentials });

      export const callApi: CallApi = (request, context) =>
        call({ ...request, headers: { ...request.headers, 'x-tenant': 'acme' } }, context);
    `,
    bad`
      // src/providers/weather/api/client.ts, changed

      + export const headers = (context: { authInfo: { token: string } }) => ({
      +   authorization: \`Bearer \${‹context.authInfo.token›}\`,
      + });
      +
    `.finds(
      '"context.authInfo.token" is the access token of the caller; it is for this server only.',
    ),
    bad`
      // src/callers.ts
      export const tokens = new Map<string, string>();

      // src/verifier.ts
      import { tokens } from './callers.js';

      export const verifier = (metadata: IssuerMetadata) => ({
        metadata,
        async verify(token: string, audience: URL) {
          const principal = await principalOf(token, audience);
          tokens.set(principal.userId, token);
          return { principal };
        },
      });

      // src/providers/weather/api/get-forecast.ts
      import { tokens } from '../../../callers.js';

      export const getForecast = (userId: string) =>
        fetch('https://api.weather.dev/v1', {
          headers: { authorization: \`Bearer \${‹tokens›.get(userId)}\` },
        });
    `.finds('This request contains the access token of the caller; it is for this server only.'),
    bad`
      // src/verifier.ts
      import { AsyncLocalStorage } from 'node:async_hooks';

      export const calls = new AsyncLocalStorage<{ token: string }>();

      export class Verifier {
        constructor(readonly metadata: IssuerMetadata) {}
        async verify(token: string, audience: URL) {
          calls.enterWith({ token });
          return { principal: await principalOf(token, audience) };
        }
      }

      // src/providers/weather/api/get-forecast.ts
      import { calls } from '../../../verifier.js';

      export const getForecast = () =>
        fetch('https://api.weather.dev/v1', { headers: { authorization: ‹calls›.getStore()?.token } });
    `.finds('This request contains the access token of the caller; it is for this server only.'),
    bad`
      // src/callers.ts
      import { AsyncLocalStorage } from 'node:async_hooks';
      import type { IncomingMessage } from 'node:http';

      export const caller = new AsyncLocalStorage<{ authorization: string; trace: string }>();
      export const remember = ({ headers }: IncomingMessage, next: () => void) =>
        caller.run({ authorization: headers.authorization ?? '', trace: String(headers.trace) }, next);

      // src/providers/weather/api/get-forecast.ts
      import { caller } from '../../../callers.js';

      export function getForecast() {
        const { authorization, trace = '' } = caller.getStore() ?? {};
        const headers = Object.fromEntries(new Map([['x-caller', authorization]]));
        await fetch('https://api.weather.dev/v1', { headers: { trace } });
        return fetch('https://api.weather.dev/v1', { headers: ‹headers› });
      }
    `.finds('This request contains the access token of the caller; it is for this server only.'),
    bad`
      // src/core/upstream.ts
      import type { IncomingMessage } from 'node:http';

      export const upstream = ({ headers }: IncomingMessage) =>
        fetch('https://api.weather.dev/v1', { headers: { 'x-token': ‹headers.authorization›?.split(' ')[1] } });
    `.finds('This request contains the access token of the caller; it is for this server only.'),
  ],
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

/** Where a token that a verifier has stored goes into a request. */
function sentTokens(file: SourceFile, project: ProjectModel): Located[] {
  const { code } = project;
  const tokens = callerTokens(project);
  if (!tokens) return [];
  const { flow, verifying } = tokens;
  return file.facts.calls.flatMap((value) => {
    const target = code.target({ file, value });
    const sends = isNetworkCall(target) || code.runtime(target)?.sends !== undefined;
    if (!sends || verifying.has(value)) return [];
    const given = value.arguments.find((each) => flow.taint({ file, value: each }).length > 0);
    return given ? [{ file, value: taintedPart(flow, { file, value: given }) }] : [];
  });
}
