import type * as z from 'zod';
import { configOf } from '../config.js';
import { isVerifiedCaller } from '../principal.js';

/**
 * Credentials in the environment. They are those of people on this machine; of callers from elsewhere only where
 * `shared_credentials` in provider-config.yaml says that all share one account.
 * @param variables that hold them, by member
 * @returns undefined where the environment has none for this user
 * @throws Error that names the variable and not its value
 */
export function environmentCredentials<Credentials>(
  provider: string,
  userId: string,
  shape: z.ZodType<Credentials>,
  variables: Readonly<Record<keyof Credentials & string, string>>,
): Credentials | undefined {
  const isTheirs = !isVerifiedCaller(userId) || configOf(provider).shared_credentials === true;
  const names = Object.entries<string>(variables);
  if (!isTheirs || names.some(([, variable]) => !process.env[variable])) return undefined;
  const values = names.map(([member, variable]) => [member, process.env[variable]]);
  const { data, error } = shape.safeParse(Object.fromEntries(values));
  if (!error) return data;
  const problems = error.issues.map(({ path, message }) => {
    const [, variable] = names.find(([member]) => member === path[0]) ?? [];
    return `${variable} ${message}`;
  });
  throw new Error(problems.join('; '));
}
