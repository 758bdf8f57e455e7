import { isSafeUrl } from '../../../runtime/src/utils/addresses.js';
import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { isFurtherCredentialName } from '../../model/further-credential-name.js';
import { camelCase } from '../../model/names.js';
import { shownUrl } from '../../model/shown-url.js';
import { pluralize } from '../../model/text/pluralize.js';
import {
  listOrEmpty,
  nonBlankText,
  type Operation,
  ownValue,
  type RawObject,
  type RequestSpec,
} from '../model.js';
import { followReferences } from './references.js';

type Requirement = Operation['security'][number];
type Schemes = Readonly<Record<string, RawObject>>;

/** Returns whether a requirement consists only of API keys, or of nothing. */
export const keysOnly = (schemes: Schemes, requirement: Requirement): boolean =>
  Object.keys(requirement).every((name) => ownValue(schemes, name)?.type === 'apiKey');

const isBearer = (scheme: RawObject = {}): boolean =>
  scheme.type === 'http' && nonBlankText(scheme.scheme)?.toLowerCase() === 'bearer';

/** Returns whether a requirement combines schemes that are all sent as they were entered: API keys, bearer tokens. */
const isOfKeys = (schemes: Schemes, requirement: Requirement): boolean => {
  const names = Object.keys(requirement);
  const combinedSchemes = names.map((name) => ownValue(schemes, name));
  return (
    names.length > 1 &&
    combinedSchemes.every((scheme) => scheme?.type === 'apiKey' || isBearer(scheme))
  );
};

/** Returns whether a requirement combines several schemes that one sign-in cannot send. */
const isMixed = (schemes: Schemes, requirement: Requirement): boolean =>
  Object.keys(requirement).length > 1 && !isOfKeys(schemes, requirement);

/** Returns the combinations of keys that requests need. Operations that need only some of the keys get all of them. */
function combinationsOfKeys(schemes: Schemes, operations: readonly Operation[]): AuthChoice[] {
  const requirements = operations.flatMap(({ security }) =>
    security.filter((requirement) => isOfKeys(schemes, requirement)),
  );
  const groups = new Map(
    requirements.map((requirement) => [Object.keys(requirement).sort().join(' and '), requirement]),
  );
  return Array.from(groups, ([scheme, group]) => {
    const isSufficient = (requirement: Requirement) => {
      const names = Object.keys(requirement);
      return names.length > 0 && names.every((name) => Object.hasOwn(group, name));
    };
    return {
      scheme,
      operations: operations.filter(({ security }) => security.some(isSufficient)).length,
      auth: authOfKeys(separate(Object.keys(group), schemes), schemes),
    };
  });
}

/**
 * Returns keys with different places, because a document can describe one key twice; a bearer token
 * comes before a key in its place, whose prefix may be unknown.
 */
const separate = (statedNames: readonly string[], schemes: Schemes): string[] => {
  const isToken = (name: string) => Number(isBearer(schemes[name]));
  const names = statedNames.toSorted((a, b) => isToken(b) - isToken(a));
  const places = names.map((name) => placeName(keyPlace(name, schemes[name])));
  return names.filter((_, i) => places.indexOf(places[i] ?? '') === i);
};

const placeName = ({ in: place, name }: RawObject) =>
  `${String(place)} ${place === 'header' ? String(name).toLowerCase() : String(name)}`;

/** Returns auth settings of several keys; the one that is named `apiKey` is first, and others before bearer tokens. */
function authOfKeys(names: readonly string[], schemes: Schemes): AuthChoice['auth'] {
  const isFirst = (scheme: string) =>
    2 * Number(keyName(scheme) === 'apiKey') + Number(!isBearer(schemes[scheme]));
  const [first = '', ...otherNames] = names.toSorted((a, b) => isFirst(b) - isFirst(a));
  if (otherNames.length === 0 && isBearer(schemes[first])) return { style: 'bearer' };
  const furtherKeys: RawObject = {};
  for (const scheme of otherNames) {
    const name = keyName(scheme);
    const isFree = isFurtherCredentialName(name) && !Object.hasOwn(furtherKeys, name);
    const key = isFree ? name : `key${Object.keys(furtherKeys).length + 2}`;
    furtherKeys[key] = keyPlace(scheme, schemes[scheme]);
  }
  return {
    style: 'api-key',
    ...keyPlace(first, schemes[first]),
    ...(otherNames.length > 0 && { furtherKeys }),
  };
}

