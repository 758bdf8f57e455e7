import { isLoopback } from '../../../runtime/src/utils/addresses.js';
import { objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { NotSupportedError } from '../binding/parameters.js';
import { listOrEmpty, nonBlankText, type RawObject } from '../model.js';

interface ServerVariable {
  name: string;
  default: string;
  choices: string[];
}

export interface Server {
  /** URL with the defaults of its variables; relative if the document states no host. */
  url: string;
  /** URL as stated in the document, with `{name}` for each variable. */
  template: string;
  description?: string;
  variables: ServerVariable[];
  needs: 'nothing' | 'base-url';
  /** A variable of the host without a list of values: its default is an example, such as a public demo. */
  hostVariable?: string;
  note?: string;
}

export function documentServers(document: RawObject, location?: string): Server[] {
  const servers = listOrEmpty(document.servers);
  // OpenAPI, "Server Object": URLs are relative to the document, and the default is "/".
  const implicit = location === undefined ? [] : [{ url: '/' }];
  return (servers.length > 0 ? servers : implicit).map((value) => {
    const server = objectOrEmpty(value);
    const template = nonBlankText(server.url) ?? '/';
    const variables = Object.entries(objectOrEmpty(server.variables)).map(([name, variable]) => {
      const defaultValue = objectOrEmpty(variable).default;
      // In YAML, a port without quotes is a number. A version such as 2.0 would lose digits.
      const isPort = typeof defaultValue === 'number' && template.includes(`:{${name}}`);
      return {
        name,
        default: isPort ? String(defaultValue) : (nonBlankText(defaultValue) ?? ''),
        choices: listOrEmpty(objectOrEmpty(variable).enum).map(String),
      };
    });
    const filledTemplate = expandUrl(
      template,
      (name) => variables.find((variable) => variable.name === name)?.default,
    );
    const url = (
      URL.canParse(filledTemplate)
        ? filledTemplate
        : location !== undefined && URL.canParse(filledTemplate, location)
          ? new URL(filledTemplate, location).href
          : filledTemplate
    ).replace(/\/+$/, '');
    const absolute = URL.canParse(url) && /^https?:/.test(url) && !/[{}]/.test(url);
    const hostVariable = variables.find(
      ({ name, choices }) => choices.length === 0 && templateHost(template).includes(`{${name}}`),
    )?.name;
    const isPlain = absolute && url.startsWith('http:') && !isLoopback(new URL(url).hostname);
    return {
      url,
      template,
      ...(nonBlankText(server.description) !== undefined && {
        description: String(server.description),
      }),
      variables,
      needs: absolute ? 'nothing' : 'base-url',
      ...(hostVariable !== undefined && { hostVariable }),
      ...(isPlain && { note: 'not encrypted' }),
    };
  });
}

/** Returns the host in the template of a URL, without the protocol and the port, which can be variables, too. */
const templateHost = (template: string): string =>
  /^(?:[^/]+:\/\/)?([^/:]*)/.exec(template)?.[1] ?? '';

/** Returns the URL of a template; variables without a value stay. */
export const expandUrl = (
  template: string,
  valueOf: (variable: string) => string | undefined,
): string =>
  template.replace(/\{([^}]+)\}/g, (placeholder, name: string) => valueOf(name) || placeholder);

/**
 * Returns a stated base URL that has no path, not even a slash, completed by the path of a server
 * without a host of its own.
 */
export function withServerPath(baseUrl: string, [server]: readonly Server[]): string {
  const isOrigin = /^[^/]+\/\/[^/?#]+$/.test(baseUrl);
  if (!isOrigin || !server) return baseUrl;
  if (server.url.startsWith('/')) return baseUrl + server.url;
  const { needs, hostVariable, url } = server;
  const path = needs === 'nothing' && hostVariable !== undefined ? new URL(url).pathname : '/';
  return path === '/' ? baseUrl : baseUrl + path;
}

/**
 * Returns the base URL of an operation or a path that has servers of its own; undefined if they are
 * those of the document.
 * @param statedUrl base URL of the API that a user states, in place of the servers of the document
 * @throws NotSupportedError if none of them can be used
 */
export function ownBaseUrl(
  ownServers: readonly RawObject[],
  document: readonly Server[],
  statedUrl?: string,
): string | undefined {
  const base = statedUrl ?? document.find(isUsable)?.url;
  const servers = documentServers({ servers: ownServers }, base);
  const documentUrls = [...document.map(({ url }) => url), base?.replace(/\/+$/, '')];
  if (servers.some(({ url }) => documentUrls.includes(url))) return undefined;
  const server = servers.find(isUsable);
  if (server) return server.url;
  const [{ url, note = 'not complete' } = { url: '' }] = servers;
  throw new NotSupportedError(
    base === undefined && url.startsWith('/')
      ? `Its base URL ${url} has no host: add "--base-url https://HOST" with that of the API.`
      : `Its base URL ${url} is ${note}.`,
  );
}

const isUsable = ({ needs, note }: Server) => needs === 'nothing' && note === undefined;
