import type { Export, Import, Module } from '../model/module.js';
import { type SourceRange, sourceRange, type TextFile } from '../model/source-range.js';
import { mayCommand } from './document.js';
import { factsIn, type ModuleFacts, type SyntaxNode } from './module-facts.js';
import type { ParseModule } from './read.js';

/**
 * A parsed module. Imports and exports are extracted at once, calls and variables on demand. The
 * syntax tree is large, and is discarded as soon as the facts are extracted.
 */
export class SourceModule implements Module {
  readonly start: SourceRange;
  readonly errors: { at: SourceRange; message: string }[];
  readonly comments: readonly SourceRange[];
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  readonly #parse: ParseModule;
  #parsed: ReturnType<ParseModule> | undefined;
  #facts: ModuleFacts | undefined;

  constructor(
    readonly file: TextFile,
    parse: ParseModule,
  ) {
    this.#parse = parse;
    this.start = sourceRange(file);
    const tooDeep = isTooDeep(file.text) ? TOO_DEEP : undefined;
    const parseResult = parse(file.path, tooDeep === undefined ? file.text : '');
    const rangeOf = ({ start, end }: { start: number; end: number }) =>
      sourceRange(file, start, end);
    this.errors = parseResult.errors.map(({ message, labels: [label] }) => ({
      message,
      at: label ? rangeOf(label) : this.start,
    }));
    this.imports = importsIn(parseResult.module, file);
    this.exports = exportsIn(parseResult.module, file);
    this.comments = mayCommand(file) ? parseResult.comments.map(rangeOf) : [];
    const unreadableReason = file.unreadable ?? tooDeep;
    if (unreadableReason === undefined) this.#parsed = parseResult;
    else this.#leaveOut(unreadableReason);
  }

  get path() {
    return this.file.path;
  }
  get text() {
    return this.file.text;
  }
  get calls() {
    return this.#known.calls;
  }
  get variables() {
    return this.#known.variables;
  }
  get casts() {
    return this.#known.casts;
  }
  get thrown() {
    return this.#known.thrown;
  }

  forget() {
    if (this.#facts !== NO_FACTS) this.#facts = undefined;
  }

  get #known(): ModuleFacts {
    if (this.#facts) return this.#facts;
    const { program } = this.#parsed ?? this.#parse(this.path, this.text);
    this.#parsed = undefined;
    try {
      return (this.#facts = factsIn(program.body as unknown as SyntaxNode[], this.file));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return this.#leaveOut(TOO_DEEP);
    }
  }

  #leaveOut(message: string): ModuleFacts {
    this.errors.push({ message, at: this.start });
    return (this.#facts = NO_FACTS);
  }
}

const TOO_DEEP = 'it is nested too deeply';

type ModuleRecord = ReturnType<ParseModule>['module'];

function importsIn({ staticImports, dynamicImports }: ModuleRecord, file: TextFile): Import[] {
  const imports: Import[] = [];
  for (const { moduleRequest, entries } of staticImports) {
    const { value: specifier, start, end } = moduleRequest;
    const range = sourceRange(file, start, end);
    if (entries.length === 0)
      imports.push({
        specifier,
        name: undefined,
        local: undefined,
        typeOnly: false,
        dynamic: false,
        range,
      });
    for (const { importName, localName, isType: typeOnly } of entries) {
      const { value: local } = localName;
      imports.push({
        specifier,
        name: entryName(importName),
        local,
        typeOnly,
        dynamic: false,
        range,
      });
    }
  }
  for (const {
    moduleRequest: { start, end },
  } of dynamicImports) {
    const [, specifier = ''] = /^['"`]([^'"`$]*)['"`]$/.exec(file.text.slice(start, end)) ?? [];
    const range = sourceRange(file, start, end);
    imports.push({
      specifier,
      name: undefined,
      local: undefined,
      typeOnly: false,
      dynamic: true,
      range,
    });
  }
  return imports;
}

const exportsIn = ({ staticExports }: ModuleRecord, file: TextFile): Export[] =>
  staticExports.flatMap(({ entries }) =>
    entries.map(({ exportName, importName, localName, moduleRequest, isType, start, end }) => ({
      name: entryName(exportName) ?? '*',
      specifier: moduleRequest?.value,
      local: entryName(importName) ?? localName.name ?? undefined,
      typeOnly: isType,
      range: sourceRange(file, exportName.start ?? start, exportName.end ?? end),
    })),
  );

/** Returns the name in an entry of the parser's module record; undefined if it is the local name. */
function entryName({ kind, name }: { kind: string; name: string | null }): string | undefined {
  if (kind === 'Default') return 'default';
  if (kind === 'NamespaceObject' || kind === 'All' || kind === 'AllButDefault') return '*';
  return name ?? undefined;
}

/** Facts of a module that cannot be parsed. */
const NO_FACTS: ModuleFacts = { calls: [], variables: [], casts: [], thrown: [] };

/** Maximum nesting of brackets, because a stack overflow in the native parser would end the process. */
const MAX_DEPTH = 1000;
/** Matches comments, and strings on one line. */
const COMMENTS_AND_STRINGS = /\/\*[^]*?\*\/|\/\/.*|(["'])(?:\\.|(?!\1)[^\\\n])*\1/g;

const isTooDeep = (text: string): boolean =>
  text.length > MAX_DEPTH &&
  nestingDepth(text) > MAX_DEPTH &&
  nestingDepth(text.replace(COMMENTS_AND_STRINGS, '')) > MAX_DEPTH;

function nestingDepth(text: string): number {
  let [depth, deepest] = [0, 0];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // The codes of ( [ { and ) ] }
    if (code === 40 || code === 91 || code === 123) deepest = Math.max(deepest, ++depth);
    else if (code === 41 || code === 93 || code === 125) depth--;
  }
  return deepest;
}