/** Returns the name of a key: `appKeyAuth` and `APP-KEY` both become `appKey`. */
const keyName = (scheme: string): string => camelCase(scheme.replace(/auth$/i, ''));

/** Returns the security schemes of a document by name, with references resolved. */
export const definedSchemes = (document: RawObject): Record<string, RawObject> =>
  Object.fromEntries(
    Object.entries(objectOrEmpty(objectOrEmpty(document.components).securitySchemes)).flatMap(
      ([name, value]) => {
        const scheme = followReferences(document, value);
        return isObject(scheme) ? [[name, scheme] as const] : [];
      },
    ),
  );

/** Matches a scheme with optional parameters, as in `Token token=`, before the key. */
const PREFIX = String.raw`([A-Za-z][\w-]* (?:[a-z]+=)?)["']?`;
const PREFIX_IN_TEXT = new RegExp(
  `(?:[\`"']|authorization: *)${PREFIX}[<{[][^\`"'>}\\]]*(?:key|token)`,
  'i',
);
const PREFIX_IN_DEFAULT = new RegExp(`^${PREFIX}[^ ]*(?:key|token)[^ ]*$`, 'i');
/**
 * Matches a word that a space follows: `Enter 'Bearer' [space] and then your token`. A lowercase word without quotes is one
 * of the sentence.
 */
