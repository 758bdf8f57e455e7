import * as z from 'zod';
import type { SecretAuth } from './secret-auth.js';
import { secretAuth } from './secret-auth.js';

/** Values of environment variables, by name. */
export type ProgramCredentials = Record<string, string>;

const Value = z
  .string()
  .min(1, 'is empty')
  .regex(/^[^\0]*$/, 'must not contain a null character');

/**
 * Environment variables that a program of another MCP server reads, such as its token. Each user has values of their own,
 * and with them a program of their own.
 * @param variables the environment variables with the values of local users, by the name that the program reads
 * @example export const auth = programAuth(PROVIDER_NAME, { ACME_TOKEN: 'ACME_TOKEN' });
 */
export const programAuth = (
  provider: string,
  variables: Readonly<Record<string, string>>,
): SecretAuth<ProgramCredentials> => {
  const names = Object.keys(variables);
  const shape: z.ZodType<ProgramCredentials> = z.strictObject(
    Object.fromEntries(names.map((name) => [name, Value])),
  );
  return {
    ...secretAuth(provider, {
      shape,
      fields: names.map((name) => ({ name, label: name, secret: true })),
      variables,
      authorize: () => undefined, // the program signs its own requests
    }),
    environment: (credentials) => credentials,
  };
};
