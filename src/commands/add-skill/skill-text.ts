import type { Tool } from '@modelcontextprotocol/client';
import { checkSkill } from '../../../runtime/src/skills/check-skill.js';
import { isObject } from '../../../runtime/src/utils/is-object.js';
import { withFullStop } from '../../model/names.js';

/** The facts about a provider that its project states. */
interface SkillSource {
  name: string;
  provider: string;
  title: string;
  description: string;
  readme: string;
  tools: readonly Tool[];
  /** Arguments of a call, by tool. */
  calls: ReadonlyMap<string, Record<string, unknown>>;
}

/** Longest description of a skill (Agent Skills), and of a tool in it. */
const MAX_DESCRIPTION_LENGTH = 1024;
const MAX_TOOL_TEXT_LENGTH = 300;

/** Returns the text of SKILL.md. Words of it that name something else than tools are listed for the tests. */
export function skillText(source: SkillSource): string {
  const text = textWith(source, []);
  const words = checkSkill(text, { tools: source.tools, others: [source.provider] }).map(
    ({ word }) => word,
  );
  return words.length === 0 ? text : textWith(source, [...new Set(words)]);
}

function textWith(source: SkillSource, words: readonly string[]): string {
  const { name, provider, title, readme, tools } = source;
  const about = oneLine(withFullStop(source.description || (firstParagraph(readme) ?? title)));
  const uses = tools.map((tool) => (tool.title ?? tool.name).toLowerCase()).join(', ');
  const sentence = uses === '' ? '' : ` Use it to: ${uses}.`;
  const description = cutToWords(about + sentence, MAX_DESCRIPTION_LENGTH);
  const isReading = (tool: Tool) => tool.annotations?.readOnlyHint === true;
  const section = (heading: string, ofSection: readonly Tool[]) =>
    ofSection.length === 0
      ? []
      : [`## ${heading}`, '', ...ofSection.flatMap((tool) => toolLines(tool, source.calls))];
  const lines = [
    ...['---', `name: ${name}`, `description: ${JSON.stringify(description)}`],
    ...['metadata:', `  provider: ${provider}`, '---', ''],
    ...[`# ${title}`, '', about, ''],
    ...(words.length > 0 ? [`<!-- words: ${words.join(' ')} -->`, ''] : []),
    ...section('Read', tools.filter(isReading)),
    ...section(
      'Change',
      tools.filter((tool) => !isReading(tool)),
    ),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function toolLines(
  { name, description = '', inputSchema, annotations }: Tool,
  calls: SkillSource['calls'],
): string[] {
  const { properties = {}, required = [] } = inputSchema;
  const args = Object.keys(properties).map((key) => (required.includes(key) ? key : `${key}?`));
  const values = Object.entries(properties).flatMap(([key, schema]) =>
    enumValues(schema).map((value) => `\`${key}=${JSON.stringify(value)}\``),
  );
  const call = calls.get(name);
  const argumentExample = (key: string, value: unknown) => {
    const { [key]: schema } = properties;
    const examples = isObject(schema) ? schema.examples : undefined;
    return Array.isArray(examples) ? (examples[0] as unknown) : value;
  };
  const example =
    call &&
    Object.fromEntries(
      Object.entries(call).map(([key, value]) => [key, argumentExample(key, value)]),
    );
  return [
    ...[
      `### ${name}`,
      '',
      cutToWords(description.split('\n\n')[0] ?? '', MAX_TOOL_TEXT_LENGTH),
      '',
    ],
    ...[`\`${name}(${args.join(', ')})\``, ''],
    ...(values.length > 0 ? [`Values: ${values.join(', ')}.`, ''] : []),
    ...(annotations?.destructiveHint ? ['Ask the user before this call.', ''] : []),
    ...(example
      ? ['```json', JSON.stringify({ tool: name, arguments: example }, null, 2), '```', '']
      : []),
  ];
}

const enumValues = (schema: unknown): unknown[] =>
  isObject(schema)
    ? [
        ...(Array.isArray(schema.enum) ? (schema.enum as unknown[]) : []),
        ...enumValues(schema.items),
      ]
    : [];

/** Returns the first paragraph of prose. */
const firstParagraph = (markdown: string): string | undefined =>
  markdown.split(/\n\s*\n/).find((part) => /^[\p{L}\d]/u.test(part));

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** Returns the start of a text, up to the end of a word. */
const cutToWords = (text: string, maxLength: number): string => {
  const line = oneLine(text);
  if (line.length <= maxLength) return line;
  return `${line.slice(0, maxLength - 1).replace(/\s+\S*$|[\uD800-\uDBFF]$/, '')}…`;
};
