import type { LocatedFunction } from '../../model/code.js';
import type { Span } from '../../model/facts.js';
import type { ProviderModel, SourceFile } from '../../model/project.js';
import { textAt } from '../configuration/documents/scalars.js';
import { defineRule } from '../define.js';
import { apiFunctions, servedBy } from './parts/entrances.js';
import { samplesBesideRequests } from './parts/beside-requests.js';
import { inventedIn } from './parts/invented.js';
import { mandatoryExports } from './parts/mandatory.js';
import { reachesOutside, startsServer } from './parts/outlasting.js';
import { returnsSamples } from './parts/samples.js';
import {
  alwaysFails,
  bodyFault,
  changesNothing,
  failuresIn,
  isPlaceholder,
} from './parts/unfinished.js';
import { contains } from '../../flow/values/spans.js';

export default defineRule({
  severity: 'warning',
  summary:
    'Functions of the contract, tools, resources, prompts and API modules are implemented: they are not empty, do not always fail, and do not return or throw a placeholder, also where a request fails or finds nothing.',
  why: 'Clients offer an unfinished tool to the model, and every call of it fails or returns wrong data.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { code } = provider.project;
    const hint = 'Send the request to the API here, or remove what calls it until it is finished.';
    for (const file of provider.files) {
      if (file.test) continue;
      for (const made of file.facts.functions) {
        for (const value of failuresIn({ file, function: made }, code)) {
          if (!isPlaceholder({ file, value }, code)) continue;
          report({ at: file.at(value), message: `${called(made.name)} is not implemented.`, hint });
        }
      }
    }
    const entrances = servedBy(provider);
    const served = entrances.flatMap(({ start }) => start ?? []);
    // The text of a resource may be a constant.
    const readers = new Set(
      entrances.map((each) => each.of === 'resources' && each.start?.function),
    );
    const api = new Map(apiFunctions(provider).map((each) => [each.function, each]));
    const auth = provider.file('api/auth');
    const loader = auth && code.exports(auth).get('getCredentials')?.origin;
    for (const located of loader ? code.functions(loader) : []) {
      const { file, function: made } = located;
      if (file.test || !neverFinds(located)) continue;
      report({
        at: file.at(headOf(located)),
        message: `${called(made.name)} never finds credentials.`,
        hint: 'Return the credentials of the user, and null only where the user has not signed in.',
      });
    }
    for (const { name, found } of mandatoryExports(provider)) {
      const isNeeded = signsIn(provider) || !/^(saveCredentials|runAuthServer)$/.test(name);
      for (const located of found && isNeeded ? code.functions(found.origin) : []) {
        const { file, function: made } = located;
        if (file.test || !made.body || !alwaysFails(located, code)) continue;
        report({
          at: file.at(headOf(located)),
          message: `${called(name)} always fails.`,
          hint,
        });
      }
    }
    const stored = auth && code.exports(auth).get('saveCredentials')?.origin;
    for (const located of stored && signsIn(provider) ? code.functions(stored) : []) {
      if (located.file.test || !located.function.body || alwaysFails(located, code)) continue;
      const isIdle = bodyFault(located, { callsApi: false, isServed: false }, code) !== undefined;
      if (!isIdle && reachesOutside(located, code)) continue;
      report({
        at: located.file.at(headOf(located)),
        message: `${called(located.function.name)} stores nothing.`,
        hint: 'Store the credentials of the user, so that getCredentials() finds them.',
      });
    }
    const server = provider.file('server-auth');
    const signIn = server && code.exports(server).get('runAuthServer')?.origin;
    for (const located of signIn && signsIn(provider) ? code.functions(signIn) : []) {
      if (located.file.test || !located.function.body || alwaysFails(located, code)) continue;
      if (startsServer(located, code)) continue;
      report({
        at: located.file.at(headOf(located)),
        message: `${called(located.function.name)} starts no server.`,
        hint: 'Start the server that the user signs in with, for instance `signInForm(auth)`.',
      });
    }
    const writers = new Set(
      provider.tools.flatMap(({ run, annotations }) =>
        run && annotations && annotations.readOnlyHint !== true ? run.function : [],
      ),
    );
    const entered = new Map(served.map((each) => [each.function, each] as const));
    const all = new Map([...entered, ...api]);
    const isRun = (located: LocatedFunction) =>
      code.callers(located).some(({ file }) => file.logicalPath.includes('/tools/'));
    for (const [made, located] of all) {
      const { file } = located;
      const callsApi = api.has(made) && !readers.has(made);
      if (file.provider !== provider.name) continue;
      for (const invented of callsApi ? inventedIn(located, code) : []) {
        report({
          at: invented.file.at(invented.value),
          message: `${called(made.name)} returns an invented result where the request fails.`,
          hint: 'Let the error through: the runtime tells the caller that the call failed.',
        });
      }
      const isEntered = callsApi || (entered.has(made) && !readers.has(made));
      for (const sample of isEntered ? samplesBesideRequests(located, code) : []) {
        report({
          at: sample.file.at(sample.value),
          message: `${called(made.name)} returns a sample that is written in the code for some requests.`,
          hint: 'Return what the API returns, or an error that tells the caller what is missing.',
        });
      }
      const isSample =
        callsApi && (entered.has(made) || isRun(located)) && returnsSamples(located, code);
      const claims = writers.has(made) && changesNothing(located, code);
      const fault =
        bodyFault(located, { callsApi, isServed: entered.has(made) }, code) ??
        (isSample
          ? 'returns records that are written in the code, without a request'
          : undefined) ??
        (claims ? 'calls nothing, although its tool is not marked with "readOnlyHint"' : undefined);
      if (!fault) continue;
      report({ at: file.at(headOf(located)), message: `${called(made.name)} ${fault}.`, hint });
    }
  },
});

/** Providers without sign-in have nothing to store. */
const signsIn = ({ name, project: { documents } }: ProviderModel) =>
  textAt(documents.config, 'providers', name, 'auth')?.text !== 'none';

const called = (name: string) => (name === '' ? 'This function' : `"${name}"`);

/** All that it returns is null, and it calls nothing. */
const neverFinds = ({ file, function: made }: LocatedFunction): boolean =>
  made.body &&
  made.returned.every((value) => value.is === 'literal') &&
  !file.facts.calls.some((each) => contains(made, each));

/** Its name, or else its first word. */
function headOf({ file, function: made }: LocatedFunction) {
  const declared = nameOf(file, made);
  if (declared) return declared;
  const [word = ' '] = /^\w+|^./.exec(file.text.slice(made.start, made.end)) ?? [];
  return { start: made.start, end: made.start + word.length };
}

const nameOf = ({ facts }: SourceFile, made: Span) =>
  facts.declarations.find((each) => each.kind === 'function' && contains(made, each));
