import { environmentFlow, loadsCredentials } from '../../../flow/sources/credentials.js';
import { visible } from '../../../flow/taint.js';
import { taintedPart } from '../../../flow/tainted-part.js';
import { callsInside, parametersOf } from '../../../flow/values/functions.js';
import { contains } from '../../../flow/values/spans.js';
import type { LocatedFunction } from '../../../model/code.js';
import type { Place, ProviderModel } from '../../../model/project.js';
import { textAt } from '../../configuration/documents/scalars.js';

/**
 * An own `getCredentials` that returns what is in the environment to every caller: that belongs to local users, and to
 * others only with `shared_credentials` in provider-config.yaml.
 */
export function* environmentForAll(
  provider: ProviderModel,
): Generator<{ at: Place; message: string; hint: string }> {
  const { code, documents } = provider.project;
  const stated = (key: string) => textAt(documents.config, 'providers', provider.name, key)?.text;
  if (stated('shared_credentials') === 'true') return;
  if (/^(none|client-credentials)$/.test(stated('auth') ?? '')) return;
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
  function looksAtUser(made: LocatedFunction): boolean {
    const { file } = made;
    const loads = callsInside(file, made.function).filter((value) =>
      loadsCredentials({ file, value }, code),
    );
    const users = parametersOf(file, made.function).map((each) =>
      file.facts.declarations.indexOf(each),
    );
    return file.facts.reads.some(
      (read) =>
        users.includes(read.declaration) &&
        !loads.some((load) => load.arguments.some((given) => contains(given, read))),
    );
  }
}
