import type { CompilerConfig, Documents, Place } from '../../../model/project.js';
import { declaredPackages } from '../packages/declared.js';
import { RUNTIME } from '../packages/names.js';

/** What a project's `tsconfig.json` extends. */
export const SETTINGS = '"mcp-provider/tsconfig.json"';

export interface CompilerOption {
  value: string | number | boolean | null;
  /** In the project's own `tsconfig.json`, where it is said there. */
  at?: Place;
}

/** A compiler option from the first file that sets it. */
export function compilerOption(
  compiler: readonly CompilerConfig[],
  name: string,
): CompilerOption | undefined {
  for (const [index, { document }] of compiler.entries()) {
    const node = document.get('compilerOptions', name);
    if (node?.is !== 'scalar') continue;
    return { value: node.value, ...(index === 0 && { at: document.at(node) }) };
  }
  return undefined;
}

/** What may set an option before the first file that can be read does; undefined where nothing may. */
export function hiddenBase(compiler: readonly CompilerConfig[], name: string): Place | undefined {
  for (const { document, hidden } of compiler) {
    if (document.get('compilerOptions', name)?.is === 'scalar') return undefined;
    if (hidden[0]) return hidden[0];
  }
  return undefined;
}

/** In lower case, as the compiler compares it. */
export const compilerWord = (compiler: readonly CompilerConfig[], name: string) => {
  const { value } = compilerOption(compiler, name) ?? {};
  return typeof value === 'string' ? value.toLowerCase() : undefined;
};

/** Imports are resolved as a bundler does it: without endings. */
export const resolvesLikeBundler = (compiler: readonly CompilerConfig[]): boolean =>
  compilerWord(compiler, 'moduleResolution') === 'bundler' ||
  (compilerWord(compiler, 'moduleResolution') === undefined &&
    compilerWord(compiler, 'module') === 'preserve');

/** What the project's own `tsconfig.json` extends and no installation brings. */
export interface LostBase {
  at: Place;
  name: string;
  /** Undefined for a path. */
  package: string | undefined;
}

export function lostBases({ tsconfig, compiler, packageJson, packagesAbove }: Documents) {
  const [own] = compiler;
  const documents = [packageJson, ...packagesAbove];
  const declared = documents.flatMap((each) => declaredPackages(each).map(({ name }) => name));
  return (own && own.document === tsconfig ? own.hidden : []).flatMap((at): LostBase[] => {
    const name = at.file.text.slice(at.start + 1, at.end - 1);
    if (/^\.{0,2}\//.test(name)) return [{ at, name, package: undefined }];
    const [found = name] = /^(?:@[^/]+\/)?[^/]+/.exec(name) ?? [];
    return found !== RUNTIME && declared.includes(found) ? [] : [{ at, name, package: found }];
  });
}
