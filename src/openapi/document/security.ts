import { isSafeUrl } from '../../../runtime/src/utils/addresses.js';
import { pluralize } from '../../model/counted.js';
import { isFurtherKey } from '../../model/further-key.js';
import { camelCase } from '../../model/names.js';
import { shownUrl } from '../../model/shown-url.js';
import {
  isObj,
  list,
  type Obj,
  obj,
  type Operation,
  ownValue,
  type RequestSpec,
  text,
} from '../model.js';
import { followReferences } from './references.js';

type Requirement = Operation['security'][number];
type Schemes = Readonly<Record<string, Obj>>;

/** Whether a requirement has keys only, or nothing. */
export const keysOnly = (schemes: Schemes, one: Requirement): boolean =>
  Object.keys(one).every((name) => ownValue(schemes, name)?.type === 'apiKey');

/** Several schemes at once that are not all keys. */
const isMixed = (schemes: Schemes, one: Requirement): boolean =>
  Object.keys(one).length > 1 && !keysOnly(schemes, one);

/** The keys that requests carry together. They also do for operations that need only some of them. */
function keysTogether(schemes: Schemes, operations: readonly Operation[]): AuthChoice[] {
  const requirements = operations.flatMap(({ security }) =>
    security.filter((one) => Object.keys(one).length > 1 && keysOnly(schemes, one)),
  );
  const groups = new Map(requirements.map((one) => [Object.keys(one).sort().join(' and '), one]));
  return Array.from(groups, ([scheme, group]) => {
    const suffices = (one: Requirement) => {
      const names = Object.keys(one);
      return names.length > 0 && names.every((name) => Object.hasOwn(group, name));
    };
    return {
      scheme,
      operations: operations.filter(({ security }) => security.some(suffices)).length,
      auth: authOfKeys(separate(Object.keys(group), schemes), schemes),
    };
  });
}

/** Those with a place of their own: a document can describe one key twice. */
const separate = (names: readonly string[], schemes: Schemes): string[] => {
  const places = names.map((name) => placeName(schemes[name]));
  return names.filter((_, i) => places.indexOf(places[i] ?? '') === i);
};

const placeName = ({ in: place, name }: Obj = {}) =>
  `${String(place)} ${place === 'header' ? String(name).toLowerCase() : String(name)}`;

/** The one that is named `apiKey` is the first. */
function authOfKeys(names: readonly string[], schemes: Schemes): AuthChoice['auth'] {
  const isFirst = (scheme: string) => Number(nameOf(scheme) === 'apiKey');
  const [first = '', ...others] = names.toSorted((a, b) => isFirst(b) - isFirst(a));
  const furtherKeys: Obj = {};
  for (const scheme of others) {
    const name = nameOf(scheme);
    const isFree = isFurtherKey(name) && !Object.hasOwn(furtherKeys, name);
    const key = isFree ? name : `key${Object.keys(furtherKeys).length + 2}`;
    furtherKeys[key] = keyPlace(schemes[scheme]);
  }
  return {
    style: 'api-key',
    ...keyPlace(schemes[first]),
    ...(others.length > 0 && { furtherKeys }),
  };
}

/** `appKeyAuth` and `APP-KEY` both become `appKey`. */
const nameOf = (scheme: string): string => camelCase(scheme.replace(/auth$/i, ''));

/** The security schemes of a document by name, without references. */
export const schemesOf = (document: Obj): Record<string, Obj> =>
  Object.fromEntries(
    Object.entries(obj(obj(document.components).securitySchemes)).flatMap(([name, value]) => {
      const scheme = followReferences(document, value);
      return isObj(scheme) ? [[name, scheme] as const] : [];
    }),
  );

/** A scheme and what may follow it, as in `Token token=`, before the place of the key. */
const PREFIX = String.raw`([A-Za-z][\w-]* (?:[a-z]+=)?)["']?`;
const IN_TEXT = new RegExp(
  `(?:[\`"']|authorization: *)${PREFIX}[<{[][^\`"'>}\\]]*(?:key|token)`,
  'i',
);
const AS_DEFAULT = new RegExp(`^${PREFIX}[^ ]*(?:key|token)[^ ]*$`, 'i');

