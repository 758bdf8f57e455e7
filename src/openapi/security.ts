import { isObj, list, obj, text, type Obj, type Operation } from './model.js';
import { resolved } from './refs.js';

export interface AuthChoice {
  /** Name of the scheme in the document. */
  scheme: string;
  /** Operations that it alone opens. */
  operations: number;
  auth: Obj & { style: string };
}
export interface Security {
  choices: AuthChoice[];
  /** Operations that need two schemes at once, or one that cannot be carried out. */
  refused: { scheme: string; reason: string; operations: number }[];
  /** "header x-api-key": parameters the sign-in fills. */
  credentials: Set<string>;
  open: number;
}

/** The sign-ins a document offers, the one that opens most operations first. A person chooses where there are several. */
export function securityOf(document: Obj, operations: readonly Operation[]): Security {
  const schemes = obj(obj(document.components).securitySchemes);
  const counts = new Map<string, number>();
  const scopes = new Map<string, Set<string>>();
  let open = 0;
  let both = 0;
  for (const { security } of operations) {
    if (security.length === 0 || security.some((one) => Object.keys(one).length === 0)) open++;
    if (security.length > 0 && security.every((one) => Object.keys(one).length > 1)) both++;
    for (const alternative of security) {
      const entries = Object.entries(alternative);
      for (const [name, wanted] of entries) {
        if (entries.length === 1) counts.set(name, (counts.get(name) ?? 0) + 1);
        const known = scopes.get(name) ?? new Set();
        for (const scope of list(wanted)) known.add(String(scope));
        scopes.set(name, known);
      }
    }
  }
  const result: Security = { choices: [], refused: [], credentials: new Set(), open };
  for (const [name, value] of Object.entries(schemes)) {
    const scheme = resolved(document, value);
    if (!isObj(scheme)) continue;
    const used = counts.get(name) ?? 0;
    if (scheme.type === 'apiKey')
      result.credentials.add(`${String(scheme.in)} ${String(scheme.name).toLowerCase()}`);
    const found = authOf(scheme, [...(scopes.get(name) ?? [])].sort());
    if (found.length === 0)
      result.refused.push({ scheme: name, reason: reasonOf(scheme), operations: used });
    for (const auth of found) result.choices.push({ scheme: name, operations: used, auth });
  }
  if (both > 0)
    result.refused.push({
      scheme: 'several at once',
      reason: 'two credentials in one call',
      operations: both,
    });
  result.choices.sort(
    (a, b) =>
      b.operations - a.operations || RANK.indexOf(a.auth.style) - RANK.indexOf(b.auth.style),
  );
  return result;
}

const RANK = ['oauth2', 'client-credentials', 'bearer', 'api-key', 'basic'];

function authOf(scheme: Obj, used: string[]): (Obj & { style: string })[] {
  if (scheme.type === 'apiKey') return [{ style: 'api-key', in: scheme.in, name: scheme.name }];
  const http = text(scheme.scheme)?.toLowerCase();
  if (scheme.type === 'http' && (http === 'bearer' || http === 'basic')) return [{ style: http }];
  if (scheme.type !== 'oauth2') return [];
  const flows = obj(scheme.flows);
  const code = flows.authorizationCode;
  const machine = flows.clientCredentials;
  const scopesOf = (flow: Obj) =>
    used.length > 0 ? used : Object.keys(obj(flow.scopes)).slice(0, 20);
  return [
    ...(isObj(code)
      ? [
          {
            style: 'oauth2',
            authorizationUrl: code.authorizationUrl,
            tokenUrl: code.tokenUrl,
            scopes: scopesOf(code),
          },
        ]
      : []),
    ...(isObj(machine)
      ? [{ style: 'client-credentials', tokenUrl: machine.tokenUrl, scopes: scopesOf(machine) }]
      : []),
  ];
}

function reasonOf(scheme: Obj): string {
  if (scheme.type === 'oauth2')
    return `only the flows ${Object.keys(obj(scheme.flows)).join(', ')}, which OAuth 2.1 left out`;
  if (scheme.type === 'openIdConnect')
    return `endpoints are at ${String(scheme.openIdConnectUrl)}: use the style oauth2`;
  return `${String(scheme.type)}${scheme.scheme === undefined ? '' : ` ${String(scheme.scheme)}`}`;
}
