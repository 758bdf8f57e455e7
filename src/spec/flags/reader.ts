import type { OrderedFlag } from '../../model/command.js';
import { flagSyntax, flagTwice, flagWithoutTool } from '../../model/errors/spec.js';
import type { JsonSchemaObject } from '../../model/json-schema.js';
import { quote, type Locate, type SpecPath } from '../problem.js';
import type { ProviderDraft } from './draft.js';
import { readParam } from './param.js';
import { readRequest } from './request.js';
import { Misread, Scanner } from './scanner.js';
import { authFlags, PROVIDER_FLAGS } from './table.js';
import { readAnnotation, readTool, toolOf, type ToolDraft } from './tool.js';
import { LITERAL } from './value.js';

/** One flag and its place among all. */
interface Said {
  flag: string;
  value: string;
  offset: number;
}

/** Takes flags one after another, in their order. */
export class FlagReader {
  readonly #texts: Partial<Record<(typeof PROVIDER_FLAGS)[number]['key'], string>> = {};
  readonly #auth = new Map<string, string[]>();
  readonly #tools: ToolDraft[] = [];
  /** Which flag said what is at a path of the spec; keys are paths as JSON. */
  readonly #origins = new Map<string, Said>();

  readonly #authFlags: ReadonlyMap<string, string>;

  constructor(private readonly settings: ReadonlyMap<string, JsonSchemaObject>) {
    this.#authFlags = authFlags(settings.keys());
  }

  /** @throws CliError `spec/flag-…` */
  read([flag, value]: OrderedFlag, offset: number) {
    try {
      this.#read({ flag, value, offset });
    } catch (error) {
      if (error instanceof Misread) throw flagSyntax(flag, value, error.at, error.says);
      throw error;
    }
  }

  #read(said: Said) {
    const { flag, value } = said;
    const own = PROVIDER_FLAGS.find((row) => row.flag === flag);
    const setting = this.#authFlags.get(flag);
    if (own) {
      this.#claim([own.key], said);
      this.#texts[own.key] = value;
    } else if (setting !== undefined) {
      this.#readAuth(setting, said);
    } else if (flag === '--tool') {
      this.#claim(['tools', this.#tools.length], said);
      this.#tools.push(readTool(new Scanner(value)));
    } else {
      const index = this.#tools.length - 1;
      const tool = this.#tools[index];
      if (!tool) throw flagWithoutTool(flag);
      this.#claim(['tools', index, ...readToolFlag(tool, flag, value)], said);
    }
  }

  draft(): ProviderDraft {
    const auth = Object.fromEntries(
      Array.from(this.#auth, ([key, texts]) => [key, settingOf(this.settings.get(key), texts)]),
    );
    return {
      ...this.#texts,
      ...(this.#auth.size > 0 && { auth }),
      tools: this.#tools.map(toolOf),
    };
  }

  /** The flag that said what is at a path, or what is nearest around it. */
  readonly locate: Locate = ({ path }) => {
    for (let length = path.length; length > 0; length--) {
      const said = this.#origins.get(JSON.stringify(path.slice(0, length)));
      if (said) return { where: `${said.flag} ${quote(said.value)}`, offset: said.offset };
    }
    return { where: 'The flags', offset: Number.MAX_SAFE_INTEGER };
  };

  #readAuth(key: string, said: Said) {
    const texts = this.#auth.get(key);
    if (texts && this.settings.get(key)?.type === 'array') {
      texts.push(said.value);
      return;
    }
    this.#claim(['auth', key], said);
    this.#auth.set(key, [said.value]);
  }

  #claim(path: SpecPath, said: Said) {
    const key = JSON.stringify(path);
    if (this.#origins.has(key)) throw flagTwice(said.flag, said.value);
    this.#origins.set(key, said);
  }
}

/** Adds what a flag says to the tool before it; the answer is its place in the tool's spec. */
function readToolFlag(tool: ToolDraft, flag: string, value: string): SpecPath {
  const scanner = new Scanner(value);
  switch (flag) {
    case '--title':
      tool.title = value;
      return ['title'];
    case '--request':
      tool.request = readRequest(scanner);
      return ['request'];
    case '--param': {
      const param = readParam(scanner);
      tool.params.push(param);
      return ['inputSchema', 'properties', param.name];
    }
    case '--result': {
      const result = readParam(scanner);
      tool.results.push(result);
      return ['outputSchema', 'properties', result.name];
    }
    case '--annotation': {
      const annotation = readAnnotation(scanner);
      Object.assign(tool.annotations, annotation);
      return ['annotations', ...Object.keys(annotation)];
    }
    default:
      throw new RangeError(`${flag} says nothing about a tool`);
  }
}

/** A setting as its schema wants it; what it cannot be is left to the checks. */
function settingOf(schema: JsonSchemaObject | undefined, texts: readonly string[]): unknown {
  const [text = ''] = texts;
  if (schema?.type === 'array') return texts;
  const isLiteral = ['boolean', 'integer', 'number'].some((type) => type === schema?.type);
  return isLiteral && LITERAL.test(text) ? JSON.parse(text) : text;
}
