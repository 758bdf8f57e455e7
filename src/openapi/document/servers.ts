import { list, obj, text, type Obj } from '../model.js';

export interface ServerVariable {
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
  return list(document.servers).map((value) => {
    const server = obj(value);
    const variables = Object.entries(obj(server.variables)).map(([name, one]) => ({
      name,
      default: text(obj(one).default) ?? '',
      choices: list(obj(one).enum).map(String),
    }));
    const template = text(server.url) ?? '/';
    const filled = filledUrl(template, (name) => variables.find((one) => one.name === name)?.default); // prettier-ignore
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
