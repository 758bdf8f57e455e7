import { NotSupported } from '../binding/parameters.js';
import { list, type Obj, obj, text } from '../model.js';

interface ServerVariable {
  name: string;
  default: string;
  choices: string[];
}

export interface Server {
  /** With the defaults of the variables; relative if the document states no host. */
  url: string;
  /** As the document writes it, with `{name}` for each variable. */
  template: string;
  description?: string;
  variables: ServerVariable[];
  needs: 'nothing' | 'base-url';
  note?: string;
}

export function serversOf(document: Obj, location?: string): Server[] {
  const servers = list(document.servers);
  // OpenAPI, "Server Object": relative to the document, and without servers "/".
  const implicit = location === undefined ? [] : [{ url: '/' }];
  return (servers.length > 0 ? servers : implicit).map((value) => {
    const server = obj(value);
    const template = text(server.url) ?? '/';
    const variables = Object.entries(obj(server.variables)).map(([name, one]) => {
      const defaultValue = obj(one).default;
      // In YAML, a port without quotes is a number. A version such as 2.0 would lose digits.
      const isPort = typeof defaultValue === 'number' && template.includes(`:{${name}}`);
      return {
        name,
        default: isPort ? String(defaultValue) : (text(defaultValue) ?? ''),
        choices: list(obj(one).enum).map(String),
      };
    });
    const filled = filledUrl(
      template,
      (name) => variables.find((one) => one.name === name)?.default,
    );
    const url = (
      URL.canParse(filled)
        ? filled
        : location !== undefined && URL.canParse(filled, location)
          ? new URL(filled, location).href
          : filled
    ).replace(/\/+$/, '');
    const absolute = URL.canParse(url) && /^https?:/.test(url) && !/[{}]/.test(url);
    const isPlain =
      absolute &&
      url.startsWith('http:') &&
      !['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
    return {
      url,
      template,
      ...(text(server.description) !== undefined && {
        description: String(server.description),
      }),
      variables,
      needs: absolute ? 'nothing' : 'base-url',
      ...(isPlain && { note: 'not encrypted' }),
    };
  });
}

/** The URL of a template; variables without a value stay. */
export const filledUrl = (
  template: string,
  valueOf: (variable: string) => string | undefined,
): string => template.replace(/\{([^}]+)\}/g, (whole, name: string) => valueOf(name) || whole);

/** A stated base URL without a path, not even a slash, with that of a server that has no host. */
export function withServerPath(baseUrl: string, [server]: readonly Server[]): string {
  const isOrigin = /^[^/]+\/\/[^/?#]+$/.test(baseUrl);
  return isOrigin && server?.url.startsWith('/') ? baseUrl + server.url : baseUrl;
}

/**
 * The base URL of an operation or path with servers of its own; undefined where they are those of the document.
 * @throws NotSupported where none of them can be used
 */
export function ownBaseUrl(own: readonly Obj[], document: readonly Server[]): string | undefined {
  const base = document.find(isUsable)?.url;
  const servers = serversOf({ servers: own }, base);
  if (servers.some(({ url }) => document.some((one) => one.url === url))) return undefined;
  const server = servers.find(isUsable);
  if (server) return server.url;
  const [{ url, note = 'not complete' } = { url: '' }] = servers;
  throw new NotSupported(`Its base URL ${url} is ${note}.`);
}

const isUsable = ({ needs, note }: Server) => needs === 'nothing' && note === undefined;
