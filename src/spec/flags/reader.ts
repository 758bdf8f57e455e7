import { isObject } from '../../../runtime/src/utils/is-object.js';
import type { OrderedFlag } from '../../model/command.js';
import { flagSyntax, flagTwice, flagWithoutTool } from '../../model/errors/spec.js';
import type { JsonSchemaObject } from '../../model/json-schema.js';
import { kindNamed, type KindsAndStyles } from '../../model/kinds-and-styles.js';
import { ScanError, Scanner } from '../../model/scanner.js';
import type { SpecPath } from '../../model/spec-report.js';
import { toolOptions } from '../../model/tool-options.js';
import { withMemberAt } from '../at-path.js';
import { type Location, placeName, type SpecOrigin } from '../located-problems.js';
import { quote } from '../sentence.js';
import type { ProviderDraft } from './draft.js';
import { readParam } from './param.js';
import { type ProviderRow, providerRows } from './table.js';
import {
  type NamedTool,
  readAnnotation,
  readTool,
  type ToolDraft,
  toolDraft,
  toolFromDraft,
} from './tool.js';
import { LITERAL, wordsIn } from './value.js';

/** An option with its value and its position among all options. */
interface FlagOccurrence {
  flag: string;
  value: string;
  offset: number;
}

/** Stands for values that no option stated. */
const NO_LOCATION = { where: '', offset: Number.MAX_SAFE_INTEGER };

/** Finds the option that stated the value at a path of the spec. */
class FlagOrigins implements SpecOrigin {
  readonly is = 'flags';
  /** Options by path, as JSON. */
  readonly #locations = new Map<string, Location>();

  /**
   * Records the option of a path, which only one may state.
   * @param subject beginning of a sentence, if the option alone is clear
   * @throws CliError `spec/flag-twice`
   */
  claim(path: SpecPath, occurrence: FlagOccurrence, subject?: string) {
    if (this.#locations.has(JSON.stringify(path)))
      throw flagTwice(occurrence.flag, occurrence.value);
    const location = `${occurrence.flag} ${quote(occurrence.value)}`;
    this.set(path, { where: location, subject: subject ?? location, offset: occurrence.offset });
  }

  set(path: SpecPath, location: Location) {
    this.#locations.set(JSON.stringify(path), location);
  }

  /** Returns the option that stated the value at a path, or at its nearest parent. */
  readonly locate = ({ path }: { path: SpecPath }): Location => {
    for (let length = path.length; length > 0; length--) {
      const origin = this.#locations.get(JSON.stringify(path.slice(0, length)));
      if (!origin) continue;
      if (length === path.length) return origin;
      return { ...origin, subject: `${origin.where}: ${placeName(path)}` };
    }
    return { ...NO_LOCATION, subject: placeName(path) };
  };
}

/** Reads options one after another, in their order. */
export class FlagReader {
  /** The stated parts of the provider. */
  readonly #texts = new Map<ProviderRow, string[]>();
  readonly #tools: ToolDraft[] = [];
  readonly source = new FlagOrigins();

  readonly #rows: ReadonlyMap<string, ProviderRow>;

  constructor(private readonly kindsAndStyles: KindsAndStyles) {
    const rows = providerRows(kindsAndStyles.kinds, kindsAndStyles.styles);
    this.#rows = new Map(rows.map((row) => [row.flag, row]));
  }

  /** Reads all options. @throws CliError `spec/flag-…` */
  read([flag, value]: OrderedFlag, offset: number) {
    try {
      this.#read({ flag, value, offset });
    } catch (error) {
      if (error instanceof ScanError) throw flagSyntax(flag, value, error.at, error.sentence);
      throw error;
    }
  }

