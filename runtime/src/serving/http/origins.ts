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
