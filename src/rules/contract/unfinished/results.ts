import type { LocatedFunction } from '../../../model/code.js';
import type { FunctionFact } from '../../../model/facts.js';
import type { ProviderModel } from '../../../model/project.js';
import { samplesBesideRequests } from '../parts/beside-requests.js';
import { apiFunctions, servedBy } from '../parts/entrances.js';
import { inventedIn } from '../parts/invented.js';
import { hasSamples, returnsSamples } from '../parts/samples.js';
import { bodyFault, changesNothing } from '../parts/unfinished.js';
import { called, headOf, type Unfinished } from './named.js';

/** A function of a provider whose result comes from an API, or goes to a client. */
interface Served extends LocatedFunction {
  /** It is of an API module, and no resource reads it: the text of a resource may be a constant. */
  callsApi: boolean;
  /** A tool, a resource or a prompt runs it. */
  isServed: boolean;
  /** What it returns is a result, not the text of a resource. */
  isResult: boolean;
  /** Its tool is not marked as one that only reads. */
  isWriter: boolean;
}

/** Results that are made up, fixed or empty. */
export function* unfinishedResults(provider: ProviderModel, hint: string): Generator<Unfinished> {
  for (const served of servedFunctions(provider)) {
    yield* standIns(served, provider);
    const fault = faultOf(served, provider);
    if (fault)
      yield { at: headOf(served), message: `${called(served.function.name)} ${fault}.`, hint };
  }
}

function servedFunctions(provider: ProviderModel): readonly Served[] {
  const entrances = servedBy(provider);
  const startsOf = (kind?: string) =>
    entrances.flatMap(({ of, start }) => (start && (!kind || of === kind) ? [start] : []));
  const readers = new Set(startsOf('resources').map((each) => each.function));
  const entered = new Set(startsOf().map((each) => each.function));
  const api = apiFunctions(provider);
  const ofApi = new Set(api.map((each) => each.function));
  const writers = new Set(
    provider.tools.flatMap(({ run, annotations }) =>
      run && annotations && annotations.readOnlyHint !== true ? run.function : [],
    ),
  );
  const all = new Map<FunctionFact, LocatedFunction>(
    [...startsOf(), ...api].map((each) => [each.function, each]),
  );
  return [...all.values()]
    .filter(({ file }) => file.provider === provider.name)
    .map(({ file, function: made }) => {
      const callsApi = ofApi.has(made) && !readers.has(made);
      const isServed = entered.has(made);
      const isResult = callsApi || (isServed && !readers.has(made));
      return { file, function: made, callsApi, isServed, isResult, isWriter: writers.has(made) };
    });
}

/** What it returns in place of the result where a request fails, or in some cases. */
function* standIns(served: Served, { project }: ProviderModel): Generator<Unfinished> {
  const { code } = project;
  const name = called(served.function.name);
  for (const { file, value } of served.callsApi ? inventedIn(served, code) : []) {
    yield {
      at: file.at(value),
      message: `${name} returns an invented result where the request fails.`,
      hint: 'Let the error through: the runtime tells the caller that the call failed.',
    };
  }
  const mayBeSample = served.isResult && hasSamples(project);
  for (const { file, value } of mayBeSample ? samplesBesideRequests(served, code) : []) {
    yield {
      at: file.at(value),
      message: `${name} returns a sample that is written in the code for some requests.`,
      hint: 'Return what the API returns, or an error that tells the caller what is missing.',
    };
  }
}

/** The rest of a sentence; undefined where no fault is known. */
function faultOf(served: Served, { project: { code } }: ProviderModel): string | undefined {
  const { callsApi, isServed, isWriter } = served;
  const fault = bodyFault(served, { callsApi, isServed }, code);
  if (fault !== undefined) return fault;
  const isRun = () =>
    isServed || code.callers(served).some(({ file }) => file.logicalPath.includes('/tools/'));
  if (callsApi && isRun() && returnsSamples(served, code))
    return 'returns records that are written in the code, without a request';
  return isWriter && changesNothing(served, code)
    ? 'calls nothing, although its tool is not marked with "readOnlyHint"'
    : undefined;
}
