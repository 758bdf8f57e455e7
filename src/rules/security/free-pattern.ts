import type { Code, Located, Step } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import type { ProviderModel } from '../../model/project.js';
import type { ArgumentFlow } from '../../flow/sources/argument-flow.js';
import { argumentFlows } from '../../flow/sources/arguments.js';
import { isTainted } from '../../flow/taint.js';
import { externalName } from '../../flow/values/external-name.js';
import { knownPrefix } from '../../flow/values/known-prefix.js';
import { defineRule } from '../define.js';
import { wayTo } from './arguments/way.js';

/** A file without any of these makes no regular expression of text. */
const MAY_BE = /RegExp|\.match(All)?\(/;
/** An argument that can hold one of these takes a time without end, or matches everything. */
const HOSTILE = ['(a+)+$', '.*'];

export default defineRule({
  severity: 'error',
  summary: 'Regular expressions contain arguments of tools only with special characters escaped.',
  why: 'A pattern such as "(a+)+$" can take minutes, and the server answers no other caller in the meantime.',
  source: {
    text: 'CWE-1333, Inefficient Regular Expression Complexity; CWE-625, Permissive Regular Expression.',
    url: 'https://cwe.mitre.org/data/definitions/1333.html',
  },
  securitySeverity: 5.3,
  on: 'provider',
  check(provider, report) {
    if (!mayMake(provider)) return;
    for (const { of } of argumentFlows(provider)) {
      const flow = of(HOSTILE, (call) => escapes(call, provider.project.code));
      for (const step of flow.steps) {
        const pattern = patternIn(step, flow);
        if (!pattern) continue;
        const at = step.call.file.at(pattern);
        report({
          at,
          ...wayTo(at, flow, step.chain),
          message: 'An argument of the tool becomes part of this regular expression.',
          hint: 'Escape it with `RegExp.escape` or a function of your own, or search with `includes`.',
          provider: provider.name,
        });
      }
    }
  },
});

const mayMake = ({ project: { files } }: ProviderModel) =>
  [...files.values()].some(({ test, text }) => !test && MAY_BE.test(text));

/** `new RegExp(text)`, `name.match(text)` */
function patternIn({ call: { file, value }, target }: Step, flow: ArgumentFlow): Value | undefined {
  const { callee, arguments: given } = value;
  const [pattern] = given;
  if (!pattern || !isTainted(flow.taint({ file, value: pattern }))) return undefined;
  const isMade = externalName(flow.code, { file, value: callee }) === '#RegExp';
  const isMatched =
    callee.is === 'member' &&
    /^match(All)?$/.test(callee.name) &&
    given.length === 1 &&
    target.is !== 'function' &&
    target.is !== 'external';
  return isMade || isMatched ? pattern : undefined;
}

/** `text.replace(/[.*+?]/g, '\\$&')` */
function escapes({ file, value: { callee, arguments: given } }: Located<CallValue>, code: Code) {
  if (callee.is !== 'member' || !/^replace(All)?$/.test(callee.name)) return false;
  const [, by] = given;
  if (!by) return false;
  const texts = by.is === 'function' ? (file.facts.functions[by.function]?.returned ?? []) : [by];
  return texts.some((each) => knownPrefix(code, { file, value: each }).text.startsWith('\\'));
}
