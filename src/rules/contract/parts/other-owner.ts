import { rootOf } from '../../../flow/values/children.js';
import { externalName } from '../../../flow/values/external-name.js';
import type { Code, Located, Origin } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';
import type { ProviderModel } from '../../../model/project.js';

/** The provider in whose files a function is declared, or the object that it is taken from. */
export function ownerOf(origin: Origin, code: Code): string | undefined {
  if (origin.is !== 'declared') return undefined;
  const { file, declaration, path } = origin;
  const { init } = declaration;
  const isTaken = declaration.path.length > 0 || path !== '';
  if (!isTaken && code.functions(origin).length > 0) return file.provider;
  const from = init && code.origin({ file, value: rootOf(init) });
  const made = from?.is === 'declared' && from.file !== file ? from.file : file;
  return made.provider;
}

/** The object with the sign-in of another provider, among the arguments of a function of mcp-provider. */
export function foreignAuth(
  { file, value }: Located<CallValue>,
  { name, project: { code } }: ProviderModel,
): { value: Value; of: string } | undefined {
  if (!externalName(code, { file, value: value.callee })?.startsWith('mcp-provider/'))
    return undefined;
  for (const given of value.arguments) {
    const made = given.is === 'name' ? code.resolve({ file, value: given }) : undefined;
    const isAuth =
      made?.value.is === 'call' &&
      code.runtime({ file: made.file, value: made.value.callee })?.returns?.members?.getCredentials;
    const of = made?.file.provider;
    if (isAuth && of !== undefined && of !== name) return { value: given, of };
  }
  return undefined;
}
