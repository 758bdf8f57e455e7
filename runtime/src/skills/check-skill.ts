import type { JsonSchemaObject } from '../call/schema/json-schema.js';
import { isObject } from '../utils/is-object.js';
import { mostSimilar } from '../utils/similar.js';

/** A tool, as clients list it. */
export interface SkillTool {
  name: string;
  inputSchema: JsonSchemaObject;
  outputSchema?: JsonSchemaObject | undefined;
}

/** The names that a skill can use. */
export interface SkillNames {
  tools: readonly SkillTool[];
  /** Words in code that name something else. */
  others?: readonly string[];
  /** Matches what follows a word that calls a tool, and captures the name of the tool. */
  call?: RegExp;
}

interface Finding {
  line: number;
  word: string;
  message: string;
}

/** A claim of a text about tools: a name, or an argument with a value. */
interface Claim {
  word: string;
  offset: number;
  /** The value of an argument, without quotes. */
  value?: string;
}

/** A function that is awaited, as tools are in code. */
const AWAITED = /\bawait\s+(?!(?:fetch|import)\b)([A-Za-z][\w-]*)\(/g;
const CALL = /\bcall\s+["']?([A-Za-z][\w.-]*)/g;
/** The tool of a request in JSON, YAML or code. */
const TOOL_KEY = /\b(?:tool|name)["']?\s*[:=]\s*["']?([A-Za-z][\w.-]*)/g;
const SIGNATURE = /(?<![\w.-])([A-Za-z][\w.-]*)\(([^()]*)\)/g;
const PAIR =
  /["']?(?<![\w.-])([A-Za-z]\w*)["']?[ \t]*[:=][ \t]*("[^"\n]*"|'[^'\n]*'|[A-Za-z][\w.-]*)?/g;
const WORD = /(?<![\w/.@$-])[A-Za-z]\w*(?:[.-]\w+)*(?![\w/])/g;
const FILE =
  /\.(?:[cm]?[jt]sx?|css|csv|env|html|json|lock|md|pdf|png|py|sh|sql|svg|toml|txt|ya?ml)$/;
const LITERAL = /^(?:true|false|null|undefined|[A-Z][A-Z0-9_]*)$/;
/** Keys of a request that are not arguments. */
const STRUCTURE = new Set(['tool', 'name', 'arguments', 'args', 'params', 'input', 'method', 'jsonrpc', 'id', 'type']); // prettier-ignore
/** Languages in which a call is one expression among others. */
const PROGRAM = /^(?:[cm]?[jt]sx?|javascript|typescript|py|python)$/;

/**
 * Checks that each tool, argument and value that a skill names exists. A word that can belong to ordinary language counts in
 * code and headings only. Words after `<!-- words:` in the skill name something else.
 * @returns findings in the order of lines
 */
export function checkSkill(markdown: string, names: SkillNames): Finding[] {
  const text = markdown.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const checker = new SkillChecker(text, names);
  for (const [start, end, language] of regionsOf(text)) {
    if (language === undefined) checker.checkProse(start, end);
    else checker.checkCode(start, end, language);
  }
  return checker.findings.toSorted((a, b) => a.line - b.line);
}

/** Splits a text into lines of prose, and fences with their language. */
function* regionsOf(text: string): Generator<[start: number, end: number, language?: string]> {
  const LINES =
    /^ {0,3}(`{3,}|~{3,})[ \t]*([^\s`]*)[^\n]*\n([\s\S]*?)(?:^ {0,3}\1|$(?![\s\S]))[^\n]*|^[^\n]*$/gm;
  for (const { 0: whole, 1: fence, 2: language = '', 3: code = '', index } of text.matchAll(
    LINES,
  )) {
    if (fence === undefined) yield [index, index + whole.length];
    else {
      const start = index + whole.indexOf('\n') + 1;
      yield [start, start + code.length, language.toLowerCase()];
    }
  }
}

class SkillChecker {
  readonly findings: Finding[] = [];
  readonly #words = new Map<string, SkillWords>();
  readonly #others: ReadonlySet<string>;
  readonly #call: RegExp;
  readonly #allNames: readonly string[];
  readonly #frontMatterEnd: number;
  #section: SkillWords[] = [];

  constructor(
    private readonly text: string,
    { tools, others = [], call = CALL }: SkillNames,
  ) {
    for (const tool of tools) this.#words.set(tool.name, wordsOf(tool));
    const otherWords = [...text.matchAll(/<!--\s*words:([^>]*)-->/g)].flatMap(([, list = '']) =>
      list.split(/[\s,]+/),
    );
    const [frontMatter = ''] = /^---\r?\n[^]*?\n---(?=\r?\n|$)/.exec(text) ?? [];
    this.#frontMatterEnd = frontMatter.length;
    this.#others = new Set([...others, ...otherWords]);
    this.#call = call;
    this.#allNames = [...this.#words.values()].flatMap(({ name, members }) => [
      name,
      ...members.keys(),
    ]);
  }

  /** Checks a line: names in prose, and claims in its code. */
  checkProse(start: number, end: number): void {
    let line = this.text.slice(start, end);
    if (start < this.#frontMatterEnd) line = line.replace(/^[\s-]*[\w-]+:/, blank);
    const [, heading] = /^#{1,6}\s+(.*)$/.exec(line) ?? [];
    if (heading !== undefined) this.#section = [];
    const spans = [...line.matchAll(/(`+)(.+?)\1/g)].map(
      ({ 0: whole, 1: mark = '', 2: code = '', index }) => ({
        code: code.trim(),
        offset: start + index + mark.length + code.indexOf(code.trim()),
        whole,
      }),
    );
    const prose = line
      .replaceAll(/(`+)(.+?)\1/g, blank)
      .replaceAll(/<!--.*?-->|\bhttps?:\S+|\]\([^)]*\)/g, blank);
    const claims: Claim[] = spans.flatMap(({ code, offset }) => this.#claimsInSpan(code, offset));
    const title = heading?.trim() ?? '';
    if (/^[a-z][\w.-]*$/.test(title))
      claims.push({ word: title, offset: start + line.indexOf(title) });
    claims.push(...this.#namesIn(prose, start));
    this.#check(claims);
  }

  /** Checks a fence. */
  checkCode(start: number, end: number, language: string): void {
    const code = this.text.slice(start, end);
    const isProgram = PROGRAM.test(language);
    // In a program, a dot is one of an expression.
    const names = this.#namesIn(code, start).filter(
      ({ word }) => !isProgram || !word.includes('.'),
    );
    const claims = [...this.#callsIn(code, start), ...names];
    const isAboutTool =
      claims.some(({ word }) => this.#words.has(word)) || this.#section.length > 0;
    for (const { 1: word = '', 2: value, index } of code.matchAll(PAIR)) {
      const isKnownArgument = this.#isMember(word, this.#section);
      if (STRUCTURE.has(word) || !isAboutTool) continue;
      if (!isProgram || isKnownArgument) claims.push(claimOf(word, start + index, value));
    }
    this.#check(claims);
  }

  /** Returns the claims of code within a line. */
  #claimsInSpan(code: string, offset: number): Claim[] {
    if (/^[A-Za-z]\w*(?:[.-]\w+)*$/.test(code)) return [{ word: code, offset }];
    const [, word, value] = /^([A-Za-z]\w*)\s*[:=]\s*(\S.*)$/.exec(code) ?? [];
    if (word !== undefined) return [claimOf(word, offset, value)];
    return [...this.#callsIn(code, offset), ...this.#namesIn(code, offset)];
  }

  /** Calls of tools: `get_order(order_id)`, `call get_order`, `"tool": "get_order"`. */
  #callsIn(code: string, start: number): Claim[] {
    const calls = [this.#call, TOOL_KEY, AWAITED].flatMap((pattern) =>
      [...code.matchAll(pattern)].map(({ 0: whole, 1: word = '', index }) => ({
        word,
        offset: start + index + whole.lastIndexOf(word),
      })),
    );
    const signatures = [...code.matchAll(SIGNATURE)].flatMap(
      ({ 0: whole, 1: word = '', 2: args = '', index }) => {
        const claim = { word, offset: start + index };
        if (this.#words.has(word))
          return [claim, ...argumentsIn(args, claim.offset + word.length + 1)];
        return code.trim() === whole ? [claim] : []; // others are claims if their form is that of names
      },
    );
    return [...calls, ...signatures];
  }

  /** Returns the words that cannot be ordinary language, if tools or arguments have names of that form. */
  #namesIn(text: string, start: number): Claim[] {
    return [...text.matchAll(WORD)].flatMap(({ 0: word, index }) =>
      this.#isNameLike(word) ? [{ word, offset: start + index }] : [],
    );
  }

  #isNameLike(word: string): boolean {
    const form = formOf(word);
    if (form === undefined) return false;
    const [start = ''] = word.split('-', 1); // "read-only" is not a name if tools begin with "get-"
    return this.#allNames.some(
      (name) => formOf(name) === form && (form !== 'hyphenated' || name.startsWith(`${start}-`)),
    );
  }

  /** Checks the claims of one place: arguments belong to the tools that it names, else to those of its section. */
  #check(claims: readonly Claim[]): void {
    const namedTools = claims.flatMap(({ word }) => this.#words.get(word) ?? []);
    this.#section.push(...namedTools);
    const scope = namedTools.length > 0 ? namedTools : this.#section;
    const checkedOffsets = new Set<number>();
    for (const { word, value, offset } of claims) {
      if (checkedOffsets.has(offset) || LITERAL.test(word) || FILE.test(word)) continue;
      if (value === undefined) checkedOffsets.add(offset);
      if (this.#others.has(word) || this.#words.has(word)) continue;
      if (!this.#isMember(word, scope)) this.#report(offset, word, scope);
      else if (value !== undefined) this.#checkValue(offset, word, value, scope);
    }
  }

  #isMember(word: string, scope: readonly SkillWords[]): boolean {
    const tools = scope.length > 0 ? scope : [...this.#words.values()];
    return tools.some(({ members, values }) => members.has(word) || values.has(word));
  }

  #checkValue(offset: number, word: string, value: string, scope: readonly SkillWords[]): void {
    const tools = scope.length > 0 ? scope : [...this.#words.values()];
    const allowedValues = tools.flatMap(({ members }) => members.get(word) ?? []);
    if (allowedValues.length === 0 || allowedValues.includes(value) || this.#others.has(value))
      return;
    const similar = mostSimilar(value, allowedValues);
    this.#add(
      offset,
      value,
      `"${word}" cannot be "${value}"${similar === undefined ? '' : `; did you mean "${similar}"?`}`,
    );
  }

  #report(offset: number, word: string, scope: readonly SkillWords[]): void {
    const similar = mostSimilar(word, this.#allNames);
    const tools = [...new Set(scope.map(({ name }) => name))].slice(0, 3).join(', ');
    const place = tools === '' ? '' : ` of ${tools}`;
    this.#add(offset, word, `there is no tool "${word}", and no argument or value${place} with this name${similar === undefined ? '' : `; did you mean "${similar}"?`}`); // prettier-ignore
  }

  #add(offset: number, word: string, message: string): void {
    const line = this.text.slice(0, offset).split('\n').length;
    this.findings.push({ line, word, message });
  }
}

/** The words of a tool: arguments and members of results, with the values that their enums allow. */
interface SkillWords {
  name: string;
  members: Map<string, string[]>;
  values: Set<string>;
}

function wordsOf({ name, inputSchema, outputSchema }: SkillTool): SkillWords {
  const members = new Map<string, string[]>();
  const values = new Set<string>();
  function visit(schema: unknown, member?: string): void {
    if (Array.isArray(schema)) for (const subschema of schema) visit(subschema, member);
    if (!isObject(schema)) return;
    const { properties, enum: options, const: constant, ...others } = schema;
    const ownValues = [options ?? [], constant ?? []].flat().map(String);
    for (const value of ownValues) values.add(value);
    if (member !== undefined) members.set(member, [...(members.get(member) ?? []), ...ownValues]);
    if (isObject(properties))
      for (const [key, value] of Object.entries(properties)) {
        if (!members.has(key)) members.set(key, []);
        visit(value, key);
      }
    for (const key of ['items', 'anyOf', 'oneOf', 'allOf', 'additionalProperties'])
      visit(others[key], member);
    if (isObject(others.$defs))
      for (const subschema of Object.values(others.$defs)) visit(subschema);
  }
  visit(inputSchema);
  visit(outputSchema);
  return { name, members, values };
}

/** Returns the form of a word that cannot be one of ordinary language. */
function formOf(word: string): 'snake' | 'camel' | 'dotted' | 'hyphenated' | undefined {
  if (LITERAL.test(word)) return undefined;
  if (/^\w{2,}[.-]\w{2}/.test(word)) return word.includes('.') ? 'dotted' : 'hyphenated';
  if (/[a-z0-9]_[a-z0-9]/.test(word)) return 'snake';
  return /^[a-z]+[A-Z]/.test(word) ? 'camel' : undefined;
}

const claimOf = (word: string, offset: number, value?: string): Claim => ({
  word,
  offset,
  ...(value !== undefined && { value: value.replaceAll(/^["']|["',;]+$/g, '') }),
});

/** Returns the arguments of a signature: `order_id`, `status="open"`, `{ expand: ['lines'] }`. */
function argumentsIn(text: string, start: number): Claim[] {
  let list: string | undefined; // the argument whose list of values continues
  return [...text.matchAll(/[^,{}[\]]+/g)].flatMap(({ 0: part, index }) => {
    const offset = start + index + part.search(/\S/);
    const [, value] = /^\s*(["'].*["'])\s*$/.exec(part) ?? [];
    if (value !== undefined) return list === undefined ? [] : [claimOf(list, offset, value)];
    const [, word, , own] = /^\s*([A-Za-z]\w*)\??\s*([:=]\s*(\S.*?)?)?\s*$/.exec(part) ?? [];
    list = own === undefined ? word : undefined;
    return word === undefined ? [] : [claimOf(word, offset, own)];
  });
}

/** Returns spaces in place of a text, so that offsets stay. */
const blank = (text: string): string => ' '.repeat(text.length);
