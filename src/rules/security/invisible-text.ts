import type { Definition } from '../../model/code.js';
import { invisibleIn } from '../../model/invisible.js';
import type { Place, ProviderModel } from '../../model/project.js';
import type { SchemaFact } from '../../model/schema.js';
import { defineRule } from '../define.js';
import { instructionsOf } from '../protocol/texts/instructions.js';
import { textsBelow } from '../../model/data-text.js';

/** A string of JSON. */
const STRING = /"(?:[^"\\\n]|\\.)*"/g;

interface ShownText {
  at: Place;
  text: string;
}

export default defineRule({
  severity: 'error',
  summary: 'Texts that models read contain no invisible characters.',
  why: 'Models follow instructions in characters that reviewers cannot see: tags, zero-width characters and marks that change the direction.',
  source: {
    text: 'Trojan Source (CVE-2021-42574); OWASP Top 10 for LLM Applications, LLM01.',
    url: 'https://genai.owasp.org/llmrisk/llm01-prompt-injection/',
  },
  securitySeverity: 7.4,
  on: 'provider',
  check(provider, report) {
    for (const { at, text } of textsFor(provider)) {
      const [first, ...others] = invisibleIn(text);
      if (first === undefined) continue;
      const more = others.length === 0 ? '' : ` and ${others.length} more`;
      report({
        at,
        message: `This text contains the invisible character ${first}${more}.`,
        hint: 'Remove invisible characters, or write the text again.',
      });
    }
  },
});

/** Titles, descriptions, instructions, and the entry in provider-config.yaml. */
function textsFor(provider: ProviderModel): ShownText[] {
  const { tools, resources, prompts, entry, project: model } = provider;
  const { config } = model.documents;
  const instructions = instructionsOf(provider, model.code);
  const inEntry = config && entry ? textsBelow(entry.value) : [];
  return [
    ...[...tools, ...resources, ...prompts].flatMap(inDefinition),
    ...tools.flatMap(({ input, output }) =>
      [input, output].flatMap((schema) => inSchema(schema, provider)),
    ),
    ...(instructions.is === 'known' ? [{ at: instructions.at, text: instructions.value }] : []),
    ...(config ? inEntry.map(({ value, text }) => ({ at: config.at(value), text })) : []),
    ...inCatalog(provider),
  ];
}

/** Definitions of another MCP server, as they were accepted. */
function inCatalog({ directory, project: model }: ProviderModel): ShownText[] {
  const catalog = model.documents.all.find(({ path }) => path === `${directory}/remote.json`);
  if (!catalog) return [];
  return Array.from(catalog.text.matchAll(STRING), ({ index, 0: literal }) => ({
    at: catalog.at({ start: index, end: index + literal.length }),
    text: textOf(literal),
  }));
}

/** Where it is no JSON, the runtime reports it. */
function textOf(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}

const inDefinition = ({ title, description }: Definition): ShownText[] =>
  [title, description].flatMap((text) =>
    text.is === 'known' ? [{ at: text.at, text: text.value }] : [],
  );

/** Everything that clients show of a schema; patterns name such characters to find them. */
const inSchema = (schema: SchemaFact | undefined, { project: { code } }: ProviderModel) =>
  Array.from(schema ? code.subschemas(schema) : [], ({ schema: { at, keywords }, property }) => {
    const shown = Object.entries(keywords).flatMap(([key, value]) =>
      key === 'pattern' ? [] : value,
    );
    return { at: property?.at ?? at, text: shown.map(String).join(' ') };
  });