const PREFIX_BEFORE_SPACE =
  /((?<=["'`])[a-z][\w-]*|\b[A-Z][\w-]*)["'`]?,? (?:\[[Ss]pace\]|followed by (?:a )?space)/;
const BEARER_EXCLUDED = /\b(?:no|not(?! forget)|without)\b[^.]*\bbearer/i;

/**
 * Returns the text before the key in the header `Authorization`, if the document shows it:
 * `Klaviyo-API-Key your-private-api-key`, or says that the key is a bearer token.
 */
function prefixIn(
  schemeName: string,
  { in: place, name, description, 'x-default': defaultValue }: RawObject,
): string | undefined {
  if (place !== 'header' || String(name).toLowerCase() !== 'authorization') return undefined;
  const text = nonBlankText(description) ?? '';
  const shown = (PREFIX_IN_DEFAULT.exec(nonBlankText(defaultValue) ?? '') ??
    PREFIX_IN_TEXT.exec(text))?.[1];
  const spaced = PREFIX_BEFORE_SPACE.exec(text)?.[1];
  if (shown !== undefined || spaced !== undefined) return shown ?? `${spaced} `;
  // Swagger 2.0 has no bearer scheme, so its documents describe bearer tokens as keys.
  const isBearer = /bearer/i.test(`${schemeName} ${text}`) && !BEARER_EXCLUDED.test(text);
  return isBearer ? 'Bearer ' : undefined;
}

/** Returns the place of a scheme's key in requests. */
function keyPlace(schemeName: string, scheme: RawObject = {}): RawObject {
  if (isBearer(scheme)) return { in: 'header', name: 'Authorization', prefix: 'Bearer ' };
  const prefix = prefixIn(schemeName, scheme);
  return { in: scheme.in, name: scheme.name, ...(prefix !== undefined && { prefix }) };
}

interface AuthChoice {
  /** Name of the scheme in the document, or the names of several keys. */
  scheme: string;
  /** Number of operations for which it is sufficient. */
  operations: number;
  auth: RawObject & { style: string };
  /** Sentence about why it is the sign-in although the document states another. */
  note?: string;
}
export interface Security {
  choices: AuthChoice[];
  /** Sentences about unsupported schemes, with the number of operations. */
  refused: { detail: string; operations: number }[];
  /** Places of credentials, such as `header x-api-key` and `body token`. */
  credentials: Set<string>;
  /** Auth style of the provider, if it is not the first choice. */
  style?: string | undefined;
}

/**
 * Returns the auth styles of the document; the one of most operations is first.
 * @param style of the provider, which has precedence over all others
 */
export function documentSecurity(
  document: RawObject,
  operations: readonly Operation[],
  style?: string,
): Security {
  const schemes = definedSchemes(document);
  const counts = new Map<string, number>();
  const scopes = new Map<string, Set<string>>();
  const keyCombinations = combinationsOfKeys(schemes, operations);
  let combinedCount = 0;
  for (const { security } of operations) {
    if (security.length > 0 && security.every((requirement) => isMixed(schemes, requirement)))
      combinedCount++;
    for (const alternative of security) {
      const entries = Object.entries(alternative);
      for (const [name, wantedScopes] of entries) {
        const isAlone = entries.length === 1 || !Object.hasOwn(schemes, name);
        if (isAlone) counts.set(name, (counts.get(name) ?? 0) + 1);
        const schemeScopes = scopes.get(name) ?? new Set();
        for (const scope of listOrEmpty(wantedScopes)) schemeScopes.add(String(scope));
        scopes.set(name, schemeScopes);
      }
    }
  }
  const result: Security = { choices: keyCombinations, refused: [], credentials: new Set(), style };
  for (const [name, scheme] of Object.entries(schemes)) {
    const useCount = counts.get(name) ?? 0;
    if (scheme.type === 'apiKey') {
      const key = String(scheme.name).toLowerCase();
      result.credentials.add(`${String(scheme.in)} ${key}`);
      // Requests without a body send the key in the query.
      if (scheme.in === 'body') result.credentials.add(`query ${key}`);
    }
    const auths = schemeAuths(name, scheme, [...(scopes.get(name) ?? [])].sort());
    if (auths.length === 0) {
      const detail = `The security scheme "${name}" is not used. ${refusalReason(scheme)}`;
      result.refused.push({ detail, operations: useCount });
    }
    const flows = outdatedFlows(scheme);
    const note = `The sign-in is a bearer token: OAuth 2.1 does not have the ${flows.length === 1 ? 'flow' : 'flows'} of "${name}" (${flows.join(', ')}). "--auth" takes another.`;
    for (const auth of auths)
      result.choices.push({
        ...{ scheme: name, operations: useCount, auth },
        ...(flows.length > 0 && { note }),
      });
  }
  for (const [name, operations] of counts)
    if (!Object.hasOwn(schemes, name))
      result.refused.push({
        detail: `The security scheme "${name}" is not used. The document does not describe it.`,
        operations,
      });
  if (combinedCount > 0)
    result.refused.push({
      detail: `${pluralize(combinedCount, 'operation')} must be sent with several security schemes at once. The sign-in is one of them.`,
      operations: combinedCount,
    });
  result.choices.sort(
    (a, b) =>
      Number(b.auth.style === style) - Number(a.auth.style === style) ||
      b.operations - a.operations ||
      RANK.indexOf(a.auth.style) - RANK.indexOf(b.auth.style) ||
      // Addresses are in logs.
      Number(a.auth.in === 'query') - Number(b.auth.in === 'query'),
  );
  return result;
}

/** Returns a function for the sign-in of an operation in relation to that of the provider. */
export function signInsOf(
  operations: readonly Pick<Operation, 'security'>[],
  { choices: [first], refused, style }: Security,
): (operation: Pick<Operation, 'security'>) => {
  signIn?: RequestSpec['signIn'];
  /** Sentence about what the operation needs instead. */
  other?: string;
} {
  const isOpen = !first && refused.length === 0;
  if (style === 'none' || isOpen) return () => ({});
  // A sign-in that the document does not describe cannot be compared.
  const matchingChoice = first?.auth.style === (style ?? first?.auth.style) ? first : undefined;
  const names = new Set(matchingChoice?.scheme.split(' and '));
  const needsSignIn = (requirement: Requirement) => Object.keys(requirement).length > 0;
  const isSatisfied = (requirement: Requirement) =>
    needsSignIn(requirement) &&
    (!matchingChoice || Object.keys(requirement).every((name) => names.has(name)));
  const isStated = operations.some(({ security }) => security.some(needsSignIn));

  return ({ security }) => {
    // Documents omit the requirement by mistake, so credentials are sent if there are any.
    if (security.length === 0) return isStated ? { signIn: 'optional' } : {};
    const isOpened = security.some(isSatisfied);
    if (!security.every(needsSignIn)) return { signIn: isOpened ? 'optional' : 'none' };
    if (isOpened || !matchingChoice) return {};
    const schemeList = security
      .map((requirement) => Object.keys(requirement).join(' and '))
      .join(', or ');
    return {
      other: `It needs the security scheme ${schemeList}, and the sign-in is ${matchingChoice.scheme}.`,
    };
  };
}

const RANK = ['oauth2', 'client-credentials', 'bearer', 'api-key', 'basic'];

function schemeAuths(
  name: string,
  scheme: RawObject,
  usedScopes: string[],
): (RawObject & { style: string })[] {
  if (scheme.type === 'apiKey') return [{ style: 'api-key', ...keyPlace(name, scheme) }];
  const http = nonBlankText(scheme.scheme)?.toLowerCase();
  if (scheme.type === 'http' && (http === 'bearer' || http === 'basic')) return [{ style: http }];
  if (scheme.type !== 'oauth2') return [];
  // Users can obtain a token elsewhere and present it to the API (RFC 6750).
  if (outdatedFlows(scheme).length > 0) return [{ style: 'bearer' }];
  const flows = objectOrEmpty(scheme.flows);
  const code = safeFlow(flows.authorizationCode);
  const machine = safeFlow(flows.clientCredentials);
  const flowScopes = (flow: RawObject) =>
    usedScopes.length > 0 ? usedScopes : Object.keys(objectOrEmpty(flow.scopes)).slice(0, 20);
  return [
    ...(code
      ? [
          {
            style: 'oauth2',
            authorizationUrl: code.authorizationUrl,
            tokenUrl: code.tokenUrl,
            scopes: flowScopes(code),
          },
        ]
      : []),
    ...(machine
      ? [{ style: 'client-credentials', tokenUrl: machine.tokenUrl, scopes: flowScopes(machine) }]
      : []),
  ];
}

/** Returns the flows of an OAuth 2.0 scheme that has no flow of OAuth 2.1: `password`, `implicit`. */
function outdatedFlows({ type, flows }: RawObject): string[] {
  const flowNames = type === 'oauth2' ? Object.keys(objectOrEmpty(flows)) : [];
  const names = flowNames.filter((name) => !name.startsWith('x-'));
  return names.includes('authorizationCode') || names.includes('clientCredentials') ? [] : names;
}

/** Returns the flow, if all its endpoints have safe URLs, because they get the client secret; otherwise undefined. */
const safeFlow = (flow: unknown): RawObject | undefined =>
  isObject(flow) && flowEndpoints(flow).every(isSafeUrl) ? flow : undefined;

const flowEndpoints = ({ authorizationUrl, tokenUrl }: RawObject): string[] =>
  [authorizationUrl, tokenUrl].flatMap((url) => nonBlankText(url) ?? []);

function endpointFault(endpoint: string): string {
  if (!URL.canParse(endpoint)) return 'is not complete';
  const { username, password } = new URL(endpoint);
  return username + password === '' ? 'is not encrypted' : 'contains credentials';
}

function refusalReason(scheme: RawObject): string {
  const { authorizationCode, clientCredentials } = objectOrEmpty(scheme.flows);
  const endpoint = [objectOrEmpty(authorizationCode), objectOrEmpty(clientCredentials)]
    .flatMap(flowEndpoints)
    .find((url) => !isSafeUrl(url));
  if (scheme.type === 'oauth2' && endpoint !== undefined)
    return `Its endpoint ${shownUrl(endpoint)} ${endpointFault(endpoint)}.`;
  if (scheme.type === 'oauth2') return 'It has no flows.';
  if (scheme.type === 'openIdConnect')
    return `Use the style oauth2 with the endpoints at ${String(scheme.openIdConnectUrl)}.`;
  return `Security schemes of the type ${[nonBlankText(scheme.type), nonBlankText(scheme.scheme)].filter(Boolean).join(' ')} are not supported.`;
}
