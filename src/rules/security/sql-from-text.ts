import type { Located, Step } from '../../model/code.js';
import type { Value } from '../../model/facts.js';
import type { ArgumentFlow } from '../../flow/sources/argument-flow.js';
import { argumentFlows } from '../../flow/sources/arguments.js';
import { sqlText } from '../../flow/sinks/sql-text.js';
import { isTainted } from '../../flow/taint.js';
import { operandsOf } from '../../flow/tainted-part.js';
import { descendants } from '../../flow/values/children.js';
import { possibleValues } from '../../flow/values/possible.js';
import { isTagged } from '../../flow/values/tagged.js';
import { defineRule } from '../define.js';
import { isMadeOfTested } from './addresses/tested.js';
import { placeOf } from './arguments/place.js';
import { wayTo } from './arguments/way.js';
import { isCompared } from './redirects/compared.js';

const STATEMENT =
  /^\s*(select\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|with\s+\w+\s+as\s|merge\s+into\s|replace\s+into\s|call\s+\w+\(|drop\s|alter\s|create\s+(table|view|index)\s)/i;
const DOCUMENT =
  /^\s*(?:query|mutation|subscription)\b(?:\s+\w+)?\s*(?:\([^)]*\)\s*)?(?:@\w[^{}'"]*)?\{/;
/** The first word of a sentence: `Select a repository.` */
const SENTENCE = /^\s*[A-Z][a-z]+\s/;
const SQL = 'an SQL statement';
const GRAPHQL = 'a GraphQL document';

export default defineRule({
  severity: 'error',
  summary:
    'SQL statements contain arguments as bound parameters, and GraphQL documents as variables, not as text.',
  why: 'With a quote in an argument, the model can change the statement or document, and read or delete other data.',
  source: {
    text: 'CWE-89, SQL Injection.',
    url: 'https://cwe.mitre.org/data/definitions/89.html',
  },
  securitySeverity: 9,
  on: 'provider',
  check(provider, report) {
    for (const { flow } of argumentFlows(provider)) {
      for (const step of flow.steps) {
        const built = builtStatement(step, flow);
        if (!built) continue;
        const at = placeOf(step);
        report({
          at,
          message: `An argument of the tool becomes part of ${built}.`,
          hint:
            built === SQL
              ? 'Write a placeholder (`$1`, `?`, `:name`) and pass the argument as a parameter.'
              : 'Declare a variable in the document, and pass the argument in "variables".',
          ...wayTo(at, flow, step.chain),
        });
      }
    }
  },
});

function builtStatement({ call, target }: Step, flow: ArgumentFlow) {
  const { file, value } = call;
  // A function of the project is looked into where it passes the statement on; a tagged template binds its values.
  const isOwn = target.is === 'function' || flow.code.implementations(call).length > 0;
  if (isOwn || isTagged(call)) return undefined;
  const raw = sqlText(call, flow.code);
  if (raw && isOpen({ file, value: raw }, flow)) return SQL;
  return firstOf(value.arguments, (given) => statementIn({ file, value: given }, flow));
}

/** It contains an argument that no code has compared or tested. */
function isOpen({ file, value }: Located, flow: ArgumentFlow): boolean {
  if (!isTainted(flow.taint({ file, value })) || isMadeOfTested({ file, value }, flow))
    return false;
  const tainted = operandsOf(value)
    .map((part) => ({ file, value: part }))
    .filter((part) => isTainted(flow.taint(part)));
  return ![{ file, value }, ...tainted].some((part) => isCompared(part, flow.code));
}

/** A statement in a variable to which text is added later. */
function extended({ file, value }: Located, flow: ArgumentFlow): string | undefined {
  if (value.is !== 'name' || !isTainted(flow.taint({ file, value }))) return undefined;
  const { init } = file.facts.declarations[value.declaration] ?? {};
  const start = init && flow.code.constant({ file, value: init });
  return typeof start === 'string' ? begun(start) : undefined;
}

/** In a value or in what it is made of: each value once, however often it is in others. */
function statementIn(located: Located, flow: ArgumentFlow): string | undefined {
  const seen = new Set<Value>();
  const asked = new Set([located.value]);
  const open = [located];
  for (let next = open.pop(); next; next = open.pop()) {
    const known = extended(next, flow);
    if (known) return known;
    for (const { file, value } of possibleValues(next, flow.code)) {
      if (seen.has(value)) continue;
      seen.add(value);
      for (const part of descendants(value)) {
        const statement = statementAt({ file, value: part }, flow);
        if (statement) return statement;
        for (const each of madeOf({ file, value: part }, flow)) {
          if (asked.has(each.value)) continue;
          asked.add(each.value);
          open.push(each);
        }
      }
    }
  }
  return undefined;
}

function statementAt({ file, value }: Located, flow: ArgumentFlow): string | undefined {
  const statement = begun(startOf({ file, value }, flow));
  const isComposed =
    statement && piecesOf(value).some((part) => isTainted(flow.taint({ file, value: part })));
  return isComposed ? statement : undefined;
}

/** A variable, or the result of a function of the project: its parameters have the taint of the arguments. */
function madeOf({ file, value }: Located, flow: ArgumentFlow): readonly Located[] {
  if (value.is === 'name') return isTainted(flow.taint({ file, value })) ? [{ file, value }] : [];
  if (value.is !== 'call') return [];
  return flow.code
    .implementations({ file, value })
    .flatMap((run) => run.function.returned.map((each) => ({ file: run.file, value: each })));
}

/** What a text with this beginning is. */
const begun = (text: string): string | undefined =>
  DOCUMENT.test(text) ? GRAPHQL : STATEMENT.test(text) && !SENTENCE.test(text) ? SQL : undefined;

function firstOf(values: readonly Value[], find: (value: Value) => string | undefined) {
  for (const value of values) {
    const found = find(value);
    if (found) return found;
  }
  return undefined;
}

/** What is put into a text. */
function piecesOf(value: Value): readonly Value[] {
  if (value.is === 'template') return value.values;
  if (value.is === 'compound') return value.parts;
  if (value.is !== 'call' || value.callee.is !== 'member') return [];
  const { object } = value.callee;
  return object.is === 'array' ? object.items.flatMap((item) => item ?? []) : value.arguments;
}

function startOf({ file, value }: Located, flow: ArgumentFlow): string {
  if (value.is === 'template') return value.chunks[0] ?? '';
  const first = leftmost(value);
  if (first === value) return '';
  if (first.is === 'template') return first.chunks[0] ?? '';
  const start = flow.code.constant({ file, value: first });
  return typeof start === 'string' ? start : '';
}

/** Of a sum, a joined list, or a text in which something is replaced. */
function leftmost(value: Value): Value {
  const [left] = value.is === 'compound' && value.operator === '+' ? value.parts : [];
  if (left) return leftmost(left);
  if (value.is !== 'call' || value.callee.is !== 'member') return value;
  const { object, name } = value.callee;
  if (name === 'join' && object.is === 'array' && object.items[0]) return object.items[0];
  return /^(replace|replaceAll|concat)$/.test(name) ? object : value;
}
