import type { Code, Located } from '../../model/code.js';
import type { CallValue, MemberValue, Value } from '../../model/facts.js';
import { CLEAN, TAINTED, type Taint } from '../taint.js';
import { descendants, lastName } from '../values/children.js';
import { externalName } from '../values/external-name.js';
import { callbackOf } from '../values/functions.js';
import { printedEnvironment } from './printed-environment.js';
import { listedTexts, possibleTexts } from '../values/possible.js';
import { isSecretName } from '../../model/secret-names.js';

const VARIABLES = 'process.env.';

/** `process.env`, also under another name. */
export const isEnvironment = (value: Located, code: Code): boolean =>
  lastName(value.value) === 'env' && externalName(code, value) === '#process.env';

/** The environment as a whole, and its variables with secrets. */
export function environmentTaint(value: Located, code: Code): Taint | undefined {
  if (isEnvironment(value, code) || readsSecret(value, code)) return TAINTED;
  const printed = printedEnvironment(value, code);
  if (printed) return printed;
  return value.value.is === 'member' && isVariable(value as Located<MemberValue>, code)
    ? CLEAN
    : undefined;
}

/** It reads a variable that has the name of a secret: by that name, or through a function that is given the name. */
export function readsSecret({ file, value }: Located, code: Code): boolean {
  if (value.is === 'member') {
    if (!isVariable({ file, value }, code)) return false;
    const { computed } = value;
    return computed ? namesSecret({ file, value: computed }, code) : isSecretName(value.name);
  }
  if (value.is !== 'call') return false;
  const [first, second] = value.arguments;
  if (externalName(code, { file, value: value.callee }) === '#Reflect.get')
    return (
      first !== undefined &&
      second !== undefined &&
      isEnvironment({ file, value: first }, code) &&
      namesSecret({ file, value: second }, code)
    );
  const position = nameParameter({ file, value }, code);
  const given = position === undefined ? undefined : value.arguments[position];
  return given !== undefined && namesSecret({ file, value: given }, code);
}

/** The variable of the environment that a value reads: `process.env.TOKEN`, or `TOKEN` of `const { TOKEN } = process.env`. */
export function variableRead({ file, value }: Located, code: Code): string | undefined {
  if (value.is === 'member') return isVariable({ file, value }, code) ? value.name : undefined;
  const origin = value.is === 'name' ? code.origin({ file, value }) : undefined;
  return origin?.is === 'global' && origin.path.startsWith(VARIABLES)
    ? origin.path.slice(VARIABLES.length)
    : undefined;
}

const isVariable = ({ file, value }: Located<MemberValue>, code: Code) =>
  isEnvironment({ file, value: value.object }, code);

/** It reads a variable of a list, and none of that list is a secret: `for (const name of SHOWN) process.env[name]`. */
export function readsListed({ file, value }: Located, code: Code): boolean {
  if (value.is !== 'member' || !value.computed || !isVariable({ file, value }, code)) return false;
  const names = listedTexts({ file, value: value.computed }, code);
  return names !== undefined && !names.some(isSecretName);
}

/** A text that is the name of a secret, an item of a list with such names, or a name out of `Object.keys(process.env)`. */
function namesSecret({ file, value }: Located, code: Code): boolean {
  const name = code.constant({ file, value });
  if (name !== undefined) return isSecretName(String(name));
  const origin = code.origin({ file, value });
  if (origin.is !== 'declared') return false;
  const { init, kind, within } = origin.declaration;
  // What the callers of a named function pass is asked about each call of it.
  if (kind === 'parameter' && !callbackOf(code, origin.file, within)) return false;
  if (possibleTexts({ file, value }, code).some(isSecretName)) return true;
  if (kind === 'parameter' || !init) return false;
  return [...descendants(init)].some((part) =>
    isEnvironment({ file: origin.file, value: part }, code),
  );
}

/** Which parameter of the called function is the name of the variable that it returns. */
function nameParameter(call: Located<CallValue>, code: Code): number | undefined {
  const target = code.target(call);
  if (target.is !== 'function') return undefined;
  const { file, function: called } = target;
  for (const returned of called.returned) {
    for (const part of descendants(returned, isChoice)) {
      if (part.is !== 'member' || part.computed?.is !== 'name') continue;
      const declaration = file.facts.declarations[part.computed.declaration];
      const isOwn = file.facts.functions[declaration?.within ?? -1] === called;
      if (isOwn && isVariable({ file, value: part }, code)) return declaration?.parameter;
    }
  }
  return undefined;
}

const isChoice = ({ is }: Value) => is === 'compound';
