import type { LocatedFunction } from '../../../model/code.js';
import type { ProviderModel } from '../../../model/project.js';
import { contains } from '../../../flow/values/spans.js';
import { mandatoryExports } from '../parts/mandatory.js';
import { reachesOutside, startsServer } from '../parts/outlasting.js';
import { authOf } from '../parts/sign-in-of-users.js';
import { alwaysFails, bodyFault } from '../parts/unfinished.js';
import { called, headOf, type Unfinished } from './named.js';

/** Functions of the contract that always fail, never find credentials, store none or start no server. */
export function* unfinishedSignIns(provider: ProviderModel, hint: string): Generator<Unfinished> {
  const { code } = provider.project;
  // Providers without sign-in have nothing to store.
  const isSigningIn = authOf(provider.name, provider.project) !== 'none';
  for (const located of exported(provider, 'api/auth', 'getCredentials')) {
    if (!neverFinds(located)) continue;
    yield {
      at: headOf(located),
      message: `${called(located.function.name)} never finds credentials.`,
      hint: 'Return the credentials of the user, and null only where the user has not signed in.',
    };
  }
  for (const { name, found } of mandatoryExports(provider)) {
    const isNeeded = isSigningIn || !/^(saveCredentials|runAuthServer)$/.test(name);
    for (const located of found && isNeeded ? code.functions(found.origin) : []) {
      if (located.file.test || !located.function.body || !alwaysFails(located, code)) continue;
      yield { at: headOf(located), message: `${called(name)} always fails.`, hint };
    }
  }
  if (!isSigningIn) return;
  for (const located of exported(provider, 'api/auth', 'saveCredentials')) {
    if (!located.function.body || alwaysFails(located, code)) continue;
    const isIdle = bodyFault(located, { callsApi: false, isServed: false }, code) !== undefined;
    if (!isIdle && reachesOutside(located, code)) continue;
    yield {
      at: headOf(located),
      message: `${called(located.function.name)} stores nothing.`,
      hint: 'Store the credentials of the user, so that getCredentials() finds them.',
    };
  }
  for (const located of exported(provider, 'server-auth', 'runAuthServer')) {
    if (!located.function.body || alwaysFails(located, code) || startsServer(located, code))
      continue;
    yield {
      at: headOf(located),
      message: `${called(located.function.name)} starts no server.`,
      hint: 'Start the server that the user signs in with, for instance `signInForm(auth)`.',
    };
  }
}

/** The functions that an export of a mandatory file may be; none where that cannot be determined. */
function exported(provider: ProviderModel, part: string, name: string): LocatedFunction[] {
  const { code } = provider.project;
  const file = provider.file(part);
  const origin = file && code.exports(file).get(name)?.origin;
  return origin ? code.functions(origin).filter((each) => !each.file.test) : [];
}

/** All that it returns is null, and it calls nothing. */
const neverFinds = ({ file, function: made }: LocatedFunction): boolean =>
  made.body &&
  made.returned.every((value) => value.is === 'literal') &&
  !file.facts.calls.some((each) => contains(made, each));
