import type { Code, Located, Origin, Target } from '../../model/code.js';
import type { CallValue, Declaration, NameValue, Span } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { isClientPackage, reachesNetwork } from '../sinks/network.js';
import type { Taint } from '../taint.js';
import { classAt } from '../fields.js';
import { lastName, rootOf } from '../values/children.js';
import { passedTo } from '../values/passed.js';
import { contains } from '../values/spans.js';

/** Where axios, got and others keep the request in their errors. */
const REQUEST = /^(response\.)?(config|options|request)$/;
const NAMES = /^(config|options|request)$/;
const SECRETS: Taint = [
  ['headers', 'authorization'],
  ['headers', 'Authorization'],
  ['auth', 'password'],
];
const TYPES = /\b(Axios|HTTP|Request)Error\b/;
const ERRORS = /^(e|ex|err|error|cause|reason|failure)$/i;

/** Functions that call a handler with an error, and its position: `catch`, `then`, `interceptors.response.use`. */
const FAILED: Readonly<Record<string, number>> = { catch: 0, then: 1, use: 1 };

type Declared = Extract<Origin, { is: 'declared' }>;

const KNOWN = new WeakMap<Declaration, boolean>();

/** The taint of a request in the error of an HTTP client: its headers contain the credentials. */
export function failedRequest({ file, value }: Located, code: Code): Taint | undefined {
  if (value.is === 'call') {
    const { callee } = value;
    if (callee.is !== 'member' || callee.name !== 'toJSON') return undefined;
    const error = code.origin({ file, value: callee.object });
    return wayIn(error) === '' && isFailed(error, value, code)
      ? SECRETS.map((path) => ['config', ...path])
      : undefined;
  }
  if (value.is !== 'name' && value.is !== 'member') return undefined;
  const root = rootOf(value);
  const declared = root.is === 'name' ? file.facts.declarations[root.declaration] : undefined;
  const ending = value.is === 'member' ? value.name : declared?.path.at(-1);
  if (!NAMES.test(ending ?? '')) return undefined;
  if (ownNames(file, code).has(ending ?? '')) return undefined;
  const part = code.origin({ file, value });
  return REQUEST.test(wayIn(part) ?? '') && isFailed(part, value, code) ? SECRETS : undefined;
}

/** What of a variable, or of the whole that it was taken out of, is meant. */
function wayIn(origin: Origin): string | undefined {
  if (origin.is !== 'declared') return undefined;
  return [...origin.declaration.path, ...(origin.path === '' ? [] : [origin.path])].join('.');
}

function isFailed(origin: Origin, use: Span, code: Code): boolean {
  if (origin.is !== 'declared') return false;
  const { declaration } = origin;
  let known = KNOWN.get(declaration);
  if (known === undefined) {
    KNOWN.set(declaration, false);
    known = isError(origin, code);
    KNOWN.set(declaration, known);
  }
  return known && !isOfProject(origin, use, code);
}

function isError({ file, declaration }: Declared, code: Code): boolean {
  const { kind, tried, within, name, type = '' } = declaration;
  if (kind === 'catch') return tried !== undefined && requests(file, tried, code);
  const made = file.facts.functions[within];
  if (kind !== 'parameter' || !made) return false;
  if (TYPES.test(type)) return true;
  // Another type says that it has nothing of a client.
  if (!/^(any|unknown|Error)?$/.test(type)) return false;
  if (ERRORS.test(name) && importsClient(file)) return true;
  const isHandler = code
    .handed({ file, function: made })
    .some(({ file: from, value: { callee }, position }) => {
      const fails = callee.is === 'member' && FAILED[callee.name] === position;
      return fails && requests(from, callee.object, code);
    });
  if (isHandler && declaration.parameter === 0) return true;
  const { start, end, path } = declaration;
  const index = file.facts.declarations.indexOf(declaration);
  const value: NameValue = { is: 'name', start, end, name, declaration: index };
  return (
    path.length === 0 &&
    passedTo({ file, value }, code).some(
      (each) => wayIn(each.origin) === '' && isFailed(each.origin, each.value, code),
    )
  );
}

/** In a file with an HTTP client, or through functions that use one. */
const requests = (file: SourceFile, place: Span, code: Code): boolean =>
  importsClient(file) ||
  file.facts.calls.some((value) => contains(place, value) && reaches({ file, value }, code));

function reaches(call: Located<CallValue>, code: Code): boolean {
  const target = code.target(call);
  if (target.is !== 'function') return reachesClient(target, code);
  for (const step of code.execution(target))
    if (step.target.is !== 'function' && reachesClient(step.target, code)) return true;
  return false;
}

/** Errors of `fetch` and of Node.js say nothing about the request. */
const reachesClient = (target: Target, code: Code): boolean =>
  target.is !== 'global' &&
  !(target.is === 'external' && /^(node:|undici$)/.test(target.module)) &&
  reachesNetwork(target, code);

const importsClient = ({ facts }: SourceFile): boolean =>
  facts.imports.some(({ specifier }) => isClientPackage(specifier ?? ''));

/** After `if (error instanceof ConfigError)`, where that class is of the project. */
const isOfProject = ({ file, declaration }: Declared, use: Span, code: Code): boolean =>
  file.facts.operations.some(({ operator, end, parts: [tested, type] }) => {
    if (operator !== 'instanceof' || end > use.start || tested?.is !== 'name' || !type)
      return false;
    const isSame = file.facts.declarations[tested.declaration] === declaration;
    return isSame && classAt(code, { file, value: type }) !== undefined;
  });

const OWN_NAMES = new WeakMap<SourceFile, ReadonlySet<string>>();

/** Fields of the error classes that a file declares, or that are beside what it imports: `error.request` may be theirs. */
function ownNames(file: SourceFile, code: Code): ReadonlySet<string> {
  const known = OWN_NAMES.get(file);
  if (known) return known;
  const near = file.facts.declarations.flatMap(({ kind, start, end, name }, declaration) => {
    if (kind !== 'import') return [];
    const origin = code.origin({ file, value: { is: 'name', start, end, name, declaration } });
    return origin.is === 'declared' || origin.is === 'value' ? [origin.file] : [];
  });
  const names = [file, ...new Set(near)]
    .flatMap(({ facts }) => facts.declarations)
    .filter(({ kind, base }) => kind === 'class' && base && lastName(base).endsWith('Error'))
    .flatMap(({ members = [] }) => members.map(({ name }) => name));
  const found = new Set(names);
  OWN_NAMES.set(file, found);
  return found;
}
