import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { Declaration } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { instanceOf } from '../../../flow/fields.js';

/** The `verify` of objects and classes that have "metadata", too: the form of a `TokenVerifier`. */
export const verifiersIn = (file: SourceFile, code: Code): LocatedFunction[] => [
  ...file.facts.objects.flatMap((object) => {
    const verify = verifyOf({ file, value: object }, code);
    const made = verify && code.functions(verify).findLast((each) => each.function.body);
    return made ?? [];
  }),
  ...file.facts.declarations.flatMap((declaration) => methodOf(file, declaration) ?? []),
];

/** An object or an instance with "verify". */
export function isVerifier(located: Located, code: Code): boolean {
  const parts = code.object(located)?.properties ?? instanceOf(code, located)?.class.members ?? [];
  return parts.some((each) => ('key' in each ? each.key : each.name) === 'verify');
}

function verifyOf(object: Located, code: Code): Located | undefined {
  const properties = code.object(object)?.properties ?? [];
  const [verify, metadata] = ['verify', 'metadata'].map((name) =>
    properties.find(({ key }) => key === name),
  );
  return metadata && verify;
}

function methodOf(file: SourceFile, { members = [] }: Declaration): LocatedFunction | undefined {
  const has = (name: string) => members.find((each) => each.name === name);
  const made = file.facts.functions[has('verify')?.function ?? -1];
  return has('metadata') && made ? { file, function: made } : undefined;
}
