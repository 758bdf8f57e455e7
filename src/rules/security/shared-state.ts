import type { Bindings } from '../../flow/policy.js';
import type { Code } from '../../model/code.js';
import type { Declaration, Value } from '../../model/facts.js';
import type { Place, ProjectModel, SourceFile } from '../../model/project.js';
import { callerCredentialFlow } from '../../flow/sources/credentials.js';
import { callerFlow, callerKeyFlow, responseFlow } from '../../flow/sources/callers.js';
import type { TaintTracker } from '../../flow/tracker.js';
import { authOf, signsUsersIn } from '../contract/parts/sign-in-of-users.js';
import { isKeyedByCallers, keyedRuns, keysGiven } from './state/keyed-runs.js';
import { keptArguments } from './state/kept-arguments.js';
import { keptInFiles } from './state/kept-files.js';
import { keepsForAll, memoizedIn } from './state/memoized.js';
import { truncatedKeys } from './state/truncated.js';
import { hasOwnData } from './state/own-data.js';
import { usersIn } from './state/users.js';
import { type SharedRun, sharedRuns, type SharedWrite, sharedWrites } from './state/writes.js';
import { hasPrincipal } from './verifiers/find.js';
import { defineRule } from '../define.js';
import { words } from '../../model/secret-names.js';
import { descendants, lastName, rootOf } from '../../flow/values/children.js';
import { contains } from '../../flow/values/spans.js';

/** Names of what belongs to one caller. */
const PERSONAL =
  /(^|_)(user|users?_id|current_user|principal|caller|session|token|access_token|refresh_token|credentials?|api_key|password|auth|account)$/;
/** Those of them that credentials have. */
const SECRET = /(^|_)(session|token|credentials?|api_key|password|auth)$/;
/** Values that their parts are left in. */
const HOLDS = /^(object|array)$/;
const PERSONAL_TYPE = /^(Credentials|Principal)\b/;

/** What belongs to one caller, as it is reported. */
interface Personal {
  subject: string;
  pronoun: string;
}

const CREDENTIALS: Personal = { subject: 'The credentials of one caller are', pronoun: 'them' };
const RESPONSES: Personal = { subject: 'Responses of one caller are', pronoun: 'them' };
const IDENTITY: Personal = { subject: 'The identity of one caller is', pronoun: 'it' };

export default defineRule({
  severity: 'error',
  summary:
    'Variables of a module hold no user, credentials or responses of one caller, and what is stored by caller has a whole key.',
  why: 'All callers share the variable, so one caller can get the credentials of another.',
  source: {
    text: 'CVE-2026-25536: one server shared by callers leaks responses between them.',
    url: 'https://github.com/advisories/GHSA-345p-7cg4-v4c7',
  },
  securitySeverity: 8.1,
  on: 'file',
  check(file, report, project) {
    if (file.test) return;
    const seen = new Set<number>();
    for (const { target, what, within } of sharedOfCallers(file, project)) {
      const { subject, pronoun } = what;
      seen.add(target.start);
      report({
        at: file.at(target),
        message: `${subject} stored where all callers find ${pronoun}.`,
        hint: `Store ${pronoun} in a \`Map\` with the user id in the key, or do not store ${pronoun}.`,
        ...(within && { related: [{ at: storeIn(within), message: 'It is stored here.' }] }),
      });
    }
    for (const target of keptArguments(file, project, providersOf(file, project))) {
      if (seen.has(target.start)) continue;
      seen.add(target.start);
      report({
        at: file.at(target),
        message: 'Arguments of one caller are stored where all callers find them.',
        hint: 'Store them in a `Map` with the user id in the key, or do not store them.',
      });
    }
    for (const [key, name] of truncatedKeys(file, project.code)) {
      report({
        at: file.at(key),
        message: `This key is only the beginning of "${name}", which several callers can have in common.`,
        hint: 'Use all of it, or its hash.',
      });
    }
    for (const { target, value, within, operator } of file.facts.assignments) {
      if (within === -1 || operator === 'delete' || seen.has(target.start)) continue;
      const declaration = variableOf(file, target);
      if (declaration?.within !== -1 || !isVariable(declaration)) continue;
      const name = target.is === 'member' ? target.name : declaration.name;
      const isPersonal =
        PERSONAL.test(words(name)) ||
        PERSONAL_TYPE.test(declaration.type ?? '') ||
        (value !== undefined && PERSONAL.test(words(lastName(value))));
      if (!isPersonal || (SECRET.test(words(name)) && isOfServer(file, project))) continue;
      report({
        at: file.at(target),
        message: `"${name}" is stored in a variable that all callers share.`,
        hint: 'Pass it as an argument, or store it in a `Map` with the user id as key.',
      });
    }
  },
});