  /** Returns a tool that an argument names before all options. */
  begin({ name, description }: NamedTool) {
    const path = ['tools', this.#tools.length];
    this.source.set([...path, 'name'], { where: quote(name), subject: 'The name', offset: -1 });
    const draft = { name, params: [], results: [], annotations: {}, binding: {} };
    if (description !== undefined) {
      const option = { flag: '--description', value: description, offset: -1 };
      this.source.claim([...path, 'description'], option, option.flag);
    }
    this.#tools.push(description === undefined ? draft : { ...draft, description });
  }

  #read(occurrence: FlagOccurrence) {
    const { flag, value } = occurrence;
    const row = this.#rows.get(flag);
    if (row) {
      this.#readText(row, occurrence);
    } else if (flag === '--tool') {
      for (const tool of this.#toolsIn(value)) {
        this.source.claim(['tools', this.#tools.length], occurrence);
        this.#tools.push(tool);
      }
    } else {
      const index = this.#tools.length - 1;
      const tool = this.#tools[index];
      if (!tool) throw flagWithoutTool(flag);
      this.source.claim(['tools', index, ...this.#readToolFlag(tool, flag, value)], occurrence);
    }
  }

  draft(): ProviderDraft {
    const settings = Array.from(this.#texts).reduce<Partial<ProviderDraft> & { baseUrl?: string }>(
      (draft, [{ path, schema }, texts]) => withMemberAt(draft, path, settingValue(schema, texts)),
      {},
    );
    const kind = kindNamed(settings.kind, this.kindsAndStyles.kinds);
    return {
      ...settings,
      tools: this.#tools.map((tool) => toolFromDraft(tool, kind, settings.baseUrl)),
    };
  }

  /** Parses `send_message: Post a message`, or a text that a kind reads as tools. */
  #toolsIn(text: string): ToolDraft[] {
    const kinds = Object.values(this.kindsAndStyles.kinds);
    const read = kinds.map(({ spec }) => spec.tool?.readTools?.(text)).find(Boolean);
    return read?.map(toolDraft) ?? [readTool(new Scanner(text))];
  }

  /** Adds the value of an option to the preceding tool. @returns its path in the tool's spec */
  #readToolFlag(tool: ToolDraft, flag: string, value: string): SpecPath {
    const scanner = new Scanner(value);
    switch (flag) {
      case '--title':
        tool.title = value;
        return ['title'];
      case '--confirm':
        tool.confirm = value;
        return ['confirm'];
      case '--keyword':
        tool.keywords = [...(tool.keywords ?? []), value];
        return ['keywords', tool.keywords.length - 1];
      case '--param': {
        const param = readParam(scanner);
        tool.params.push(param);
        return param.constant === undefined
          ? ['inputSchema', 'properties', param.name]
          : ['constants', param.name];
      }
      case '--result': {
        const result = readParam(scanner);
        if ((result.place ?? result.constant) !== undefined)
          scanner.fail('A result has no place and no constant.', 0);
        tool.results.push(result);
        return ['outputSchema', 'properties', result.name];
      }
      case '--annotation': {
        const annotation = readAnnotation(scanner);
        Object.assign(tool.annotations, annotation);
        return ['annotations', ...Object.keys(annotation)];
      }
      default: {
        const key = flag.slice(2);
        if (!Object.hasOwn(toolOptions, key)) return this.#readBinding(tool, flag, scanner);
        Object.assign(tool, { [key]: value === 'true' || value });
        return [key];
      }
    }
  }

  #readBinding(draft: ToolDraft, flag: string, scanner: Scanner): SpecPath {
    draft.bindingFlags = [...(draft.bindingFlags ?? []), flag];
    for (const { spec } of Object.values(this.kindsAndStyles.kinds)) {
      const { tool } = spec;
      if (!tool) continue;
      const { key } = tool;
      if (tool.option.flag === flag) {
        draft.binding = withValue(draft.binding, [], tool.option.read(scanner));
        return [key];
      }
      const bindingOption = tool.furtherOptions?.find((option) => option.flag === flag);
      if (!bindingOption) continue;
      const { at: bindingPath, value } = bindingOption.read(scanner);
      draft.binding = withValue(draft.binding, [key, ...bindingPath], value);
      return [key, ...bindingPath];
    }
    throw new RangeError(`${flag} is not an option of tools`);
  }

  #readText(row: ProviderRow, occurrence: FlagOccurrence) {
    const { path, schema } = row;
    const earlierOccurrence = this.#texts.get(row);
    if (schema?.type !== 'array') {
      this.source.claim(path, occurrence, occurrence.flag);
      this.#texts.set(row, [occurrence.value]);
      return;
    }
    const texts = earlierOccurrence ?? [];
    if (!earlierOccurrence) this.source.claim(path, occurrence, occurrence.flag);
    for (const text of wordsIn(occurrence.value)) {
      this.source.claim([...path, texts.length], occurrence);
      texts.push(text);
    }
    this.#texts.set(row, texts);
  }
}

/** Returns a setting with the type of its schema. Invalid values stay texts, so that the checks report them. */
function settingValue(schema: JsonSchemaObject | undefined, texts: readonly string[]): unknown {
  const [text = ''] = texts;
  if (schema?.type === 'array') return texts;
  const isLiteral = ['boolean', 'integer', 'number'].some((type) => type === schema?.type);
  return isLiteral && LITERAL.test(text) ? JSON.parse(text) : text;
}

/** Returns an object with a value at a path; objects are merged. */
function withValue<T extends object>(
  container: T,
  [key, ...rest]: readonly string[],
  value: object | string,
): T {
  if (key !== undefined) {
    const inner = (container as Record<string, object | undefined>)[key] ?? {};
    const isLast = rest.length === 0 && typeof value === 'string';
    return { ...container, [key]: isLast ? value : withValue(inner, rest, value) };
  }
  return Object.entries(value).reduce(
    (done, [name, memberValue]: [string, unknown]) =>
      isObject(memberValue)
        ? withValue(done, [name], memberValue)
        : { ...done, [name]: memberValue },
    container,
  );
}
