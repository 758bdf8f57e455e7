import {
  type Node as JsonNode,
  type ParseError,
  parseTree,
  printParseErrorCode,
  visit,
} from 'jsonc-parser';
import { isAlias, isMap, isScalar, isSeq, type Node as YamlNode } from 'yaml';
import type { Data, Document } from '../model/document.js';
import { place, type SourceRange, type TextFile } from '../model/place.js';
import { boundedDocument, yamlComments } from '../model/yaml.js';

/** A JSON, YAML or `.env` file, as its name has it. */
export function readDocument(file: TextFile): Document {
  if (file.unreadable !== undefined)
    return top(new Value(place(file), place(file)), file, {
      errors: [problem(file, file.unreadable)],
    });
  try {
    if (/\.ya?ml$/.test(file.path)) return fromYaml(file);
    return /(^|\/)\.env[\w.-]*$/.test(file.path) ? fromEnv(file) : fromJson(file);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const nested = problem(file, 'it is nested too deeply');
    return top(new Value(place(file), place(file)), file, { errors: [nested] });
  }
}

class Value implements Data {
  readonly members = new Map<string, Data>();
  readonly items: Data[] = [];
  constructor(
    readonly at: SourceRange,
    readonly keyAt: SourceRange,
    public value: unknown = null,
  ) {}

  get(...[key, ...rest]: (string | number)[]): Data | undefined {
    if (key === undefined) return this;
    const next = typeof key === 'number' ? this.items[key] : this.members.get(key);
    return rest.length > 0 ? next?.get(...rest) : next;
  }

  text(...path: (string | number)[]): string | undefined {
    const value = this.get(...path)?.value;
    return typeof value === 'string' ? value : undefined;
  }

  /** Sets the value from the members or the items that were read. */
  collected(): this {
    this.value =
      this.items.length > 0
        ? this.items.map((each) => each.value)
        : Object.fromEntries([...this.members].map(([name, each]) => [name, each.value]));
    return this;
  }
}

type Facts = Partial<Pick<Document, 'errors' | 'looseness' | 'comments'>>;

const top = (root: Value, file: TextFile, facts: Facts): Document =>
  Object.assign(root, { file, errors: [], looseness: [], comments: [], ...facts });

/** Comments are read for what they tell us: in most files that is nothing. */
export const mayCommand = ({ text }: TextFile): boolean => text.includes('mcp-provider-');

const problem = (file: TextFile, message: string, start = 0, end = start) => ({
  at: place(file, start, end),
  message,
});

/** Values from the first alias on: aliases of aliases would fill the memory. */
const MOST_EXPANDED = 100_000;

function fromYaml(file: TextFile): Document {
  const parsed = boundedDocument(file.text, { prettyErrors: false });
  const errors = parsed.errors.map(({ pos: [start, end], message }) =>
    problem(file, message, start, end),
  );
  let expanded = 0;
  const read = (node: YamlNode | null, keyAt: SourceRange | undefined): Value => {
    const isExpanded = node !== null && isAlias(node);
    if ((isExpanded || expanded > 0) && ++expanded > MOST_EXPANDED) {
      if (expanded === MOST_EXPANDED + 1)
        errors.push(problem(file, 'Aliases expand to more than 100,000 values'));
      return new Value(place(file), place(file));
    }
    const source = isExpanded ? node.resolve(parsed) : node;
    const [start, end] = node?.range ?? [keyAt?.end ?? 0, keyAt?.end ?? 0];
    const at = place(file, start, end);
    const value = new Value(at, keyAt ?? at, isScalar(source) ? source.value : null);
    if (isSeq<YamlNode | null>(source)) {
      value.items.push(...source.items.map((each) => read(each, undefined)));
      value.value = value.items.map((each) => each.value);
    } else if (isMap<YamlNode, YamlNode | null>(source)) {
      for (const { key, value: member } of source.items) {
        const [from, to] = key.range ?? [start, start];
        value.members.set(
          isScalar(key) ? String(key.value) : '',
          read(member, place(file, from, to)),
        );
      }
      value.collected();
    }
    return value;
  };
  const comments = mayCommand(file)
    ? yamlComments(file.text).map(([start, end]) => place(file, start, end))
    : [];
  return top(read(parsed.contents, undefined), file, { errors, comments });
}

function fromJson(file: TextFile): Document {
  const [problems, strictProblems]: [ParseError[], ParseError[]] = [[], []];
  const tree = parseTree(file.text, problems, { allowTrailingComma: true });
  if (problems.length === 0) parseTree(file.text, strictProblems, { disallowComments: true });
  const read = (node: JsonNode, keyAt: SourceRange | undefined): Value => {
    const at = place(file, node.offset, node.offset + node.length);
    const value = new Value(at, keyAt ?? at, node.value);
    if (node.type === 'array') {
      value.items.push(...(node.children ?? []).map((each) => read(each, undefined)));
      value.value = value.items.map((each) => each.value);
    } else if (node.type === 'object') {
      for (const { children: [key, member] = [] } of node.children ?? []) {
        if (!key || !member) continue;
        const at = place(file, key.offset, key.offset + key.length);
        value.members.set(String(key.value), read(member, at));
      }
      value.collected();
    }
    return value;
  };
  const faultOf = ({ error, offset, length }: ParseError) => {
    const words = printParseErrorCode(error).replace(
      /(?<=.)[A-Z]/g,
      (letter) => ` ${letter.toLowerCase()}`,
    );
    return problem(file, words, offset, offset + length);
  };
  const comments: SourceRange[] = [];
  if (mayCommand(file))
    visit(file.text, {
      onComment: (offset, length) => comments.push(place(file, offset, offset + length)),
    });
  const root = tree ? read(tree, undefined) : new Value(place(file), place(file));
  const [errors, looseness] = [problems.map(faultOf), strictProblems.map(faultOf)];
  return top(root, file, { errors, looseness, comments });
}

const VARIABLE = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*(.*?)[ \t]*$/dgm;

/** `NAME=value` lines as dotenv reads them, one line a value. */
function fromEnv(file: TextFile): Document {
  const root = new Value(place(file, 0, file.text.length), place(file));
  for (const { 1: name = '', 2: raw = '', indices } of file.text.matchAll(VARIABLE)) {
    const [, [from, to] = [0, 0], [start, end] = [0, 0]] = indices ?? [];
    const value = raw.replace(/^(["'`])(.*)\1$/, '$2');
    root.members.set(name, new Value(place(file, start, end), place(file, from, to), value));
  }
  const comments = Array.from(file.text.matchAll(/^[ \t]*#.*$/gm), ({ index, 0: text }) =>
    place(file, index, index + text.length),
  );
  return top(root.collected(), file, { comments });
}
