import type { Code, Located, Step } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';
import { rootOf } from '../../../flow/values/children.js';
import { externalName } from '../../../flow/values/external-name.js';
import { isLostName } from './lost-name.js';

/** These run nothing. */
const DATA = /\.(json|txt|css)$/;

/**
 * Where a call takes code from that no file of the project shows, undefined for other calls: a module that is generated,
 * ignored by git or chosen at run time, a proxy, a global with a computed name.
 */
export function hiddenCode({ call, target }: Step, code: Code): object | undefined {
  const { file, value } = call;
  switch (target.is) {
    case 'unknown': {
      if (isLostName({ file, value: value.callee }, code.modules)) return undefined;
      const root = rootOf(value.callee);
      const made = root.is === 'name' ? file.facts.declarations[root.declaration] : undefined;
      return DATA.test(made?.import?.specifier ?? '') ? undefined : made;
    }
    case 'global':
      return target.path === '*' ? value : undefined;
    case 'declared':
      return isHidden({ file: target.file, value: target.declaration.init }, code)
        ? target.declaration
        : undefined;
    case 'value':
      return isHidden(target, code) ? target.value : undefined;
    default:
      return undefined;
  }
}

function isHidden({ file, value }: Located<Value | undefined>, code: Code): boolean {
  if (value?.is === 'compound') {
    const [part] = value.parts;
    if (value.operator === 'await') return isHidden({ file, value: part }, code);
    return value.operator === 'import' && part?.is !== 'string' && !isData(part);
  }
  if (value?.is !== 'call') return false;
  const made = externalName(code, { file, value: value.callee });
  return made === '#Reflect.get' || (made === '#Proxy' && value.construct);
}

/** `./texts/${language}.json` */
const isData = (specifier: Value | undefined): boolean =>
  specifier?.is === 'template' && DATA.test(specifier.chunks.at(-1) ?? '');