/** What precedes a key in the header `Authorization`, where the document shows it: `Klaviyo-API-Key your-private-api-key`. */
const prefixIn = ({ in: place, name, description, 'x-default': usual }: Obj) =>
  place === 'header' && String(name).toLowerCase() === 'authorization'
    ? (AS_DEFAULT.exec(text(usual) ?? '') ?? IN_TEXT.exec(text(description) ?? ''))?.[1]
    : undefined;

/** Where requests carry the key of a scheme. */
function keyPlace(scheme: Obj = {}): Obj {
  const prefix = prefixIn(scheme);
  return { in: scheme.in, name: scheme.name, ...(prefix !== undefined && { prefix }) };
}

interface AuthChoice {
  /** Name of the scheme in the document; of several keys, their names. */
  scheme: string;
  /** Number of operations that need nothing else. */
  operations: number;
  auth: Obj & { style: string };
  /** Why it is the sign-in although the document states another, as a sentence. */
  note?: string;
}
export interface Security {
  choices: AuthChoice[];
  /** What is not supported, in sentences. */
  refused: { detail: string; operations: number }[];
  /** `header x-api-key`, `body token`: what carries the credentials. */
  credentials: Set<string>;
  /** Auth style of the provider, where that is not the first choice. */
  style?: string | undefined;
}

/**
 * The auth styles of the document, the one of most operations first.
 * @param style of the provider, which comes before all others
 */
export function securityOf(
  document: Obj,
  operations: readonly Operation[],
  style?: string,
): Security {
  const schemes = schemesOf(document);
  const counts = new Map<string, number>();
  const scopes = new Map<string, Set<string>>();
  const together = keysTogether(schemes, operations);
  let both = 0;
  for (const { security } of operations) {
    if (security.length > 0 && security.every((one) => isMixed(schemes, one))) both++;
    for (const alternative of security) {
      const entries = Object.entries(alternative);
      for (const [name, wanted] of entries) {
        if (entries.length === 1) counts.set(name, (counts.get(name) ?? 0) + 1);
        const schemeScopes = scopes.get(name) ?? new Set();
        for (const scope of list(wanted)) schemeScopes.add(String(scope));
        scopes.set(name, schemeScopes);
      }
    }
  }
  const result: Security = { choices: together, refused: [], credentials: new Set(), style };
  for (const [name, scheme] of Object.entries(schemes)) {
    const used = counts.get(name) ?? 0;
    if (scheme.type === 'apiKey') {
      const key = String(scheme.name).toLowerCase();
      result.credentials.add(`${String(scheme.in)} ${key}`);
      // Requests without a body have it there.
      if (scheme.in === 'body') result.credentials.add(`query ${key}`);
    }
    const auths = authOf(scheme, [...(scopes.get(name) ?? [])].sort());
    if (auths.length === 0) {
      const detail = `The security scheme "${name}" is not used. ${reasonOf(scheme)}`;
      result.refused.push({ detail, operations: used });
    }
    const flows = outdatedFlows(scheme);
    const note = `The sign-in is a bearer token: OAuth 2.1 does not have the ${flows.length === 1 ? 'flow' : 'flows'} of "${name}" (${flows.join(', ')}). "--auth" takes another.`;
    for (const auth of auths)
      result.choices.push({
        ...{ scheme: name, operations: used, auth },
        ...(flows.length > 0 && { note }),
      });
  }
  if (both > 0)
    result.refused.push({
      detail: `${pluralize(both, 'operation')} must be sent with several security schemes at once. The sign-in is one of them.`,
      operations: both,
    });
  result.choices.sort(
    (a, b) =>
      Number(b.auth.style === style) - Number(a.auth.style === style) ||
      b.operations - a.operations ||
      RANK.indexOf(a.auth.style) - RANK.indexOf(b.auth.style),
  );
  return result;
}

