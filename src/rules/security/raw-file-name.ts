import type { Located, Step } from '../../model/code.js';
import type { Value } from '../../model/facts.js';
import { defineRule } from '../define.js';
import type { ArgumentFlow } from '../../flow/sources/argument-flow.js';
import { argumentFlows } from '../../flow/sources/arguments.js';
import { sinkArguments } from '../../flow/sinks/arguments.js';
import { wayTo } from './arguments/way.js';
import { isTainted, startsTainted } from '../../flow/taint.js';
import { childrenOf } from '../../flow/values/children.js';
import { isTested } from './addresses/tested.js';

export default defineRule({
  severity: 'error',
  summary: 'Arguments of tools do not add folders to file names.',
  why: 'With "../" or "private/" in an argument, the model can read and write other files of the caller.',
  source: {
    text: 'CWE-23, Relative Path Traversal.',
    url: 'https://cwe.mitre.org/data/definitions/23.html',
  },
  securitySeverity: 5.3,
  on: 'provider',
  check(provider, report) {
    for (const { flow } of argumentFlows(provider)) {
      for (const { file, value } of flow.steps.flatMap((step) => composedNames(step, flow))) {
        report({
          at: file.at(value),
          ...wayTo(file.at(value), flow),
          message: 'An argument of the tool can add folders to this file name.',
          hint: 'Write the name as fileName`reports/${month}.md`, with `fileName` of "mcp-provider/files".',
          provider: provider.name,
        });
      }
    }
  },
});

/** Texts composed of an argument that the runtime is given as the name of a file. A whole argument is a choice of files. */
const composedNames = ({ call, target }: Step, flow: ArgumentFlow): readonly Located[] =>
  sinkArguments(call, 'file-name', flow.code, target).filter((given) => isComposed(given, flow));

function isComposed(given: Located, flow: ArgumentFlow): boolean {
  const { file, value } = flow.code.resolve(given);
  const taint = flow.taint(given);
  if (!isTainted(taint)) return false;
  const isText = value.is === 'template' || (value.is === 'compound' && value.operator === '+');
  if (startsTainted(taint) && !isText) return false;
  return isUntested({ file, value }, flow);
}

/** Whether it holds an argument, or a part of one, that the code does not test. */
function isUntested({ file, value }: Located, flow: ArgumentFlow): boolean {
  if (isTested({ file, value }, flow)) return false;
  const tainted = operandsOf(value)
    .map((operand) => ({ file, value: operand }))
    .filter((operand) => isTainted(flow.taint(operand)));
  return tainted.length === 0 || tainted.some((operand) => isUntested(operand, flow));
}

/** A property is one value; a method works on its object. */
function operandsOf(value: Value): readonly Value[] {
  if (value.is === 'member') return [];
  return value.is === 'call' && value.callee.is === 'member'
    ? [value.callee.object, ...value.arguments]
    : childrenOf(value);
}
