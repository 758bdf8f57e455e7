import {
  type Node as JsonNode,
  type ParseError,
  parseTree,
  printParseErrorCode,
  visit,
} from 'jsonc-parser';
import { isAlias, isMap, isScalar, isSeq, type Node as YamlNode } from 'yaml';
import type { DataNode, Document } from '../model/document.js';
import { type SourceRange, sourceRange, type TextFile } from '../model/source-range.js';
import { boundedDocument, yamlComments } from '../model/yaml.js';

/** Parses a JSON, YAML or `.env` file, depending on its name. */
export function parseDocument(file: TextFile): Document {
  if (file.unreadable !== undefined)
    return top(new ParsedValue(sourceRange(file), sourceRange(file)), file, {
      errors: [problem(file, file.unreadable)],
    });
  try {
    if (/\.ya?ml$/.test(file.path)) return fromYaml(file);
    return /(^|\/)\.env[\w.-]*$/.test(file.path) ? fromEnv(file) : fromJson(file);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const nestingProblem = problem(file, 'it is nested too deeply');
    return top(new ParsedValue(sourceRange(file), sourceRange(file)), file, {
      errors: [nestingProblem],
    });
  }
}

class ParsedValue implements DataNode {
  readonly members = new Map<string, DataNode>();
  readonly items: DataNode[] = [];
  constructor(
    readonly range: SourceRange,
    readonly keyRange: SourceRange,
    public value: unknown = null,
  ) {}

  get(...[key, ...rest]: (string | number)[]): DataNode | undefined {
    if (key === undefined) return this;
    const nextValue = typeof key === 'number' ? this.items[key] : this.members.get(key);
    return rest.length > 0 ? nextValue?.get(...rest) : nextValue;
  }

  text(...path: (string | number)[]): string | undefined {
    const value = this.get(...path)?.value;
    return typeof value === 'string' ? value : undefined;
  }

  /** Sets the value from the parsed members or items. */
  collected(): this {
    this.value =
      this.items.length > 0
        ? this.items.map((item) => item.value)
        : Object.fromEntries([...this.members].map(([name, member]) => [name, member.value]));
    return this;
  }
}

type DocumentFacts = Partial<Pick<Document, 'errors' | 'looseness' | 'comments'>>;

const top = (root: ParsedValue, file: TextFile, facts: DocumentFacts): Document =>
  Object.assign(root, { file, errors: [], looseness: [], comments: [], ...facts });

/** Returns whether a text may contain a suppression, which is rare; only then, comments are parsed. */
export const mayCommand = ({ text }: TextFile): boolean => text.includes('mcp-provider-');

const problem = (file: TextFile, message: string, start = 0, end = start) => ({
  at: sourceRange(file, start, end),
  message,
});

/** Maximum number of values after the first alias, because nested aliases would fill the memory. */
const MAX_EXPANDED = 100_000;

function fromYaml(file: TextFile): Document {
  const yamlDocument = boundedDocument(file.text, { prettyErrors: false });
  const errors = yamlDocument.errors.map(({ pos: [start, end], message }) =>
    problem(file, message, start, end),
  );
  let expandedCount = 0;
  const read = (node: YamlNode | null, keyRange: SourceRange | undefined): ParsedValue => {
    const isExpanded = node !== null && isAlias(node);
    if ((isExpanded || expandedCount > 0) && ++expandedCount > MAX_EXPANDED) {
      if (expandedCount === MAX_EXPANDED + 1)
        errors.push(problem(file, 'Aliases expand to more than 100,000 values'));
      return new ParsedValue(sourceRange(file), sourceRange(file));
    }
    const source = isExpanded ? node.resolve(yamlDocument) : node;
    const [start, end] = node?.range ?? [keyRange?.end ?? 0, keyRange?.end ?? 0];
    const range = sourceRange(file, start, end);
    const value = new ParsedValue(range, keyRange ?? range, isScalar(source) ? source.value : null);
    if (isSeq<YamlNode | null>(source)) {
      value.items.push(...source.items.map((sourceItem) => read(sourceItem, undefined)));
      value.value = value.items.map((item) => item.value);
    } else if (isMap<YamlNode, YamlNode | null>(source)) {
      for (const { key, value: member } of source.items) {
        const [keyStart, keyEnd] = key.range ?? [start, start];
        value.members.set(
          isScalar(key) ? String(key.value) : '',
          read(member, sourceRange(file, keyStart, keyEnd)),
        );
      }
      value.collected();
    }
    return value;
  };
  const comments = mayCommand(file)
    ? yamlComments(file.text).map(([start, end]) => sourceRange(file, start, end))
    : [];
  return top(read(yamlDocument.contents, undefined), file, { errors, comments });
}

function fromJson(file: TextFile): Document {
  const [problems, strictProblems]: [ParseError[], ParseError[]] = [[], []];
  const tree = parseTree(file.text, problems, { allowTrailingComma: true });
  if (problems.length === 0) parseTree(file.text, strictProblems, { disallowComments: true });
  const read = (node: JsonNode, keyRange: SourceRange | undefined): ParsedValue => {
    const range = sourceRange(file, node.offset, node.offset + node.length);
    const value = new ParsedValue(range, keyRange ?? range, node.value);
    if (node.type === 'array') {
      value.items.push(...(node.children ?? []).map((child) => read(child, undefined)));
      value.value = value.items.map((item) => item.value);
    } else if (node.type === 'object') {
      for (const { children: [key, member] = [] } of node.children ?? []) {
        if (!key || !member) continue;
        const keyRange = sourceRange(file, key.offset, key.offset + key.length);
        value.members.set(String(key.value), read(member, keyRange));
      }
      value.collected();
    }
    return value;
  };
  const syntaxFault = ({ error, offset, length }: ParseError) => {
    const message = printParseErrorCode(error).replace(
      /(?<=.)[A-Z]/g,
      (letter) => ` ${letter.toLowerCase()}`,
    );
    return problem(file, message, offset, offset + length);
  };
  const comments: SourceRange[] = [];
  if (mayCommand(file))
    visit(file.text, {
      onComment: (offset, length) => comments.push(sourceRange(file, offset, offset + length)),
    });
  const root = tree ? read(tree, undefined) : new ParsedValue(sourceRange(file), sourceRange(file));
  const [errors, looseness] = [problems.map(syntaxFault), strictProblems.map(syntaxFault)];
  return top(root, file, { errors, looseness, comments });
}

const VARIABLE = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*(.*?)[ \t]*$/dgm;

/** Parses `NAME=value` lines as dotenv does, with one-line values. */
function fromEnv(file: TextFile): Document {
  const root = new ParsedValue(sourceRange(file, 0, file.text.length), sourceRange(file));
  for (const { 1: name = '', 2: raw = '', indices } of file.text.matchAll(VARIABLE)) {
    const [, [nameStart, nameEnd] = [0, 0], [start, end] = [0, 0]] = indices ?? [];
    const value = raw.replace(/^(["'`])(.*)\1$/, '$2');
    root.members.set(
      name,
      new ParsedValue(sourceRange(file, start, end), sourceRange(file, nameStart, nameEnd), value),
    );
  }
  const comments = Array.from(file.text.matchAll(/^[ \t]*#.*$/gm), ({ index, 0: text }) =>
    sourceRange(file, index, index + text.length),
  );
  return top(root.collected(), file, { comments });
}
