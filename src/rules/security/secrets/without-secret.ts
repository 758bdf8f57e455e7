import { isLog, WRITES } from '../../../flow/sinks/logs.js';
import { descendants } from '../../../flow/values/children.js';
import { externalName } from '../../../flow/values/external-name.js';
import { contains } from '../../../flow/values/spans.js';
import type { Code, Located } from '../../../model/code.js';
import type { CallValue, Declaration, Span, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import type { Change } from '../../../model/rule.js';
import { removedItem, removedStatement } from '../../removal.js';
import { textBefore } from '../../text-before.js';

/** Texts that say nothing without the value behind them. */
const LABEL =
  /[:=>]\s*$|token|secret|key|password|credential|session|auth|header|env|^\W*(?:debug|trace|info|warn|error|dbg|here|test|xxx|todo)?\W*$/i;
/** In such a text, the position of an argument counts. */
const FORMAT = /%[sdifjoOc]/;
/** These only look at what they are given. */
const HARMLESS =
  /^#(?:JSON\.stringify|String|Boolean|Number|Object\.(?:keys|values|entries|fromEntries))$/;
const OF_TEXT = /^(?:slice|substring|substr|trim|toString|padEnd|padStart|at|join|valueOf)$/;

/**
 * The call of a log without a secret: without the statement where nothing but secrets and their labels is logged, else
 * without the argument or the property, or with asterisks in the text. Only where nothing else becomes unused.
 */
export function withoutSecret(
  { file, value: call }: Located<CallValue>,
  secret: Value,
  isSecret: (value: Value) => boolean,
  code: Code,
): Change | undefined {
  const others = call.arguments.filter((each) => !isSecret(each));
  const isAll = call.arguments.every((each) => !isSecret(each) || isOnlySecret(each, isSecret));
  if (isAll && others.every(isLabel) && isUnneeded({ file, value: call }, isSecret, code))
    return removedStatement(file, call);
  if (!isUnneeded({ file, value: secret }, isSecret, code)) return undefined;
  const written = call.arguments.flatMap((each) => [...descendants(each)]);
  const template = written.find((each) => each.is === 'template' && each.values.includes(secret));
  if (template) return masked(file, secret);
  const entry = written
    .flatMap((each) => (each.is === 'object' ? each.entries : []))
    .find((each) => each.is === 'entry' && each.value === secret);
  if (entry) return removedItem(file, { start: entry.start, end: secret.end }, '}');
  // `JSON.stringify(secret)`
  const isTextOf = (each: Value) =>
    each.is === 'call' &&
    each.arguments[0] === secret &&
    HARMLESS.test(externalName(code, { file, value: each.callee }) ?? '');
  const argument = call.arguments.find((each) => each === secret || isTextOf(each));
  const isPlain = WRITES.test(externalName(code, { file, value: call.callee }) ?? '');
  const isFormat = others.some((each) => FORMAT.test(file.text.slice(each.start, each.end)));
  const isRemovable = others.length > 0 && isPlain && !isFormat;
  return argument && isRemovable && isUnneeded({ file, value: argument }, isSecret, code)
    ? removedItem(file, argument, ')')
    : undefined;
}

const isLabel = (value: Value) => value.is === 'string' && LABEL.test(value.value);

/** Text around a secret is its label. */
function isOnlySecret(value: Value, isSecret: (value: Value) => boolean): boolean {
  if (value.is === 'compound' && value.operator === '+')
    return value.parts.every((part) =>
      isSecret(part) ? isOnlySecret(part, isSecret) : isLabel(part),
    );
  if (value.is !== 'template') return value.is !== 'object' && value.is !== 'array';
  return (
    value.values.every(isSecret) &&
    value.chunks.every((each) => each.trim() === '' || LABEL.test(each))
  );
}

/** Without it, the same still happens, and each name that is in it is used elsewhere, too. */
function isUnneeded(
  { file, value }: Located,
  isSecret: (value: Value) => boolean,
  code: Code,
): boolean {
  const parts = [...descendants(value)];
  return parts.every((each) => {
    switch (each.is) {
      case 'call': {
        const name = externalName(code, { file, value: each.callee }) ?? '';
        const isOfText = each.callee.is === 'member' && OF_TEXT.test(each.callee.name);
        return each === value ? !each.construct : HARMLESS.test(name) || isOfText;
      }
      case 'name':
        // A field can become unused, too.
        if (each.name === 'this') return false;
        return (
          each.declaration < 0 ||
          keptReads(each.declaration, file, isSecret, code).some((read) => !contains(value, read))
        );
      case 'compound':
        return /^(?:\+|\?\?|\|\||&&|\?:|!|typeof|[=!]==?)$/.test(each.operator);
      default:
        return each.is !== 'function';
    }
  });
}

const KEPT = new WeakMap<Declaration, readonly Span[]>();

/** Uses of a name that stay. */
function keptReads(
  index: number,
  file: SourceFile,
  isSecret: (value: Value) => boolean,
  code: Code,
): readonly Span[] {
  const declaration = file.facts.declarations[index];
  const known = declaration && KEPT.get(declaration);
  if (!declaration || known) return known ?? [];
  const kept = file.facts.reads.filter(
    (read) => read.declaration === index && !isLost(read, file, isSecret, code),
  );
  KEPT.set(declaration, kept);
  return kept;
}

/** Another repair may remove it there, or it is only assigned to. */
const isLost = (
  read: Span,
  file: SourceFile,
  isSecret: (value: Value) => boolean,
  code: Code,
): boolean =>
  file.facts.assignments.some(({ target }) => target.start === read.start) ||
  file.facts.calls.some(
    (value) =>
      contains(value, read) &&
      isLog({ file, value }, code) &&
      value.arguments.some((each) => contains(each, read) && isSecret(each)),
  );

/** `${token}` becomes `***`. */
function masked(file: SourceFile, { start, end }: Value): Change | undefined {
  const before = textBefore(file.text, start, /(?<=(\$\{\s*))/y);
  const after = /^\s*\}/.exec(file.text.slice(end));
  return before !== undefined && after
    ? { at: file.at({ start: start - before.length, end: end + after[0].length }), text: '***' }
    : undefined;
}
