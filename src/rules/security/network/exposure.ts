import type { Located } from '../../../model/code.js';
import type { CallValue, FunctionFact, Value } from '../../../model/facts.js';
import type { Place, ProjectModel, SourceFile } from '../../../model/project.js';
import { type About, aboutHost, isAbout, passed } from './host.js';
import { callsInside, functionsAround } from '../../../flow/values/functions.js';
import { descendants, lastName } from '../../../flow/values/children.js';
import { contains } from '../../../flow/values/spans.js';
import { isLoopback } from '../../../model/loopback.js';
import { VERIFIES } from './servers.js';

type Call = Located<CallValue>;

export interface OpenWay {
  at: Place;
  /** Where it is known. */
  address?: string;
}

/** `isLoopback`, `LOOPBACK_HOSTS`; not `runLoopbackServer`. */
const CHECK =
  /^(?:is|assert|require|ensure|check)\w*(?:loopback|local)|^(?:loopback|local)_?(?:hosts?|addresses|names)?$/i;
const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|::|\[::\])$/;

const VERIFYING = new WeakMap<Scope, boolean>();

/** Something in the same function verifies tokens, or middleware does that is named there. */
export function verifies(call: Call): boolean {
  const scope = scopeOf(call);
  const known =
    VERIFYING.get(scope) ??
    callsIn(scope, call.file).some(({ callee, arguments: given }) =>
      [callee, ...given].some((value) =>
        [...descendants(value)].some((part) => VERIFIES.test(lastName(part))),
      ),
    );
  VERIFYING.set(scope, known);
  return known;
}

/** The ways to a call that listens on which no code compares its address with those of this machine. */
export function openWays(
  call: Call,
  host: Located,
  project: ProjectModel,
  about: About = aboutHost(host),
  seen = new Set<FunctionFact>(),
): OpenWay[] {
  if (comparesWithLoopback(call, about)) return [];
  const owner = functionsAround(call.file, call.value).at(-1);
  if (owner && seen.has(owner)) return [];
  if (owner) seen.add(owner);
  const callers = owner ? callersOf(owner, project) : [];
  if (callers.length === 0) return [{ at: host.file.at(host.value) }];
  return callers.flatMap((caller) => {
    const given = addressGiven(caller, project);
    if (given) return isLoopback(given.address) ? [] : [given];
    return verifies(caller) ? [] : openWays(caller, host, project, passed(caller, about), seen);
  });
}

/** A fixed address among the arguments of a call. */
function addressGiven({ file, value }: Call, { code }: ProjectModel) {
  const candidates = value.arguments.flatMap((given): Located[] => {
    const properties = code.object({ file, value: given })?.properties ?? [];
    return [{ file, value: given }, ...properties.filter(({ key }) => /^host(name)?$/.test(key))];
  });
  for (const { file: at, value: given } of candidates) {
    const address = code.constant({ file: at, value: given });
    const isAddress = typeof address === 'string' && (ADDRESS.test(address) || isLoopback(address));
    if (isAddress) return { at: at.at(given), address };
  }
  return undefined;
}

function callersOf(owner: FunctionFact, { files, code }: ProjectModel): Call[] {
  return [...files.values()].flatMap((file) => {
    if (file.test || !file.text.includes(owner.name)) return [];
    return file.facts.calls.flatMap((value) => {
      const target = code.target({ file, value });
      return target.is === 'function' && target.function === owner ? [{ file, value }] : [];
    });
  });
}

/** `isLoopback(host)`, `LOOPBACK.includes(host)` or `host === '127.0.0.1'` in the same function. */
function comparesWithLoopback(call: Call, about: About): boolean {
  const { file } = call;
  const scope = scopeOf(call);
  const named = callsIn(scope, file).some(({ callee, arguments: given }) => {
    const asked = callee.is === 'member' && /^(includes|has|every|some|test)$/.test(callee.name);
    if (!asked) return CHECK.test(lastName(callee)) && isAbout(file, given, about);
    return [callee.object, ...given].some((value) => [...descendants(value)].some(isAboutLoopback));
  });
  return named || comparesText(scope, file);
}

const isAboutLoopback = (value: Value) =>
  CHECK.test(lastName(value)) || (value.is === 'string' && isLoopback(value.value));

const comparesText = (scope: Scope, { facts }: SourceFile) =>
  facts.operations.some(
    (operation) =>
      /^[!=]==?$/.test(operation.operator) &&
      ('facts' in scope || contains(scope, operation)) &&
      operation.parts.some((part) => part.is === 'string' && isLoopback(part.value)),
  );

/** The outermost function around a call, or the file where there is none. */
type Scope = FunctionFact | SourceFile;

const scopeOf = ({ file, value }: Call): Scope => functionsAround(file, value).at(-1) ?? file;

const callsIn = (scope: Scope, file: SourceFile): readonly CallValue[] =>
  'facts' in scope ? scope.facts.calls : callsInside(file, scope);
