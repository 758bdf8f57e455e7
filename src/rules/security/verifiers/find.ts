import type { Code, LocatedFunction } from '../../../model/code.js';
import type { SourceFile } from '../../../model/project.js';

/** The `verify` of objects that have "metadata", too: the form of a `TokenVerifier`. */
export const verifiersIn = (file: SourceFile, code: Code): LocatedFunction[] =>
  file.facts.objects.flatMap((object) => {
    const known = code.object({ file, value: object });
    const [verify, metadata] = ['verify', 'metadata'].map((name) =>
      known?.properties.find(({ key }) => key === name),
    );
    if (!verify || !metadata) return [];
    const made = code.functions(verify).findLast((each) => each.function.body);
    return made?.file === file ? [made] : [];
  });
