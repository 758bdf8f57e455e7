import { isSecretName, words } from '../../../runtime/src/provider/argument-names.js';
import { singular } from '../../model/singular.js';

/** Values with these names grant access, also where they identify what is read or revoked. */
const GRANTS_ACCESS = /(token|key|client_secret|password|passwd|passphrase|pwd|pem|otp|code)$/;

/**
 * The argument of a path parameter that has the name of a secret, but identifies a resource of its collection:
 * `authorization_id` for `/authorizations/{authorization}`.
 */
export function identifierName(path: string, parameter: string): string | undefined {
  const name = words(parameter);
  if (!isSecretName(name) || GRANTS_ACCESS.test(name)) return undefined;
  const [before = ''] = path.split(`{${parameter}}`);
  const collection = words(before.split('/').at(-2) ?? '');
  const one = singular(collection);
  return one !== collection && one === singular(name) ? `${parameter}_id` : undefined;
}