/** What operations have of the sign-in of the provider. */
export function signInsOf(
  operations: readonly Pick<Operation, 'security'>[],
  { choices: [first], refused, style }: Security,
): (operation: Pick<Operation, 'security'>) => {
  signIn?: RequestSpec['signIn'];
  /** What it needs instead, as a sentence. */
  other?: string;
} {
  const isOpen = !first && refused.length === 0;
  if (style === 'none' || isOpen) return () => ({});
  // Nothing is known of a sign-in that the document does not have.
  const matching = first?.auth.style === (style ?? first?.auth.style) ? first : undefined;
  const names = new Set(matching?.scheme.split(' and '));
  const needs = (one: Requirement) => Object.keys(one).length > 0;
  const opens = (one: Requirement) =>
    needs(one) && (!matching || Object.keys(one).every((name) => names.has(name)));
  const isStated = operations.some(({ security }) => security.some(needs));

  return ({ security }) => {
    // Documents forget it: the credentials are sent where there are some.
    if (security.length === 0) return isStated ? { signIn: 'optional' } : {};
    const isOpened = security.some(opens);
    if (!security.every(needs)) return { signIn: isOpened ? 'optional' : 'none' };
    if (isOpened || !matching) return {};
    const needed = security.map((one) => Object.keys(one).join(' and ')).join(', or ');
    return {
      other: `It needs the security scheme ${needed}, and the sign-in is ${matching.scheme}.`,
    };
  };
}

const RANK = ['oauth2', 'client-credentials', 'bearer', 'api-key', 'basic'];

function authOf(scheme: Obj, used: string[]): (Obj & { style: string })[] {
  if (scheme.type === 'apiKey') return [{ style: 'api-key', ...keyPlace(scheme) }];
  const http = text(scheme.scheme)?.toLowerCase();
  if (scheme.type === 'http' && (http === 'bearer' || http === 'basic')) return [{ style: http }];
  if (scheme.type !== 'oauth2') return [];
  // Whoever obtains a token elsewhere can use the API with it (RFC 6750).
  if (outdatedFlows(scheme).length > 0) return [{ style: 'bearer' }];
  const flows = obj(scheme.flows);
  const code = usable(flows.authorizationCode);
  const machine = usable(flows.clientCredentials);
  const scopesOf = (flow: Obj) =>
    used.length > 0 ? used : Object.keys(obj(flow.scopes)).slice(0, 20);
  return [
    ...(code
      ? [
          {
            style: 'oauth2',
            authorizationUrl: code.authorizationUrl,
            tokenUrl: code.tokenUrl,
            scopes: scopesOf(code),
          },
        ]
      : []),
    ...(machine
      ? [{ style: 'client-credentials', tokenUrl: machine.tokenUrl, scopes: scopesOf(machine) }]
      : []),
  ];
}

/** The flows of a scheme of OAuth 2.0 that has no flow of OAuth 2.1: `password`, `implicit`. */
function outdatedFlows({ type, flows }: Obj): string[] {
  const flowNames = type === 'oauth2' ? Object.keys(obj(flows)) : [];
  const names = flowNames.filter((name) => !name.startsWith('x-'));
  return names.includes('authorizationCode') || names.includes('clientCredentials') ? [] : names;
}

/** A flow of a server: its endpoints get the secret of the client. */
const usable = (flow: unknown): Obj | undefined =>
  isObj(flow) && endpointsOf(flow).every(isSafeUrl) ? flow : undefined;

const endpointsOf = ({ authorizationUrl, tokenUrl }: Obj): string[] =>
  [authorizationUrl, tokenUrl].flatMap((url) => text(url) ?? []);

function endpointFault(endpoint: string): string {
  if (!URL.canParse(endpoint)) return 'is not complete';
  const { username, password } = new URL(endpoint);
  return username + password === '' ? 'is not encrypted' : 'contains credentials';
}

function reasonOf(scheme: Obj): string {
  const { authorizationCode, clientCredentials } = obj(scheme.flows);
  const endpoint = [obj(authorizationCode), obj(clientCredentials)]
    .flatMap(endpointsOf)
    .find((url) => !isSafeUrl(url));
  if (scheme.type === 'oauth2' && endpoint !== undefined)
    return `Its endpoint ${shownUrl(endpoint)} ${endpointFault(endpoint)}.`;
  if (scheme.type === 'oauth2') return 'It has no flows.';
  if (scheme.type === 'openIdConnect')
    return `Use the style oauth2 with the endpoints at ${String(scheme.openIdConnectUrl)}.`;
  return `Security schemes of the type ${[text(scheme.type), text(scheme.scheme)].filter(Boolean).join(' ')} are not supported.`;
}
