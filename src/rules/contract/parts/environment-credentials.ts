import { environmentFlow, loadsCredentials } from '../../../flow/sources/credentials.js';
import { visible } from '../../../flow/taint.js';
import { taintedPart } from '../../../flow/tainted-part.js';
import { callsInside } from '../../../flow/values/functions.js';
import type { LocatedFunction } from '../../../model/code.js';
import type { Place, ProviderModel } from '../../../model/project.js';
import { textAt } from '../../configuration/documents/scalars.js';
import { signsUsersIn } from './sign-in-of-users.js';
import { readsUser } from './user-reads.js';

/**
 * An own `getCredentials` that returns what is in the environment to every caller: that belongs to local users, and to
 * others only with `shared_credentials` in provider-config.yaml.
 */
export function* environmentForAll(
  provider: ProviderModel,
): Generator<{ at: Place; message: string; hint: string }> {
  const { name, project } = provider;
  const { code, documents } = project;
  const shared = textAt(documents.config, 'providers', name, 'shared_credentials');
  if (shared?.text === 'true' || !signsUsersIn(name, project)) return;
  const auth = provider.file('api/auth');
  const loader = auth && code.exports(auth).get('getCredentials')?.origin;
  const environment = environmentFlow(code);
  for (const made of loader ? code.functions(loader) : []) {
    const { file, function: fact } = made;
    if (file.test || !fact.body || looksAtUser(made)) continue;
    for (const value of fact.returned) {
      if (visible(environment.taint({ file, value })).length === 0) continue;
      yield {
        at: file.at(taintedPart(environment, { file, value })),
        message: 'All callers get the credentials of the environment.',
        hint: 'Return what `auth` returns: it gives these to local users only. To give them to all callers, set "shared_credentials" to true in provider-config.yaml.',
      };
    }
  }

  /** It does more with the user than to load their credentials. */
  function looksAtUser({ file, function: made }: LocatedFunction): boolean {
    const loads = callsInside(file, made).filter((value) =>
      loadsCredentials({ file, value }, code),
    );
    return readsUser(
      { file, function: made },
      loads.flatMap((load) => load.arguments),
    );
  }
}