/** Writes of credentials, or of responses, under no key that tells callers apart. */
function* sharedOfCallers(
  file: SourceFile,
  project: ProjectModel,
): Generator<{ target: Value; what: Personal; within?: SharedRun }> {
  const { code } = project;
  const needsSignIn = isOfUsers(file, project);
  const ofServer = isOfServer(file, project);
  const users = usersIn(file, code);
  const namesUser = (key: Value) =>
    file.facts.reads.some((read) => users.has(read.declaration) && contains(key, read));
  const isComputed = (key: Value) => code.constant({ file, value: key }) === undefined;
  for (const write of sharedWrites(file, project)) {
    if (isKeyedByCallers(file, write, project)) continue;
    const { target, value, keys, isItem } = write;
    const isIn = (tracker: TaintTracker, part = value) =>
      tracker.taint({ file, value: part }).length > 0;
    const tellsApart = (key: Value) =>
      isIn(callerFlow(code), key) || isIn(callerKeyFlow(code), key) || namesUser(key);
    if (keys?.some(tellsApart)) continue;
    if (!ofServer && isIn(callerCredentialFlow(code))) yield { target, what: CREDENTIALS };
    else if (needsSignIn && isIn(responseFlow(code))) yield { target, what: RESPONSES };
    else if (!isItem && isIdentity(file, value) && !keys?.some(isComputed))
      yield { target, what: IDENTITY };
  }
  for (const each of [...sharedRuns(file, project), ...keyedRuns(file, project)]) {
    const { target } = each;
    if (keysGiven(each).some(namesUser)) continue;
    const what =
      !ofServer && isStoredFor(each, callerCredentialFlow(code), code)
        ? CREDENTIALS
        : needsSignIn && isStoredFor(each, responseFlow(code), code)
          ? RESPONSES
          : undefined;
    if (what) yield { target, what, within: each };
  }
  for (const { callee } of needsSignIn ? keptInFiles(file, code) : [])
    yield { target: callee, what: RESPONSES };
  for (const each of memoizedIn(file, code)) {
    const target = each.call.callee;
    if (!ofServer && keepsForAll(each, callerCredentialFlow(code), code))
      yield { target, what: CREDENTIALS };
    else if (needsSignIn && keepsForAll(each, responseFlow(code), code))
      yield { target, what: RESPONSES };
  }
}

/** The first place at which a called function stores something. */
const storeIn = ({ run, stores: [first] }: SharedRun): Place =>
  run.file.at(first?.target ?? run.function);

const IN_RUNS = new WeakMap<Bindings, WeakMap<readonly SharedWrite[], ReadonlySet<SharedWrite>>>();

/** Whether a called function stores such data under a key that does not tell callers apart. */
function isStoredFor({ call, run, stores }: SharedRun, flow: TaintTracker, code: Code): boolean {
  // Calls that give the function the same are answered once, however much it stores.
  const those = (tracker: TaintTracker, parts: (write: SharedWrite) => readonly Value[]) => {
    const inner = tracker.inRun(call, run);
    const byStores = IN_RUNS.get(inner) ?? new WeakMap<object, ReadonlySet<SharedWrite>>();
    IN_RUNS.set(inner, byStores);
    const holds = (value: Value) => tracker.taintInRun({ file: run.file, value }, inner).length > 0;
    const found = byStores.get(stores) ?? new Set(stores.filter((each) => parts(each).some(holds)));
    byStores.set(stores, found);
    return found;
  };
  const held = those(flow, ({ value }) => [value]);
  if (held.size === 0) return false;
  const apart = [callerFlow(code), callerKeyFlow(code)].map((tracker) =>
    those(tracker, ({ keys = [] }) => keys),
  );
  return [...held].some((each) => !apart.some((known) => known.has(each)));
}

/** The result of a verification, the context of a call, or the user in it. */
const isIdentity = (file: SourceFile, value: Value): boolean =>
  [...descendants(value)].some(hasPrincipal) ||
  [...descendants(value, ({ is }) => HOLDS.test(is))].some((part) => isOfContext(file, part));

/** `context`, `context.principal.userId`, and `principal` of `{ principal }: CallContext` */
function isOfContext(file: SourceFile, value: Value): boolean {
  const root = rootOf(value);
  const declared = root.is === 'name' ? file.facts.declarations[root.declaration] : undefined;
  if (declared?.kind !== 'parameter') return false;
  const { type } =
    file.facts.functions[declared.within]?.parameters[declared.parameter ?? -1] ?? {};
  const [first] = [...declared.path, ...keysOf(value)];
  return type === 'CallContext' ? (first ?? 'principal') === 'principal' : type === 'Principal';
}

const keysOf = (value: Value): readonly string[] =>
  value.is === 'member' ? [...keysOf(value.object), value.name] : [];

/** A provider that the file belongs to, or that uses it, has callers with rights of their own. */
const isOfUsers = (file: SourceFile, project: ProjectModel): boolean => {
  const providers = providersOf(file, project);
  return (
    providers.size === 0 ||
    [...providers].some((each) => signsUsersIn(each, project) || hasOwnData(each, project))
  );
};

/** The credentials are those of the server, the same for all callers. */
const isOfServer = (file: SourceFile, project: ProjectModel): boolean => {
  const providers = [...providersOf(file, project)];
  return (
    providers.length > 0 &&
    providers.every((each) => authOf(each, project) === 'client-credentials')
  );
};

/** Also those that import it, at any distance. */
function providersOf(file: SourceFile, { modules }: ProjectModel): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set([file]);
  for (const each of seen) {
    if (each.provider !== undefined) found.add(each.provider);
    else for (const importer of modules.importers(each)) if (!importer.test) seen.add(importer);
  }
  return found;
}

function variableOf(file: SourceFile, target: Value): Declaration | undefined {
  if (target.is === 'member') return variableOf(file, target.object);
  return target.is === 'name' ? file.facts.declarations[target.declaration] : undefined;
}

const isVariable = ({ kind }: Declaration) => kind === 'let' || kind === 'var' || kind === 'const';
