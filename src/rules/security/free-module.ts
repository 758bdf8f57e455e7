import type { Code, Located, Step } from '../../model/code.js';
import type { Value } from '../../model/facts.js';
import { defineRule } from '../define.js';
import type { ArgumentFlow } from '../../flow/sources/argument-flow.js';
import { argumentFlows } from '../../flow/sources/arguments.js';
import { wayTo } from './arguments/way.js';
import { externalName } from '../../flow/values/external-name.js';
import { contains } from '../../flow/values/spans.js';

export default defineRule({
  severity: 'error',
  summary: 'The model does not choose which module is loaded.',
  why: 'A module runs when it is loaded, so the model can run any installed code.',
  source: {
    text: 'CWE-829, Inclusion of Functionality from Untrusted Control Sphere.',
    url: 'https://cwe.mitre.org/data/definitions/829.html',
  },
  securitySeverity: 9.3,
  on: 'provider',
  check(provider, report) {
    for (const { flow } of argumentFlows(provider)) {
      if (flow.steps.some((step) => looksUp(step, flow))) continue;
      for (const { file, value } of loaded(flow)) {
        report({
          at: file.at(value),
          ...wayTo(file.at(value), flow),
          message: 'An argument of the tool sets which module is loaded here.',
          hint: 'Look the name up in an object of functions, each with a fixed import.',
          provider: provider.name,
        });
      }
    }
  },
});

/** Names of modules with text from the arguments. */
function loaded(flow: ArgumentFlow): Located[] {
  const imported = flow.functions.flatMap(({ file, function: made }) =>
    file.facts.imports
      .filter((each) => each.form === 'dynamic' && contains(made, each))
      .map(({ from }) => ({ file, value: from })),
  );
  const required = flow.steps.flatMap(({ call: { file, value } }) => {
    const [name] = value.arguments;
    const isLoader = name && isRequire({ file, value: value.callee }, flow.code);
    return isLoader ? [{ file, value: name }] : [];
  });
  const found = new Map<Value, Located>();
  for (const each of [...imported, ...required]) {
    if (flow.taint(each).length > 0) found.set(each.value, each);
  }
  return [...found.values()];
}

function isRequire(callee: Located, code: Code): boolean {
  if (externalName(code, callee) === '#require') return true;
  const { file, value } = code.resolve(callee);
  return (
    value.is === 'call' &&
    externalName(code, { file, value: value.callee }) === 'node:module#createRequire'
  );
}

/** A cache, into which the code puts what it is given: `loaded.set(name, module)`. */
const keepsGiven = (kept: Value, { code, steps }: ArgumentFlow): boolean =>
  steps.some(
    ({ call: { value } }) =>
      value.callee.is === 'member' &&
      /^(set|add|push)$/.test(value.callee.name) &&
      code.path(value.callee.object) === code.path(kept),
  );

/** `NAMES.includes(name)`, `LOADERS.has(name)` */
function looksUp({ call: { file, value } }: Step, flow: ArgumentFlow): boolean {
  const { callee, arguments: given } = value;
  return (
    callee.is === 'member' &&
    /^(includes|has|hasOwn)$/.test(callee.name) &&
    !keepsGiven(callee.object, flow) &&
    given.some((each) => flow.taint({ file, value: each }).length > 0)
  );
}
