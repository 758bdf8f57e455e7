import type { z } from 'zod';
import type { Entered } from '../sign-in/secret-form.js';
import type { FormField } from '../sign-in/form.js';
import { checkCredentials } from './check-credentials.js';
import type { SecretAuth } from './secret-auth.js';

/** Checks what a user has entered, here and at the API, and stores it unless it is invalid or rejected. */
export async function enterCredentials<Credentials>(
  auth: Omit<SecretAuth<Credentials>, 'signOut'>,
  userId: string,
  values: Readonly<Record<string, string>>,
): Promise<Entered> {
  const { data, error } = auth.shape.safeParse(values);
  if (error) return { is: 'invalid', problem: problemIn(auth.fields, error) };
  const verdict = await checkCredentials(auth, data);
  if (verdict === 'rejected') return { is: 'rejected' };
  await auth.saveCredentials(userId, data);
  return { is: verdict === 'accepted' ? 'signed-in' : 'saved' };
}

function problemIn(fields: readonly FormField[], { issues: [issue] }: z.ZodError): string {
  const field = fields.find(({ name }) => name === issue?.path[0]);
  return `${field?.label ?? 'The form'} ${issue?.message ?? 'is not valid'}`;
}
