import type { Code } from '../../../model/code.js';
import type { CallValue, FileFacts, MemberValue, NameValue, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { contains } from '../../../flow/values/spans.js';

/** Methods of `console` that write to stdout (Node.js, "Console"); all others are silent or write to stderr. */
const CONSOLE = 'log info debug table dir dirxml group groupCollapsed count timeEnd timeLog'.split(
  ' ',
);

/** Globals that write to stdout, or are stdout. */
const WRITERS: ReadonlySet<string> = new Set([
  ...CONSOLE.map((method) => `console.${method}`),
  'console',
  'console.*',
  'process.stdout',
  'process.stdout.write',
  'process.stdout.end',
  'process.stdout.fd',
]);

/** `console.log.call(console, text)` */
const BORROWED = /\.(call|apply|bind)$/;

export interface Writer {
  /** As people know it: `console.log`. */
  name: string;
  value: MemberValue | NameValue;
}

/** Every use of a global that writes to stdout; setting one (`console.log = console.error`) is none. */
export function writersIn(file: SourceFile, code: Code): Writer[] {
  if (!/\b(console|stdout)\b/.test(file.text)) return [];
  const { facts } = file;
  const called = facts.calls.map(({ callee }) => callee).filter(isRenamed(facts));
  const handed = facts.calls.flatMap(handedOver).filter(isRenamed(facts));
  return [...facts.members.filter(isUse(facts)), ...called, ...handed].flatMap((value) => {
    const origin = code.origin({ file, value });
    const name = origin.is === 'global' ? origin.path.replace(BORROWED, '') : '';
    return WRITERS.has(name) ? [{ name, value }] : [];
  });
}

/** Names among what a function is given: `createClient({ logger: console })`, `texts.forEach(print)`. */
function handedOver({ callee, arguments: given }: CallValue): NameValue[] {
  const isLent = callee.is === 'member' && /^(bind|call|apply|assign|spyOn)$/.test(callee.name);
  if (isLent) return [];
  const parts = given.flatMap((part) =>
    part.is === 'object' ? part.entries.map(({ value }) => value) : [part],
  );
  return parts.filter((part): part is NameValue => part.is === 'name');
}

/** A private name for it (`const log = console.log`) writes nothing; it is reported where it is called. */
function isUse({ assignments, declarations, exports }: FileFacts) {
  const exported = new Set(exports.map(({ declaration }) => declaration));
  const named = new Set<Value | undefined>(
    declarations.flatMap(({ init }, index) => (exported.has(index) ? [] : [init, boundIn(init)])),
  );
  const set = new Set<Value>(assignments.map(({ target }) => target));
  // A field for it is reported where it is set: `print = console.log`.
  const isField = ({ object }: MemberValue): boolean =>
    object.is === 'member'
      ? isField(object)
      : object.is === 'name' && declarations[object.declaration]?.kind === 'class';
  return (value: MemberValue) => !named.has(value) && !set.has(value) && !isField(value);
}

/** `console.log.bind` of `console.log.bind(console)` */
const boundIn = (init: Value | undefined) =>
  init?.is === 'call' && init.callee.is === 'member' && init.callee.name === 'bind'
    ? init.callee
    : undefined;

/** Names of this file, or of Node's own modules; what another file of the project gives a name to is reported there. */
function isRenamed({ declarations }: FileFacts) {
  return (value: Value): value is NameValue => {
    if (value.is !== 'name') return false;
    const { import: imported } = declarations[value.declaration] ?? {};
    return !imported || /^(node:)?(console|process)$/.test(imported.specifier);
  };
}

/** The innermost function around a place; -1 is the module itself. */
export function functionAround({ functions }: FileFacts, value: CallValue | Value): number {
  return functions.findLastIndex((each) => contains(each, value));
}
