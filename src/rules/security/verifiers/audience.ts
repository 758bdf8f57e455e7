import { isLog } from '../../../flow/sinks/logs.js';
import { TAINTED } from '../../../flow/taint.js';
import { TaintTracker } from '../../../flow/tracker.js';
import { callsInside } from '../../../flow/values/functions.js';
import { contains } from '../../../flow/values/spans.js';
import type { Code, LocatedFunction } from '../../../model/code.js';
import type { Span } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { namesAt, readsOf } from './parameters.js';

/** Methods that find one text in another, not an item in a list. */
const PART_OF = /^(startsWith|endsWith|indexOf|search|match)$/;

/** The place where the audience is not checked; `true` for the function as a whole. */
export function audienceFault(verifier: LocatedFunction, code: Code): Span | true | undefined {
  const { file, function: fact } = verifier;
  // `(...args) => inner.verify(...args)`
  if (fact.parameters.some(({ rest }) => rest)) return undefined;
  const declared = namesAt(verifier, 1);
  const reads = readsOf(file, declared).filter((read) => !isVoid(read, file));
  if (reads.length === 0) return notPassed(verifier, code) ? (declared[0] ?? true) : undefined;
  const weak = reads.filter((read) => !isShown(read, verifier, code));
  if (weak.length === 0) return reads[0];
  return weak.every((read) => isPartly(read, file) || isWithoutEffect(read, file, code))
    ? weak[0]
    : undefined;
}

/** `void audience;` */
const isVoid = (read: Span, { facts }: SourceFile): boolean =>
  facts.discarded.some(
    (each) =>
      contains(each, read) &&
      (each.is === 'name' || (each.is === 'compound' && each.operator === 'void')),
  );

/** No `{ audience: … }` goes to a function that compares it, or only one that the token itself claims. */
function notPassed(verifier: LocatedFunction, code: Code): boolean {
  const { file, function: fact } = verifier;
  const tokens = new Set(namesAt(verifier, 0));
  const claims = new TaintTracker(code, {
    source: ({ file: home, value }) => {
      const declared = value.is === 'name' && home.facts.declarations[value.declaration];
      return declared && tokens.has(declared) ? TAINTED : undefined;
    },
    keepsKey: () => true,
    methods: /./,
    propagators: /./,
  });
  return !file.facts.objects.some(
    (each) =>
      contains(fact, each) &&
      each.entries.some(
        (entry) =>
          entry.is === 'entry' &&
          /^(audience|aud)$/.test(entry.key) &&
          claims.taint({ file, value: entry.value }).length === 0,
      ),
  );
}

/** In a message or a log only. */
function isShown(read: Span, { file, function: fact }: LocatedFunction, code: Code): boolean {
  return (
    fact.thrown.some((value) => contains(value, read)) ||
    callsInside(file, fact).some(
      (value) =>
        isLog({ file, value }, code) && value.arguments.some((given) => contains(given, read)),
    )
  );
}

/** A part of a host, such as the domain of a company. */
const TAKES_PART = /^(split|slice|substring|substr)$/;

/** `audience.href.startsWith(aud)`, `aud.startsWith(audience.href)`, `audience.href.includes(aud)`, `audience.host.split('.')` */
const isPartly = (read: Span, { facts }: SourceFile) =>
  facts.calls.some(({ callee, arguments: given }) => {
    if (callee.is !== 'member') return false;
    const isReceiver = contains(callee.object, read);
    const isGiven = given.some((each) => contains(each, read));
    return (
      (PART_OF.test(callee.name) && (isReceiver || isGiven)) ||
      (isReceiver &&
        callee.object.is === 'member' &&
        (callee.name === 'includes' ||
          (TAKES_PART.test(callee.name) && /^host(name)?$/.test(callee.object.name))))
    );
  });

/** An `if` whose branches neither leave the function nor change anything: they only write logs. */
function isWithoutEffect(read: Span, file: SourceFile, code: Code): boolean {
  const { facts } = file;
  const condition = facts.conditions.find((each) => contains(each, read));
  const branches = condition
    ? facts.branches.filter(({ of, start }) => of <= condition.start && condition.end <= start)
    : [];
  const [{ of } = { of: -1 }] = branches.toSorted((a, b) => b.of - a.of);
  const own = branches.filter((each) => each.of === of);
  return (
    own.length > 0 &&
    own.every(
      (each) =>
        !each.leaves &&
        !facts.assignments.some(({ target }) => contains(each, target)) &&
        !facts.calls.some((value) => contains(each, value) && !isLog({ file, value }, code)),
    )
  );
}
