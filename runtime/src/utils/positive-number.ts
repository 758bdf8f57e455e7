import { StartError } from './start-error.js';

/**
 * The value of an environment variable; undefined where it is absent or empty.
 * @throws StartError that names the variable
 */
export function positiveNumber(
  variable: string,
  environment: NodeJS.ProcessEnv,
): number | undefined {
  const text = environment[variable];
  if (!text) return undefined;
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new StartError(`${variable} must be a positive whole number.`);
}
