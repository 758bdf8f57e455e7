import { StartError } from '../../utils/start-error.js';

/**
 * The same origins.
 * @param setting its name
 * @throws StartError for one that is not as browsers write it
 */
export function requireOrigins(setting: string, list: readonly string[]): readonly string[] {
  const invalid = list.find((item) => !URL.canParse(item) || new URL(item).origin !== item);
  if (invalid === undefined) return list;
  throw new StartError(
    `${setting}: "${invalid}" is not an origin, such as https://app.example.com.`,
  );
}

/**
 * The names in "Host" that are accepted: that of the server, those of loopback, and others that its operator adds. As
 * "Host" has them, without a port: in lower case, and of an international name what DNS has (RFC 5891).
 * @throws what `invalid` returns
 */
export const hostsOf = (
  { hostname }: URL,
  added: readonly string[],
  invalid: (stated: string) => StartError,
): string[] => [
  ...[hostname, '127.0.0.1', 'localhost', '[::1]'],
  ...added.map((stated) => {
    const url = [stated, `[${stated}]`]
      .map((host) => `http://${host}/`)
      .find((one) => URL.canParse(one));
    if (url === undefined || /[\s/?#@]/.test(stated)) throw invalid(stated);
    return new URL(url).hostname;
  }),
];
