import { list, obj, text, type Obj } from '../model.js';

export interface Server {
  /** With the defaults of the variables; relative if the document states no host. */
  url: string;
  description?: string;
  variables: { name: string; default: string; choices: string[] }[];
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
    const filled = template.replace(
      /\{([^}]+)\}/g,
      (whole, name: string) => variables.find((one) => one.name === name)?.default || whole,
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
      ...(text(server.description) !== undefined && {
        description: String(server.description),
      }),
      variables,
      needs: absolute ? 'nothing' : 'base-url',
      ...(isPlain && { note: 'not encrypted' }),
    };
  });
}
