import type { Step } from '../../model/code.js';
import { defineRule } from '../define.js';
import type { ArgumentFlow } from '../../flow/sources/argument-flow.js';
import { argumentFlows } from '../../flow/sources/arguments.js';
import { isMadeOfTested } from './addresses/tested.js';
import { placeOf } from './arguments/place.js';
import { wayTo } from './arguments/way.js';
import { FILES } from '../../flow/sinks/files.js';
import { isTainted } from '../../flow/taint.js';
import { externalName, targetName } from '../../flow/values/external-name.js';
import { descendants, lastName } from '../../flow/values/children.js';

export default defineRule({
  severity: 'error',
  summary: 'Tools open files in the intended directory only.',
  why: 'With "../" in an argument or a symbolic link in the directory, the model can read and write every file of the server.',
  source: {
    text: 'CVE-2025-53109 and CVE-2025-53110; CWE-22, Path Traversal.',
    url: 'https://cwe.mitre.org/data/definitions/22.html',
  },
  securitySeverity: 8.2,
  on: 'provider',
  check(provider, report) {
    for (const { flow } of argumentFlows(provider)) {
      for (const step of flow.steps) {
        if (!opensFree(step, flow) || flow.steps.some((each) => contains(each, flow))) continue;
        const at = placeOf(step);
        report({
          at,
          message:
            'An argument of the tool sets the path of this file, and no check keeps it in one directory.',
          hint: 'Resolve the path with `realpath`, and reject it if `relative` to the directory begins with "..".',
          ...wayTo(at, flow, step.chain),
        });
      }
    }
  },
});

function opensFree({ call: { file, value }, target }: Step, flow: ArgumentFlow): boolean {
  const [path] = value.arguments;
  const name = targetName(target);
  return (
    path !== undefined &&
    name !== undefined &&
    FILES.test(name) &&
    !name.includes('realpath') &&
    isTainted(flow.taint({ file, value: path })) &&
    !isMadeOfTested({ file, value: path }, flow)
  );
}

/** `relative(root, path)`, or `path.startsWith(root + sep)`: a prefix alone also fits the folder's neighbours. */
function contains({ call: { file, value } }: Step, flow: ArgumentFlow): boolean {
  const { callee, arguments: given } = value;
  const name = externalName(flow.code, { file, value: callee });
  if (name !== undefined && /^node:path(\/\w+)?#(\w+\.)?relative$/.test(name)) {
    return given.some((part) => isTainted(flow.taint({ file, value: part })));
  }
  const [prefix] = given;
  return (
    callee.is === 'member' &&
    callee.name === 'startsWith' &&
    prefix !== undefined &&
    isTainted(flow.taint({ file, value: callee.object })) &&
    [...descendants(prefix)].some((part) => lastName(part) === 'sep' || endsInSlash(part))
  );
}

const endsInSlash = (value: Parameters<typeof lastName>[0]) =>
  (value.is === 'string' && /[\\/]$/.test(value.value)) ||
  (value.is === 'template' && /[\\/]$/.test(value.chunks.at(-1) ?? ''));
