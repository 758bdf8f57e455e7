import { dirname, relative } from 'node:path/posix';
import type { Code, Modules, Origin, Registrar } from '../model/code.js';
import { isSameOrigin } from '../model/origin.js';
import type { Declaration, Value } from '../model/facts.js';
import type { SourceFile } from '../model/project.js';

const KINDS = ['tool', 'resource', 'prompt'] as const;
export type Kind = (typeof KINDS)[number];

export type Resolver = Pick<Modules, 'resolve'>;

/** What makes definitions of a kind, and whose they are. */
export interface Maker {
  kind: Kind;
  registrar: Registrar;
}

/** What a name makes. A function counts that was imported from a file of the project, or is exported by this very file. */
export function maker(
  file: SourceFile,
  named: Value,
  code: Code,
  modules: Resolver,
  depth = 0,
): Maker | undefined {
  const registers = code.runtime({ file, value: named })?.registers;
  if (registers) {
    const origin = code.origin({ file, value: named });
    return { kind: registers, registrar: ofRuntime(file, registers, origin, code, modules) };
  }
  const root = file.facts.declarations[rootOf(named)];
  if (root?.within !== -1 || root.kind === 'type' || depth > 5) return undefined;
  const names = [code.path(named).split('.').at(-1)];
  let from = file;
  if (root.import) {
    const source = modules.resolve(file, root.import.specifier);
    if (source.is !== 'file') return undefined;
    from = source.file;
    if (named.is === 'name') names.push(root.import.imported);
  } else if (!exportedIn(file).has(rootOf(named))) {
    return aliased(file, named, root, code, modules, depth);
  }
  const origin = code.origin({ file, value: named });
  if (origin.is === 'declared') {
    names.push(origin.path === '' ? origin.declaration.name : origin.path.split('.').at(-1));
    if (root.import && from.provider === undefined) from = origin.file;
  }
  const registrar = registrarOf(from);
  const kind =
    KINDS.find((each) => names.includes(each)) ??
    (registrar.is === 'project' ? MADE_ONLY.get(names.at(-1) ?? '') : undefined);
  return kind && { kind, registrar };
}

/** What makes a tool or a prompt without registering it. */
const MADE_ONLY: ReadonlyMap<string, Kind> = new Map([
  ['defineTool', 'tool'],
  ['definePrompt', 'prompt'],
]);

const EXPORTED = new WeakMap<SourceFile, ReadonlySet<number | undefined>>();

/** Indexes of the declarations that a file exports. */
function exportedIn(file: SourceFile): ReadonlySet<number | undefined> {
  const known =
    EXPORTED.get(file) ?? new Set(file.facts.exports.map(({ declaration }) => declaration));
  EXPORTED.set(file, known);
  return known;
}

/** `const add = tool`, and `const { tool } = registerProvider('mail')`. */
function aliased(
  file: SourceFile,
  named: Value,
  { init, path, reassigned }: Declaration,
  code: Code,
  modules: Resolver,
  depth: number,
): Maker | undefined {
  if (named.is !== 'name' || !init || reassigned) return undefined;
  if (path.length === 0 && (init.is === 'name' || init.is === 'member'))
    return maker(file, init, code, modules, depth + 1);
  const kind = KINDS.find((each) => path.length === 1 && path[0] === each);
  const origin = code.origin({ file, value: calleeOf(init) });
  return kind && origin.is === 'declared' && origin.file.provider === undefined
    ? { kind, registrar: registrarOf(origin.file) }
    : undefined;
}

const calleeOf = (value: Value): Value => (value.is === 'call' ? value.callee : value);

/** Index of the declaration a chain of names begins with. */
function rootOf(value: Value): number {
  if (value.is === 'member') return rootOf(value.object);
  return value.is === 'name' ? value.declaration : -1;
}

/** Of the provider whose `mcp-instance` exports it; else of none. */
function ofRuntime(
  file: SourceFile,
  kind: Kind,
  made: Origin,
  code: Code,
  modules: Resolver,
): Registrar {
  const owner = made.is === 'declared' || made.is === 'value' ? made.file : file;
  for (const { provider } of [file, owner]) {
    if (provider === undefined) continue;
    const path = relative(dirname(file.logicalPath), `src/providers/${provider}/mcp-instance`);
    const instance = modules.resolve(file, path.startsWith('.') ? path : `./${path}`);
    const exported = instance.is === 'file' && code.exports(instance.file).get(kind)?.origin;
    if (exported && isSameOrigin(exported, made)) return { is: 'provider', provider };
  }
  return { is: 'project', path: owner.path };
}

const registrarOf = ({ provider, test, path }: SourceFile): Registrar =>
  provider !== undefined && !test ? { is: 'provider', provider } : { is: 'project', path };
