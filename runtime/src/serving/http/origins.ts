import { StartError } from '../../utils/start-error.js';

/**
 * Returns the origins unchanged.
 * @param setting is named in the error
 * @throws StartError for one that is not in the form that browsers send
 */
export function requireOrigins(setting: string, list: readonly string[]): readonly string[] {
  const invalid = list.find((item) => !URL.canParse(item) || new URL(item).origin !== item);
  if (invalid === undefined) return list;
  throw new StartError(
    `${setting}: "${invalid}" is not an origin, such as https://app.example.com.`,
  );
}

/**
 * Returns the accepted values of "Host": the server's name, loopback names, and those that the
 * operator adds. They have the form of the header, without a port: lower case, and international
 * names as DNS has them (RFC 5891).
 * @throws what `invalid` returns
 */
export const hostsOf = (
  { hostname }: URL,
  addedNames: readonly string[],
  invalid: (name: string) => StartError,
): string[] => [
  ...[hostname, '127.0.0.1', 'localhost', '[::1]'],
  ...addedNames.map((name) => {
    const url = [name, `[${name}]`]
      .map((host) => `http://${host}/`)
      .find((text) => URL.canParse(text));
    if (url === undefined || /[\s/?#@]/.test(name)) throw invalid(name);
    return new URL(url).hostname;
  }),
];
